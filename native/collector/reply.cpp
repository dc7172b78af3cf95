// SPDX-License-Identifier: Apache-2.0
#include "collector/reply.hpp"

#include <stdexcept>

#include "host/files.hpp"
#include "host/json.hpp"
#include "yiping/text.hpp"

namespace yiping::collector {
namespace {

constexpr std::size_t kMaxTable = 64U << 10U;
constexpr std::string_view kUnits[] = {"分", "星"};
constexpr std::string_view kBetween[] = {" ", "\n", "\t", "　", ",",  "，", ".",  "。",
                                         ":", "：", ";",  "；", "、", "!",  "！", "-"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The first digit as ASCII, also of a full-width one; what follows it stays.
std::string with_plain_digit(std::string text) {
  constexpr std::string_view kWide = "\xEF\xBC";  // ０ to ９ are EF BC 90 to EF BC 99
  if (!text.starts_with(kWide) || text.size() < 3) return text;
  const int digit = static_cast<unsigned char>(text[2]) - 0x90;
  if (digit < 0 || digit > 9) return text;
  return text.replace(0, 3, 1, static_cast<char>('0' + digit));
}

template <typename Texts>
bool skip_one(std::string_view& text, const Texts& texts) {
  for (const std::string_view each : texts) {
    if (!text.starts_with(each)) continue;
    text.remove_prefix(each.size());
    return true;
  }
  return false;
}

std::string rest_of(std::string_view text) {
  while (skip_one(text, kBetween)) {
  }
  return std::string(text);
}

std::optional<SmsReply> by_code(std::string_view text, const CodeTable& levels) {
  std::size_t digits = 0;
  while (digits < text.size() && is_digit(text[digits])) ++digits;
  const auto level = level_named(from_code(levels, text.substr(0, digits)).value);
  if (digits == 0 || !level) return std::nullopt;
  text.remove_prefix(digits);
  skip_one(text, kUnits);
  return SmsReply{*level, rest_of(text)};
}

/// No name of a level begins with another's, so that the order does not matter.
std::optional<SmsReply> by_name(std::string_view text, const Locale& locale) {
  for (const Level level : kLevels) {
    const std::string_view name = locale.find(wording_key("level.", name_of(level)));
    if (!name.empty() && text.starts_with(name)) {
      return SmsReply{level, rest_of(text.substr(name.size()))};
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<SmsReply> read_reply(std::string_view message, const CodeTable& levels,
                                   const Locale& locale) {
  const std::string text = with_plain_digit(normalise(message));
  if (auto reply = by_code(text, levels)) return reply;
  return by_name(text, locale);
}

CodeTable read_reply_levels(const std::filesystem::path& assets) {
  const std::filesystem::path file = assets / "codes" / "level-interface.json";
  const host::FileBytes read = host::read_file(file, kMaxTable);
  if (!read) throw std::runtime_error(read.error);
  const host::ParsedJson parsed = host::parse_json(read.bytes);
  if (!parsed) throw std::runtime_error(file.string() + ": " + parsed.fault.code);
  Result<CodeTable> table = read_code_table(host::to_cbor(parsed.value));
  if (!table) throw std::runtime_error(file.string() + ": " + table.error().where);
  return *std::move(table);
}

}  // namespace yiping::collector
