// SPDX-License-Identifier: Apache-2.0
// Chinese and Latin text from the font atlas: measured, broken into lines, drawn.
#pragma once

#include <imgui.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace yiping::kiosk {

/// The kiosk's own fonts hold GB 2312 and ASCII; what a visitor types beyond it comes from `full`,
/// which is read when it is first needed (19 MB a weight).
struct FontFiles {
  std::filesystem::path regular;
  std::filesystem::path bold;
  std::filesystem::path full_regular;  // may be absent
  std::filesystem::path full_bold;
  unsigned full_face = 2;  // of the collection: Simplified Chinese
};

/// The fonts in `folder`, and Debian's full ones.
[[nodiscard]] FontFiles fonts_in(const std::filesystem::path& folder);

namespace ui {

enum class Weight : std::uint8_t { regular, bold };

class Lettering {
 public:
  /// Throws std::runtime_error naming the file that cannot be read.
  Lettering(ImFontAtlas& atlas, FontFiles files);

  // `em` in screen pixels.
  [[nodiscard]] float width(std::string_view text, float em, Weight weight) const;
  /// Views into `text`. Chinese breaks anywhere but at punctuation and inside a level's words,
  /// Latin at spaces; lines of a short text get nearly equal lengths.
  [[nodiscard]] std::vector<std::string_view> lines(std::string_view text, float em, Weight weight,
                                                    float width) const;
  /// `middle`: the inline start and the centre of the ideographs of the line.
  void draw(ImDrawList& list, ImVec2 middle, float em, Weight weight, ImU32 colour,
            std::string_view line) const;

  /// Call before a frame: reads the full fonts when `text` has a character that ours lack.
  void provide(std::string_view text);

 private:
  [[nodiscard]] ImFont* font(Weight weight) const {
    return fonts_[static_cast<std::size_t>(weight)];
  }
  [[nodiscard]] std::vector<std::string_view> greedy(std::string_view text, float em, Weight weight,
                                                     float width) const;

  ImFontAtlas& atlas_;
  FontFiles files_;
  std::array<ImFont*, 2> fonts_{};
  bool is_full_ = false;
};

}  // namespace ui
}  // namespace yiping::kiosk
