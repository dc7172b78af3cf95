// SPDX-License-Identifier: Apache-2.0
// The keyboard on the screen: candidates, then four rows of keys.
#include <algorithm>
#include <string>
#include <vector>

#include "kiosk/ui/icons.hpp"
#include "kiosk/ui/parts.hpp"
#include "kiosk/ui/screens/screens.hpp"

namespace yiping::kiosk::ui {
namespace {

constexpr float kKeyGap = 10;
constexpr float kStrip = 40;  // what is composed
constexpr std::size_t kRows = 4;
constexpr float kArrow = 96;

float key_size(const Theme& theme, Box screen) {
  if (screen.inline_size > screen.block_size) return 92;
  return theme.text > 1 ? 118 : 106;
}

void act_on(const Scene& scene, const KeyResult& result, EditBuffers& buffers) {
  const std::string item(scene.editing);
  if (!result.commit.empty()) {
    buffers.typed.push_back({.kind = Intent::Kind::type, .item = item, .text = result.commit});
  }
  if (result.erase) buffers.typed.push_back({.kind = Intent::Kind::erase, .item = item});
  if (result.close) buffers.typed.push_back({.kind = Intent::Kind::close_keyboard});
}

struct KeyLook {
  std::string_view label{};
  std::string_view icon{};
  bool is_strong = false;
  bool is_quiet = false;
  float size = 40;
};

KeyLook look_of(const Scene& scene, const Key& key) {
  switch (key.kind) {
    case KeyKind::character:
      return {.label = key.label};
    case KeyKind::separator:
      return {.label = scene.text(key.label), .is_quiet = true};
    case KeyKind::space:
      return {.label = scene.text(key.label), .size = 30};
    case KeyKind::shift:
      return {.icon = icons::kShift, .is_quiet = true};
    case KeyKind::erase:
      return {.icon = icons::kErase, .is_quiet = true};
    case KeyKind::mode:
      return {.label = scene.text(key.label), .is_quiet = true, .size = 32};
    case KeyKind::done:
      return {.label = scene.text(key.label), .is_strong = true, .size = 34};
  }
  return {};
}

bool draw_key(Canvas& canvas, Box box, const std::string& name, const KeyLook& look,
              TargetState state) {
  const Palette& palette = canvas.colours();
  const Touch touch = canvas.touch(name, box, state);
  Paint& paint = canvas.paint;
  const int mark = paint.mark();
  const float radius = 18;
  Shade ground{palette.surface, palette.surface};
  ImU32 ink = palette.ink;
  if (look.is_quiet) ground = {palette.sunken, palette.sunken};
  if (state == TargetState::chosen) {
    ground = {palette.chosen, palette.chosen};
    ink = palette.on_chosen;
  }
  if (look.is_strong) {
    ground = palette.accent;
    ink = palette.on_accent;
  }
  if (canvas.theme.soft()) {
    paint.shadow(box, radius, 7 * (1 - touch.press), faded(palette.shadow, 0.22F));
  }
  paint.fill(box, radius, mixed(ground, palette.accent, 0.28F * touch.press));
  if (!canvas.theme.soft() && !look.is_strong) paint.outline(box, radius, 2, palette.line);
  if (!look.icon.empty()) {
    paint.icon(look.icon, box.centred(48, 48), 3.6F, ink);
  } else {
    // One line: a candidate that is long becomes small.
    canvas.text(look.label, box.centred(box.inline_size - 8, look.size * canvas.theme.text * 1.3F),
                {.size = look.size,
                 .colour = ink,
                 .weight = Weight::bold,
                 .along = Align::centre,
                 .across = Align::centre,
                 .leading = 1.15F,
                 .least = 20});
  }
  paint.shrink(mark, box.centre(), 1 - 0.05F * touch.press);
  return touch.tapped;
}

void draw_candidates(const Scene& scene, Canvas& canvas, Box box, EditBuffers& buffers) {
  Keyboard& keyboard = *buffers.keyboard;
  const Palette& palette = canvas.colours();
  const bool composing = !keyboard.composition().empty();
  Box strip = box.take_block_start(kStrip);
  canvas.text(composing                                 ? std::string_view(keyboard.composition())
              : keyboard.mode() == KeyboardMode::pinyin ? scene.text("keyboard.hint")
                                                        : std::string_view{},
              strip.inset(8, 0),
              {.size = 27,
               .colour = composing ? palette.accent_ink : palette.ink_quiet,
               .weight = composing ? Weight::bold : Weight::regular,
               .across = Align::centre,
               .leading = 1.15F,
               .least = 16});
  const Box back = box.take_inline_start(kArrow, kKeyGap);
  const Box next = box.take_inline_end(kArrow, kKeyGap);
  if (keyboard.has_previous_page() &&
      draw_key(canvas, back, "candidates.previous", {.icon = icons::kBack, .is_quiet = true},
               TargetState::plain)) {
    keyboard.previous_page();
    return;
  }
  if (keyboard.has_next_page() &&
      draw_key(canvas, next, "candidates.next", {.icon = icons::kNext, .is_quiet = true},
               TargetState::plain)) {
    keyboard.next_page();
    return;
  }
  const std::vector<std::string>& candidates = keyboard.candidates();
  if (candidates.empty()) return;
  // Each as wide as its words, all together as wide as the row.
  const TextStyle style{.size = 40, .weight = Weight::bold};
  std::vector<float> widths;
  float sum = 0;
  for (const std::string& candidate : candidates) {
    widths.push_back(canvas.width_of(candidate, style));
    sum += widths.back();
  }
  const auto count = static_cast<float>(candidates.size());
  constexpr float kLeast = 92;
  const float spare = box.inline_size - (count - 1) * kKeyGap - count * kLeast;
  const float share = std::min(1.F, spare / std::max(sum, 1.F));
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Box cell = box.take_inline_start(kLeast + widths[i] * share, kKeyGap);
    if (draw_key(canvas, cell, "candidate." + std::to_string(i), {.label = candidates[i]},
                 i == 0 ? TargetState::chosen : TargetState::plain)) {
      act_on(scene, keyboard.candidate(i), buffers);
      return;
    }
  }
}

}  // namespace

Box keyboard_box(const Theme& theme, Box screen) {
  const float size = kStrip + key_size(theme, screen) * (kRows + 1) + kKeyGap * kRows + 40;
  return screen.take_block_end(size);
}

void draw_keyboard(const Scene& scene, Canvas& canvas, EditBuffers& buffers) {
  const Palette& palette = canvas.colours();
  const Box ground = keyboard_box(canvas.theme, canvas.screen);
  if (canvas.theme.soft()) {
    canvas.paint.shadow(ground, 36, 40, faded(palette.shadow, 0.22F));
    canvas.paint.fill(ground, 0, Shade{rgb(0xe4ebf4), rgb(0xd6dfeb)});
  } else {
    canvas.paint.fill(ground, 0, palette.ground);
    Box edge = ground;
    canvas.paint.fill(edge.take_block_start(3), 0, palette.line);
  }
  Box inner = ground.inset(canvas.is_portrait() ? 16 : 220, 0);
  inner.take_block_start(8);
  const float size = key_size(canvas.theme, canvas.screen);
  draw_candidates(scene, canvas, inner.take_block_start(kStrip + size, kKeyGap), buffers);
  const float unit = (inner.inline_size - kKeyGap * (kKeyboardColumns - 1)) / kKeyboardColumns;
  std::string pressed;  // acted on at the end: it may change the rows
  for (const KeyRow& row : buffers.keyboard->rows()) {
    float units = 0;
    for (const Key& key : row) units += key.width;
    Box line = inner.take_block_start(size, kKeyGap);
    line = line.centred(units * unit + (units - 1) * kKeyGap, size);
    for (const Key& key : row) {
      const Box cell =
          line.take_inline_start(key.width * unit + (key.width - 1) * kKeyGap, kKeyGap);
      const bool on = key.kind == KeyKind::shift && buffers.keyboard->shifted();
      if (draw_key(canvas, cell, key.name, look_of(scene, key),
                   on ? TargetState::chosen : TargetState::plain)) {
        pressed = key.name;
      }
    }
  }
  if (!pressed.empty()) act_on(scene, buffers.keyboard->press(pressed), buffers);
}

}  // namespace yiping::kiosk::ui
