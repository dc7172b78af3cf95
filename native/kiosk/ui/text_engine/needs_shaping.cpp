// SPDX-License-Identifier: Apache-2.0
#include <glib.h>

#include <algorithm>
#include <array>

#include "kiosk/ui/text_engine/shaped_text.hpp"

namespace yiping::kiosk {
namespace {

struct Range {
  gunichar first;
  gunichar last;
};

// What stands alone, one glyph each, from left to right. Left out are marks that sit on another
// letter, marks of direction and joining, and what the atlas' 16-bit characters cannot name.
constexpr std::array kDrawnAlone{
    Range{0x0009, 0x000A},                                                // tab, line feed
    Range{0x0020, 0x007E}, Range{0x00A0, 0x00AC}, Range{0x00AE, 0x024F},  // Latin
    Range{0x1E00, 0x1EFF},                                                // Latin with two marks
    Range{0x2000, 0x200A}, Range{0x2010, 0x2027}, Range{0x202F, 0x205F},  // punctuation
    Range{0x2070, 0x20CF}, Range{0x2100, 0x27BF},                         // digits, signs
    Range{0x2E80, 0x3029}, Range{0x3030, 0x3098}, Range{0x309B, 0x9FFF},  // Chinese, kana
    Range{0xAC00, 0xD7A3},                                                // Hangul syllables
    Range{0xF900, 0xFAFF}, Range{0xFE30, 0xFE4F}, Range{0xFF01, 0xFFEE},  // Chinese, full width
    Range{0xFFFD, 0xFFFD},
};

bool drawn_alone(gunichar character) {
  const auto* const range = std::ranges::lower_bound(kDrawnAlone, character, {}, &Range::last);
  return range != kDrawnAlone.end() && range->first <= character;
}

}  // namespace

bool needs_shaping(std::string_view utf8) {
  while (!utf8.empty()) {
    const gunichar character =
        g_utf8_get_char_validated(utf8.data(), static_cast<gssize>(utf8.size()));
    const bool valid = character < 0x110000;
    if (valid && !drawn_alone(character)) return true;
    const auto length = valid ? g_unichar_to_utf8(character, nullptr) : 1;
    utf8.remove_prefix(static_cast<std::size_t>(length));
  }
  return false;
}

}  // namespace yiping::kiosk
