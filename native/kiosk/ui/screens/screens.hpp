// SPDX-License-Identifier: Apache-2.0
// A screen is a function: what it draws is the scene, what it returns is what a touch on it means.
#pragma once

#include <optional>
#include <vector>

#include "kiosk/scene.hpp"
#include "kiosk/ui/canvas.hpp"
#include "kiosk/ui/text_engine/keyboard.hpp"

namespace yiping::kiosk::ui {

/// What a visitor is in the middle of, and the scene does not know.
struct EditBuffers {
  Keyboard* keyboard = nullptr;  // null: only a real keyboard types
  std::vector<Intent> typed{};   // what the keys pressed so far mean, one for each coming frame
};

std::optional<Intent> draw_attract(const Scene& scene, Canvas& canvas);
std::optional<Intent> draw_level(const Scene& scene, Canvas& canvas);
std::optional<Intent> draw_questions(const Scene& scene, Canvas& canvas, EditBuffers& buffers);
std::optional<Intent> draw_saving(const Scene& scene, Canvas& canvas);
std::optional<Intent> draw_thanks(const Scene& scene, Canvas& canvas);

/// Uyghur, Tibetan and Mongolian.
void draw_specimen(Canvas& canvas);

// The parts of `questions`, each in the box it is given.
std::optional<Intent> draw_reasons(const Scene& scene, const ViewItem& item, Canvas& canvas,
                                   Box box);
std::optional<Intent> draw_ratings(const Scene& scene, Canvas& canvas, Box box);
std::optional<Intent> draw_text_field(const Scene& scene, const ViewItem& item, Canvas& canvas,
                                      Box box);

// Over everything, each in a window of its own: the first window to see a touch keeps it.
[[nodiscard]] Box keyboard_box(const Theme& theme, Box screen);
void draw_keyboard(const Scene& scene, Canvas& canvas, EditBuffers& buffers);
std::optional<Intent> draw_warning(const Scene& scene, Canvas& canvas);

}  // namespace yiping::kiosk::ui
