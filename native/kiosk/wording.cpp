// SPDX-License-Identifier: Apache-2.0
#include "kiosk/wording.hpp"

#include <stdexcept>

#include "host/files.hpp"
#include "host/json.hpp"

namespace yiping::kiosk {
namespace {

constexpr std::string_view kFallback = "zh-Hans";

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& pointer,
                         const std::string& rule) {
  throw std::runtime_error(file.string() + ": " + pointer + ": " + rule);
}

}  // namespace

Wording::Wording(const std::filesystem::path& file) {
  const host::FileBytes read = host::read_file(file);
  if (!read) throw std::runtime_error(read.error);
  const host::ParsedJson parsed = host::parse_json(read.bytes);
  if (!parsed) refuse(file, parsed.fault.pointer, parsed.fault.code);
  if (!parsed.value.is_object()) refuse(file, "", "应为对象 / must be an object");
  for (const auto& [key, texts] : parsed.value.items()) {
    if (!texts.is_object() || !texts.contains(kFallback)) {
      refuse(file, "/" + key, "缺少简体中文 / lacks its text in zh-Hans");
    }
    for (const auto& [language, text] : texts.items()) {
      if (!text.is_string()) refuse(file, "/" + key, "应为文字 / must be text");
      texts_[key][language] = text.get<std::string>();
    }
  }
}

std::string_view Wording::text(std::string_view key, std::string_view language) const {
  const auto texts = texts_.find(key);
  if (texts == texts_.end()) return key;
  const auto own = texts->second.find(language);
  return own != texts->second.end() ? own->second : texts->second.find(kFallback)->second;
}

std::string fill(std::string_view text, std::string_view name, std::string_view value) {
  const std::string hole = "{" + std::string(name) + "}";
  std::string filled(text);
  for (std::size_t at = filled.find(hole); at != std::string::npos;
       at = filled.find(hole, at + value.size())) {
    filled.replace(at, hole.size(), value);
  }
  return filled;
}

}  // namespace yiping::kiosk
