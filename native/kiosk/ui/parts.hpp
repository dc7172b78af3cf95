// SPDX-License-Identifier: Apache-2.0
// What several screens are made of.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kiosk/scene.hpp"
#include "kiosk/ui/canvas.hpp"

namespace yiping::kiosk::ui {

enum class Look : std::uint8_t {
  primary,  // the one to press
  common,
  quiet,  // there, but not in the way
};

struct Button {
  std::string name;
  std::string_view label;
  std::string_view icon{};
  Look look = Look::common;
  TargetState state = TargetState::plain;
  float size = 34;
  Align icon_side = Align::start;
};

/// True when it was tapped.
bool draw_button(Canvas& canvas, Box box, const Button& button);

/// Of what a screen says first, in its middle.
[[nodiscard]] TextStyle title_style(const Canvas& canvas);

/// The action of that id; null when the view offers none.
[[nodiscard]] const ViewAction* action_of(const View& view, std::string_view id);

/// The option that is chosen; null when none is.
[[nodiscard]] const ViewOption* chosen_of(const ViewItem& item);

/// A surface that holds something.
void draw_card(Canvas& canvas, Box box, float radius = 32);

/// A line of text with an icon before it.
void draw_note(Canvas& canvas, Box box, std::string_view icon, std::string_view text,
               const TextStyle& style);

/// Language, elder, contrast, low.
[[nodiscard]] float mode_bar_size(const Scene& scene, const Canvas& canvas, float inline_size);
std::optional<Intent> draw_mode_bar(const Scene& scene, Canvas& canvas, Box box);

/// What is being rated: item, office, service, day.
void draw_errand(const Scene& scene, Canvas& canvas, Box box);

/// The part of a portrait screen, from its end, that holds every control in low mode: on a terminal
/// whose screen ends 1.55 m above the floor this begins at 1.35 m.
inline constexpr float kLowPart = 0.55F;

[[nodiscard]] inline float low_start(const Canvas& canvas) {
  return canvas.screen.block_size * (1 - kLowPart);
}

[[nodiscard]] inline float gap_of(const Canvas& canvas) { return canvas.is_portrait() ? 28 : 22; }

}  // namespace yiping::kiosk::ui
