// SPDX-License-Identifier: Apache-2.0
#include "collector/redact.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace yiping::collector {
namespace {

constexpr std::string_view kHidden = "⟨已隐去⟩";

/// One code point and the bytes it came from.
struct Character {
  std::uint32_t code;
  std::string_view bytes;
};

std::vector<Character> decode(std::string_view text) {
  std::vector<Character> out;
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<std::uint8_t>(text[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const std::string_view bytes = text.substr(at, length);
    std::uint32_t code = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (const char next : bytes.substr(1))
      code = code << 6U | (static_cast<std::uint8_t>(next) & 0x3FU);
    out.push_back({code, bytes});
    at += bytes.size();
  }
  return out;
}

bool is_digit(std::uint32_t code) {
  // ASCII, full width, Arabic-Indic (both), then the Chinese ones: 一三八零零 is a number as well.
  if ((code >= '0' && code <= '9') || (code >= 0xFF10 && code <= 0xFF19)) return true;
  if ((code >= 0x660 && code <= 0x669) || (code >= 0x6F0 && code <= 0x6F9)) return true;
  constexpr std::u32string_view kChinese = U"零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖";
  return kChinese.find(static_cast<char32_t>(code)) != std::u32string_view::npos;
}

bool is_separator(std::uint32_t code) {
  constexpr std::u32string_view kSeparators = U" -.()\u00A0\u00B7\u3000\uFF08\uFF09\uFF0D\uFEFF";
  return (code >= 0x2000 && code <= 0x2015) ||
         kSeparators.find(static_cast<char32_t>(code)) != std::u32string_view::npos;
}

/// Digits from `first` on, with up to two separators between them.
struct Run {
  std::size_t end = 0;  // after the last digit
  std::size_t digits = 0;
  std::size_t shortest_group = SIZE_MAX;
  std::size_t longest_group = 0;
};

Run run_from(const std::vector<Character>& text, std::size_t first) {
  Run run;
  std::size_t at = first;
  while (at < text.size() && is_digit(text[at].code)) {
    std::size_t group = 0;
    while (at < text.size() && is_digit(text[at].code)) ++at, ++group;
    run.digits += group;
    run.end = at;
    run.shortest_group = std::min(run.shortest_group, group);
    run.longest_group = std::max(run.longest_group, group);
    std::size_t gap = 0;
    while (at < text.size() && gap < 2 && is_separator(text[at].code)) ++at, ++gap;
  }
  return run;
}

// A date (2026-11-20) has a group of two digits; a number split for reading has none so short.
bool identifies(const Run& run) {
  if (run.longest_group >= 7 || run.digits >= 11) return true;
  return run.digits >= 7 && run.shortest_group >= 3;
}

bool is_address_part(std::uint32_t code) {
  return (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') ||
         (code >= 'A' && code <= 'Z') || code == '.' || code == '_' || code == '-' || code == '+';
}

/// End of an address of electronic mail that begins at `first`; `first` when there is none.
std::size_t address_end(const std::vector<Character>& text, std::size_t first) {
  std::size_t at = first;
  while (at < text.size() && is_address_part(text[at].code)) ++at;
  const bool sign =
      at > first && at < text.size() && (text[at].code == '@' || text[at].code == 0xFF20);
  if (!sign) return first;
  std::size_t end = at + 1;
  while (end < text.size() && is_address_part(text[end].code)) ++end;
  return end > at + 1 ? end : first;
}

}  // namespace

std::string redact(std::string_view text) {
  const std::vector<Character> characters = decode(text);
  std::string out;
  bool inside_word = false;
  for (std::size_t at = 0; at < characters.size();) {
    const std::uint32_t code = characters[at].code;
    std::size_t end = inside_word ? at : address_end(characters, at);
    if (end == at && is_digit(code)) {
      const Run run = run_from(characters, at);
      if (identifies(run)) end = run.end;
      const bool check_letter = run.digits == 17 && end < characters.size() &&
                                (characters[end].code == 'X' || characters[end].code == 'x');
      if (check_letter) ++end;
    }
    inside_word = is_address_part(code);
    if (end > at) {
      out += kHidden;
      at = end;
      continue;
    }
    out += characters[at].bytes;
    ++at;
  }
  return out;
}

}  // namespace yiping::collector
