// SPDX-License-Identifier: Apache-2.0
#include "mapping/gb2312.hpp"

#include <cstddef>
#include <cstdint>

#include "mapping/gb2312_table.hpp"

namespace yiping {
namespace {

constexpr char32_t kFirstIdeograph = 0x4E00;
constexpr char32_t kMiddleDot = 0x00B7;  // the table has U+30FB for 0xA1A4
constexpr char32_t kEmDash = 0x2014;     // and U+2015 for 0xA1AA

/// The character that begins `text`, which it takes off. `text` is valid UTF-8 and not empty.
char32_t take_character(std::string_view& text) {
  const auto lead = static_cast<std::uint8_t>(text.front());
  const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  char32_t character = size == 1 ? lead : lead & (0x7FU >> size);
  for (std::size_t i = 1; i < size && i < text.size(); ++i) {
    character = character << 6 | (static_cast<std::uint8_t>(text[i]) & 0x3FU);
  }
  text.remove_prefix(size < text.size() ? size : text.size());
  return character;
}

}  // namespace

bool in_gb2312(char32_t character) {
  if (character < 0x80 || character == kMiddleDot || character == kEmDash) return true;
  if (character >= kFirstIdeograph) {
    const std::size_t index = character - kFirstIdeograph;
    if (index / 32 < kGb2312Ideographs.size()) {
      return (kGb2312Ideographs[index / 32] >> index % 32 & 1U) != 0;
    }
  }
  for (const CharacterRange& range : kGb2312Others) {
    if (character >= range.first && character <= range.last) return true;
  }
  return false;
}

bool all_in_gb2312(std::string_view text) {
  while (!text.empty()) {
    if (!in_gb2312(take_character(text))) return false;
  }
  return true;
}

}  // namespace yiping
