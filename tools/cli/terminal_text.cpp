// SPDX-License-Identifier: Apache-2.0
#include "terminal_text.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace yiping::cli {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

/// East Asian Wide and Fullwidth of Unicode Annex 11, the blocks that texts here use.
constexpr Range kWide[] = {
    {0x1100, 0x115F}, {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},  {0x4E00, 0x9FFF},
    {0xA000, 0xA4CF}, {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},  {0xFF00, 0xFF60},
    {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};

/// Marks that combine, and characters without a width: Latin, Arabic, Tibetan, Mongolian.
constexpr Range kNarrow[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0610, 0x061A}, {0x064B, 0x065F},  {0x0670, 0x0670},
    {0x06D6, 0x06DC}, {0x06DF, 0x06E4}, {0x06E7, 0x06E8}, {0x06EA, 0x06ED},  {0x0F18, 0x0F19},
    {0x0F35, 0x0F35}, {0x0F37, 0x0F37}, {0x0F39, 0x0F39}, {0x0F71, 0x0F7E},  {0x0F80, 0x0F84},
    {0x0F86, 0x0F87}, {0x0F8D, 0x0FBC}, {0x180B, 0x180F}, {0x1AB0, 0x1AFF},  {0x200B, 0x200F},
    {0x202A, 0x202E}, {0x2060, 0x206F}, {0x20D0, 0x20FF}, {0x302A, 0x302D},  {0x3099, 0x309A},
    {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0xE0100, 0xE01EF}};

constexpr Range kRightToLeft[] = {
    {0x0590, 0x08FF}, {0xFB1D, 0xFDFF}, {0xFE70, 0xFEFE}, {0x10800, 0x10FFF}, {0x1E800, 0x1EFFF}};

/// Those that change the direction of what follows, or break the line.
constexpr Range kUnsafe[] = {{0x0000, 0x001F}, {0x007F, 0x009F}, {0x200E, 0x200F},
                             {0x2028, 0x202E}, {0x2066, 0x2069}, {0x061C, 0x061C}};

constexpr char32_t kClosing[] = U"，。、；：？！）》”’…·,.;:?!)";

constexpr std::string_view kIsolate = "\u2068";
constexpr std::string_view kEndIsolate = "\u2069";

template <std::size_t N>
bool is_in(char32_t c, const Range (&ranges)[N]) {
  return std::any_of(std::begin(ranges), std::end(ranges),
                     [c](const Range& range) { return c >= range.first && c <= range.last; });
}

std::size_t width_of(char32_t c) {
  if (is_in(c, kNarrow)) return 0;
  return is_in(c, kWide) ? 2 : 1;
}

struct Character {
  char32_t code;
  std::string_view bytes;
};

/// The first character; a byte that begins none stands for itself.
Character first_of(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t lead = byte(0);
  const std::size_t size = lead < 0x80   ? 1
                           : lead < 0xC0 ? 0
                           : lead < 0xE0 ? 2
                           : lead < 0xF0 ? 3
                                         : 4;
  if (size <= 1 || size > text.size())
    return {lead < 0x80 ? lead : char32_t{'?'}, text.substr(0, 1)};
  char32_t code = lead & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {'?', text.substr(0, 1)};
    code = code << 6 | (byte(i) & 0x3FU);
  }
  return {code, text.substr(0, size)};
}

std::vector<Character> characters(std::string_view text) {
  std::vector<Character> all;
  while (!text.empty()) {
    all.push_back(first_of(text));
    text.remove_prefix(all.back().bytes.size());
  }
  return all;
}

bool may_break_before(const Character& next, const Character& last) {
  if (last.code == ' ') return true;
  const bool is_wide = width_of(next.code) == 2 || width_of(last.code) == 2;
  const auto* end = std::end(kClosing) - 1;
  return is_wide && width_of(next.code) != 0 &&
         std::find(std::begin(kClosing), end, next.code) == end;
}

}  // namespace

std::size_t columns(std::string_view text) {
  std::size_t count = 0;
  for (const Character& each : characters(text)) count += width_of(each.code);
  return count;
}

std::string printable(std::string_view text) {
  std::string out;
  bool is_right_to_left = false;
  for (const Character& each : characters(text)) {
    const bool is_unsafe =
        is_in(each.code, kUnsafe) || (each.bytes.size() == 1 && (each.bytes[0] & 0x80) != 0);
    out += is_unsafe ? std::string_view(" ") : each.bytes;
    is_right_to_left = is_right_to_left || is_in(each.code, kRightToLeft);
  }
  if (!is_right_to_left) return out;
  return std::string(kIsolate) + out + std::string(kEndIsolate);
}

std::string padded(std::string_view text, std::size_t width) {
  const std::size_t used = columns(text);
  return std::string(text) + std::string(used < width ? width - used : 0, ' ');
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  std::size_t used = 0;
  std::size_t break_at = 0;  // bytes of the last line before which it may be broken; 0: nowhere
  Character last{' ', {}};
  for (const Character& each : characters(text)) {
    if (!lines.back().empty() && may_break_before(each, last)) break_at = lines.back().size();
    if (used + width_of(each.code) > width && !lines.back().empty() && each.code != ' ') {
      const std::size_t cut = break_at == 0 ? lines.back().size() : break_at;
      std::string rest = lines.back().substr(cut);
      lines.back().resize(cut);
      while (lines.back().ends_with(' ')) lines.back().pop_back();
      used = columns(rest);
      lines.push_back(std::move(rest));
      break_at = 0;
    }
    lines.back() += each.bytes;
    used += width_of(each.code);
    last = each;
  }
  return lines;
}

}  // namespace yiping::cli
