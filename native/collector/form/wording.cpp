// SPDX-License-Identifier: Apache-2.0
#include "collector/form/wording.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <stdexcept>

#include "host/files.hpp"
#include "host/json.hpp"

namespace yiping::collector {
namespace {

constexpr std::string_view kLanguages[] = {"zh-Hans", "en"};

constexpr std::string_view kKeys[] = {
    "message",     "product",        "tagline",       "skip",         "standard",     "next",
    "submit_now",  "more_title",     "more_hint",     "chosen",       "change",       "no_answer",
    "not_chosen",  "limit",          "problem",       "error_prefix", "broken_title", "broken_help",
    "start_again", "too_long_title", "too_long_help", "date",         "months",
};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view primary(std::string_view tag) { return tag.substr(0, tag.find('-')); }

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

/// Thousandths of ";q=0.8"; 1000 without it, 0 for what cannot be read.
int weight_of(std::string_view parameters) {
  const std::size_t q = parameters.find("q=");
  if (q == std::string_view::npos) return 1'000;
  const std::string_view weight = trimmed(parameters.substr(q + 2));
  if (weight.starts_with('1')) return 1'000;
  if (!weight.starts_with("0.")) return 0;
  int value = 0;
  const std::string padded = (std::string(weight.substr(2)) + "000").substr(0, 3);
  std::from_chars(padded.data(), padded.data() + padded.size(), value);
  return value;
}

std::optional<std::string_view> nearest(std::string_view wanted,
                                        const std::vector<std::string_view>& offered) {
  for (const std::string_view each : offered) {
    if (same(each, wanted)) return each;
  }
  for (const std::string_view each : offered) {
    if (same(primary(each), primary(wanted))) return each;
  }
  return std::nullopt;
}

}  // namespace

FormWording::FormWording(const std::filesystem::path& file) {
  const host::FileBytes read = host::read_file(file);
  if (!read) throw std::runtime_error(read.error);
  const host::ParsedJson parsed = host::parse_json(read.bytes);
  if (!parsed || !parsed.value.is_object()) {
    throw std::runtime_error(file.string() +
                             ": 不是有效的表单文案文件 / not a valid file of form texts");
  }
  for (const std::string_view key : kKeys) {
    const auto wording = parsed.value.find(key);
    for (const std::string_view language : kLanguages) {
      const bool is_there = wording != parsed.value.end() && wording->is_object() &&
                            // A JSON text is never empty().
                            // NOLINTNEXTLINE(readability-container-size-empty)
                            wording->contains(language) && (*wording)[std::string(language)] != "";
      if (!is_there) {
        throw std::runtime_error(
            file.string() +
            ": 缺少中英文案 / lacks wording in both languages: " + std::string(key));
      }
    }
    for (const auto& [language, text] : wording->items()) {
      by_language_[language].emplace(key, text.get<std::string>());
    }
  }
  // A language that is begun and not finished is not spoken.
  std::erase_if(by_language_,
                [](const auto& each) { return each.second.size() != std::size(kKeys); });
}

std::string_view FormWording::text(std::string_view key, std::string_view language) const {
  const auto texts = by_language_.find(language);
  if (texts == by_language_.end()) return {};
  const auto text = texts->second.find(key);
  return text == texts->second.end() ? std::string_view() : std::string_view(text->second);
}

std::string_view preferred_language(std::string_view accept_language,
                                    const std::vector<std::string_view>& offered) {
  std::string_view best = offered.front();
  int best_weight = 0;
  while (!accept_language.empty()) {
    const std::size_t end = std::min(accept_language.find(','), accept_language.size());
    const std::string_view range = trimmed(accept_language.substr(0, end));
    accept_language.remove_prefix(std::min(end + 1, accept_language.size()));
    const std::size_t semicolon = std::min(range.find(';'), range.size());
    const int weight = weight_of(range.substr(semicolon));
    const auto found = nearest(trimmed(range.substr(0, semicolon)), offered);
    if (!found || weight <= best_weight) continue;
    best = *found;
    best_weight = weight;
  }
  return best;
}

}  // namespace yiping::collector
