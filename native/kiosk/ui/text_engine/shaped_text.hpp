// SPDX-License-Identifier: Apache-2.0
// Text that must be shaped to be read (Uyghur, Tibetan, Mongolian, mixed lines), by Pango, as a
// picture of one colour. One thread at a time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace yiping::kiosk {

enum class TextDirection : std::uint8_t {
  automatic,  // of the first strong character
  left_to_right,
  right_to_left,
};

enum class TextWriting : std::uint8_t {
  horizontal,
  /// Columns from left to right (蒙古文竖排): letters join along the column, Chinese stands
  /// upright.
  vertical,
};

struct ShapeOptions {
  /// Tried in this order, then whatever fontconfig has.
  std::string families =
      "Noto Sans, Noto Sans CJK SC, Noto Sans Arabic, Noto Serif Tibetan, Noto Sans Mongolian";
  int pixels = 40;  // em size
  int weight = 400;
  int max_inline = 0;  // pixels along a line, or along a column, before it wraps; 0: never
  TextDirection direction = TextDirection::automatic;
  TextWriting writing = TextWriting::horizontal;
};

struct ShapedText {
  int width = 0;  // pixels
  int height = 0;
  std::vector<std::uint8_t> alpha;  // `height` rows of `width` bytes, 255 = ink
  int missing = 0;                  // characters that no font has: drawn as boxes
};

/// The size holds all ink, also of marks beyond the line's height; it is at least one pixel and at
/// most kMaxShapedPixels a side, where the rest is cut. Bytes that are not UTF-8 are shown as
/// U+FFFD.
[[nodiscard]] ShapedText shape(std::string_view utf8, const ShapeOptions& options);
inline constexpr int kMaxShapedPixels = 4096;

/// True when any character is outside what is drawn well one by one from the font atlas: Chinese,
/// Latin, digits and punctuation of the first 65,536 code points.
[[nodiscard]] bool needs_shaping(std::string_view utf8);

}  // namespace yiping::kiosk
