// SPDX-License-Identifier: Apache-2.0
#include "yiping/text.hpp"

#include <cstdint>

namespace yiping {
namespace {

constexpr bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t'; }

// U+3000, the ideographic space that Chinese input methods type.
constexpr std::string_view kWideSpace = "\xE3\x80\x80";

std::string_view trim(std::string_view text) {
  for (;;) {
    if (!text.empty() && is_space(text.front())) {
      text.remove_prefix(1);
    } else if (text.starts_with(kWideSpace)) {
      text.remove_prefix(kWideSpace.size());
    } else {
      break;
    }
  }
  for (;;) {
    if (!text.empty() && is_space(text.back())) {
      text.remove_suffix(1);
    } else if (text.ends_with(kWideSpace)) {
      text.remove_suffix(kWideSpace.size());
    } else {
      break;
    }
  }
  return text;
}

}  // namespace

bool is_utf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const auto lead = static_cast<std::uint8_t>(text[i++]);
    if (lead < 0x80) continue;
    std::size_t follow = 0;
    std::uint32_t least = 0;
    std::uint32_t point = 0;
    if (lead >= 0xC2 && lead < 0xE0) {
      follow = 1, least = 0x80, point = lead & 0x1FU;
    } else if (lead >= 0xE0 && lead < 0xF0) {
      follow = 2, least = 0x800, point = lead & 0x0FU;
    } else if (lead >= 0xF0 && lead < 0xF5) {
      follow = 3, least = 0x10000, point = lead & 0x07U;
    } else {
      return false;
    }
    if (text.size() - i < follow) return false;
    for (; follow > 0; --follow) {
      const auto next = static_cast<std::uint8_t>(text[i++]);
      if ((next & 0xC0U) != 0x80) return false;
      point = point << 6 | (next & 0x3FU);
    }
    if (point < least || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) return false;
  }
  return true;
}

std::size_t code_points(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) {
    if ((static_cast<std::uint8_t>(c) & 0xC0U) != 0x80) ++count;
  }
  return count;
}

std::string normalise(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<std::uint8_t>(text[i]);
    if (c == '\r') {
      out += '\n';
      if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
    } else if (c == 0xC2 && i + 1 < text.size() && static_cast<std::uint8_t>(text[i + 1]) < 0xA0) {
      ++i;  // U+0080 to U+009F: the second block of control characters
    } else if (c == '\n' || c == '\t' || (c >= 0x20 && c != 0x7F)) {
      out += text[i];
    }
  }
  return std::string(trim(out));
}

}  // namespace yiping
