// SPDX-License-Identifier: Apache-2.0
// Colours and sizes: light, high contrast (高对比度), elder (长辈版).
#pragma once

#include <imgui.h>

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "kiosk/scene.hpp"

namespace yiping::kiosk::ui {

/// Along the block axis; equal ends are a flat colour.
struct Shade {
  ImU32 start = 0;
  ImU32 end = 0;
};

struct Palette {
  Shade ground;
  ImU32 surface = 0;
  ImU32 sunken = 0;
  ImU32 ink = 0;
  ImU32 ink_quiet = 0;
  ImU32 line = 0;
  ImU32 line_strong = 0;
  Shade accent;  // the one button that matters
  ImU32 on_accent = 0;
  ImU32 accent_ink = 0;  // accent as a text or an icon on `surface`
  ImU32 chosen = 0;      // ground of what is chosen
  ImU32 on_chosen = 0;
  Shade header;
  ImU32 on_header = 0;
  ImU32 on_header_quiet = 0;
  ImU32 warm = 0;  // what is not yet done
  ImU32 warm_soft = 0;
  ImU32 calm = 0;  // what is done
  ImU32 calm_soft = 0;
  ImU32 shadow = 0;
  ImU32 scrim = 0;
  std::array<Shade, 5> faces{};  // by level, best first
  ImU32 face_ink = 0;
};

/// Without a soft finish nothing is told by a shadow or a gradient, everything by an outline.
enum class Finish : std::uint8_t { soft, plain };

struct Theme {
  Palette palette;
  Finish finish{};
  float text = 1;     // factor on every text size
  float target = 96;  // design pixels: the height of a common button
  bool low = false;

  [[nodiscard]] bool soft() const { return finish == Finish::soft; }
};

[[nodiscard]] Theme theme_of(const Modes& modes);

/// WCAG 2.2: from 1 to 21, of opaque colours.
[[nodiscard]] double contrast_ratio(ImU32 a, ImU32 b);

/// Every pair of colours that a text is drawn in.
struct TextPair {
  std::string_view name;
  ImU32 text = 0;
  ImU32 ground = 0;
};
[[nodiscard]] std::vector<TextPair> text_pairs(const Palette& palette);

[[nodiscard]] ImU32 rgb(std::uint32_t hex);
/// The colour with its opacity multiplied.
[[nodiscard]] ImU32 faded(ImU32 colour, float opacity);
[[nodiscard]] ImU32 mixed(ImU32 from, ImU32 to, float part);
[[nodiscard]] Shade mixed(Shade from, Shade to, float part);

}  // namespace yiping::kiosk::ui
