// SPDX-License-Identifier: Apache-2.0
// The items of a page: reasons to tick, aspects to rate, a text.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "kiosk/ui/faces.hpp"
#include "kiosk/ui/icons.hpp"
#include "kiosk/ui/parts.hpp"
#include "kiosk/ui/screens/screens.hpp"

namespace yiping::kiosk::ui {
namespace {

std::string name_of_option(const ViewItem& item, const ViewOption& option) {
  return std::string(item.id) + "." + std::string(option.id);
}

TargetState state_of(const ViewOption& option) {
  return option.selected ? TargetState::chosen : TargetState::plain;
}

Intent toggle(const ViewItem& item, const ViewOption& option) {
  return {
      .kind = Intent::Kind::toggle, .item = std::string(item.id), .text = std::string(option.id)};
}

// Reasons.

constexpr float kTick = 46;
constexpr float kOptionGap = 14;
constexpr float kOptionPad = 24;

TextStyle reason_style(float size) {
  return {.size = size, .across = Align::centre, .leading = 1.28F};
}

/// The columns and the size of text with which all options fit a box.
struct ReasonGrid {
  std::size_t columns = 1;
  float size = 0;
  std::vector<float> rows;  // block size of each

  [[nodiscard]] float height() const {
    float sum = kOptionGap * static_cast<float>(rows.size() - 1);
    for (const float row : rows) sum += row;
    return sum;
  }
};

ReasonGrid grid_of(const ViewItem& item, const Canvas& canvas, Box box, std::size_t columns,
                   float size) {
  ReasonGrid grid{columns, size, {}};
  const float label = box.column(0, columns, kOptionGap).inline_size - kTick - 3 * kOptionPad;
  grid.rows.assign((item.options.size() + columns - 1) / columns, canvas.theme.target);
  for (std::size_t i = 0; i < item.options.size(); ++i) {
    const float text = canvas.height_of(item.options[i].label, label, reason_style(size));
    float& row = grid.rows[i / columns];
    row = std::max(row, text + kOptionPad);
  }
  return grid;
}

ReasonGrid best_grid(const ViewItem& item, const Canvas& canvas, Box box) {
  constexpr float kLargest = 38;
  constexpr float kLeast = 17;
  ReasonGrid grid;
  for (float size = kLargest; size >= kLeast; size -= 1) {
    for (const std::size_t columns : {1U, 2U}) {
      // A single column across a wide screen is a long way for the eye.
      if (columns == 1 && !canvas.is_portrait()) continue;
      grid = grid_of(item, canvas, box, columns, size);
      if (grid.height() <= box.block_size) return grid;
    }
  }
  return grid;
}

/// The surface of an option. `on`: how far it has become chosen; `press`: 1 under a finger.
void draw_ground(Canvas& canvas, Box box, float radius, const ViewOption& option, float on,
                 float press) {
  const Palette& palette = canvas.colours();
  Paint& paint = canvas.paint;
  paint.fill(box, radius, mixed(palette.surface, palette.chosen, std::max(on, 0.6F * press)));
  paint.outline(
      box, radius, option.selected ? 4.F : 2.F,
      mixed(canvas.theme.soft() ? palette.line : palette.line_strong, palette.accent_ink, on));
}

bool draw_reason(Canvas& canvas, Box box, const ViewItem& item, const ViewOption& option,
                 float size) {
  const Palette& palette = canvas.colours();
  const std::string name = name_of_option(item, option);
  const Touch touch = canvas.touch(name, box, state_of(option));
  const float on = canvas.motion().follow(id_of(name + ".on"), option.selected ? 1 : 0);
  Paint& paint = canvas.paint;
  const int mark = paint.mark();
  const float radius = 22;
  if (canvas.theme.soft()) {
    paint.shadow(box, radius, 10 * (1 - touch.press), faded(palette.shadow, 0.09F));
  }
  draw_ground(canvas, box, radius, option, on, touch.press);
  Box inner = box.inset(kOptionPad, 0);
  const Box tick = inner.take_inline_start(kTick, kOptionPad).centred(kTick, kTick);
  const ImU32 ink = option.selected ? palette.on_chosen : palette.ink;
  if (option.selected) {
    paint.fill(tick, 14, palette.accent.end);
    if (!canvas.theme.soft()) paint.outline(tick, 14, 3, palette.on_chosen);
    paint.icon(icons::kCheck, tick.inset(kTick * (0.5F - 0.36F * on)), 5, palette.on_accent);
  } else {
    paint.outline(tick, 14, 3, palette.line_strong);
  }
  TextStyle style = reason_style(size);
  style.colour = ink;
  canvas.text(option.label, inner, style);
  paint.shrink(mark, box.centre(), 1 - 0.02F * touch.press);
  return touch.tapped;
}

// Ratings.

constexpr float kFaceGap = 10;

bool draw_rating_cell(Canvas& canvas, Box box, const ViewItem& item, const ViewOption& option,
                      Level level, float size) {
  const Palette& palette = canvas.colours();
  const std::string name = name_of_option(item, option);
  const Touch touch = canvas.touch(name, box, state_of(option));
  const float on = canvas.motion().follow(id_of(name + ".on"), option.selected ? 1 : 0);
  Paint& paint = canvas.paint;
  const int mark = paint.mark();
  draw_ground(canvas, box, 20, option, on, touch.press);
  Box inner = box.inset(8, 8);
  const TextStyle style{.size = size,
                        .colour = option.selected ? palette.on_chosen : palette.ink,
                        .weight = option.selected ? Weight::bold : Weight::regular,
                        .along = Align::centre,
                        .across = Align::centre,
                        .leading = 1.15F};
  const float words = std::max(size * 1.15F * canvas.theme.text,
                               canvas.height_of(option.label, inner.inline_size, style));
  const Box below = inner.take_block_end(std::max(words, inner.block_size * 0.42F), 2);
  const float face = std::min({inner.block_size / 2, inner.inline_size * 0.3F, 44.F});
  draw_face(paint, canvas.theme, level, inner.centre(), face * (1 + 0.08F * on));
  canvas.text(option.label, below, style);
  paint.shrink(mark, box.centre(), 1 - 0.03F * touch.press);
  return touch.tapped;
}

Box rating_cells(const Canvas& canvas, Box box) {
  box.take_block_start(std::min(box.block_size * 0.3F, 58 * canvas.theme.text));
  return box;
}

float clear_size(const Canvas& canvas) { return canvas.theme.text > 1 ? 108 : 100; }

/// One size for every label of the page: in one line where that is still easy to read.
float rating_size(const Scene& scene, const Canvas& canvas, Box box) {
  constexpr float kLargest = 31;
  constexpr float kEasy = 26;
  Box room = rating_cells(canvas, box);
  room.take_inline_end(clear_size(canvas), kFaceGap);
  room = room.column(0, yiping::kLevels.size(), kFaceGap).inset(8, 8);
  const auto fitting = [&](float block_size) {
    float size = kLargest;
    room.block_size = block_size;
    for (const std::size_t index : scene.page) {
      for (const ViewOption& option : scene.view->items[index].options) {
        size =
            canvas.fitting(option.label, room,
                           {.size = size, .weight = Weight::bold, .leading = 1.15F, .least = 15});
      }
    }
    return size;
  };
  const float lines = room.block_size * 0.52F;
  const float single = fitting(std::min(lines, 1.3F * kLargest * canvas.theme.text));
  return single >= kEasy ? single : fitting(lines);
}

std::optional<Intent> draw_rating(const Scene& scene, const ViewItem& item, Canvas& canvas, Box box,
                                  float size) {
  const Palette& palette = canvas.colours();
  const bool rated = chosen_of(item) != nullptr;
  std::optional<Intent> intent;
  Box cells = rating_cells(canvas, box);
  canvas.text(item.label, box.take_block_start(box.block_size - cells.block_size),
              {.size = 34,
               .colour = palette.ink,
               .weight = Weight::bold,
               .across = Align::centre,
               .leading = 1.2F,
               .least = 18});
  const Box last = cells.take_inline_end(clear_size(canvas), kFaceGap);
  const std::size_t count = item.options.size();
  for (std::size_t i = 0; i < count; ++i) {
    const auto level = level_named(item.options[i].id);
    if (level && draw_rating_cell(canvas, cells.column(i, count, kFaceGap), item, item.options[i],
                                  *level, size)) {
      intent = toggle(item, item.options[i]);
    }
  }
  if (rated && draw_button(canvas, last,
                           {.name = std::string(item.id) + ".clear",
                            .label = scene.text("questions.clear"),
                            .look = Look::quiet,
                            .size = 26})) {
    intent = Intent{.kind = Intent::Kind::clear, .item = std::string(item.id)};
  }
  return intent;
}

}  // namespace

std::optional<Intent> draw_reasons(const Scene&, const ViewItem& item, Canvas& canvas, Box box) {
  std::optional<Intent> intent;
  const ReasonGrid grid = best_grid(item, canvas, box);
  // Room that is left makes the options a little taller.
  const auto rows = static_cast<float>(grid.rows.size());
  const float spare = std::clamp((box.block_size - grid.height()) / rows, 0.F, 44.F);
  Box rest = box;
  for (std::size_t row = 0; row < grid.rows.size(); ++row) {
    const Box line = rest.take_block_start(grid.rows[row] + spare, kOptionGap);
    for (std::size_t column = 0; column < grid.columns; ++column) {
      const std::size_t i = row * grid.columns + column;
      if (i >= item.options.size()) break;
      if (draw_reason(canvas, line.column(column, grid.columns, kOptionGap), item, item.options[i],
                      grid.size)) {
        intent = toggle(item, item.options[i]);
      }
    }
  }
  return intent;
}

std::optional<Intent> draw_ratings(const Scene& scene, Canvas& canvas, Box box) {
  const std::size_t count = scene.page.size();
  const std::size_t columns = canvas.is_portrait() ? 1 : 2;
  const std::size_t rows = (count + columns - 1) / columns;
  const float gap = canvas.theme.low ? 10 : 22;
  const float most = 284 * canvas.theme.text;
  const auto n = static_cast<float>(rows);
  box.block_size = std::min(box.block_size, n * most + (n - 1) * gap);
  const auto cell = [&](std::size_t i) {
    return box.row(i / columns, rows, gap).column(i % columns, columns, 56);
  };
  const float size = rating_size(scene, canvas, cell(0));
  std::optional<Intent> intent;
  for (std::size_t i = 0; i < count; ++i) {
    const ViewItem& item = scene.view->items[scene.page[i]];
    if (auto found = draw_rating(scene, item, canvas, cell(i), size)) intent = std::move(found);
  }
  return intent;
}

std::optional<Intent> draw_text_field(const Scene& scene, const ViewItem& item, Canvas& canvas,
                                      Box box) {
  const Palette& palette = canvas.colours();
  const bool editing = scene.editing == item.id;
  const float count_size = 44 * canvas.theme.text;
  Box field = box;
  if (!editing) {
    field.block_size = std::min(field.block_size, 760.F);
    draw_note(canvas, field.take_block_end(96, 16), icons::kShield, scene.text("text.redacted"),
              {.size = 28, .colour = palette.ink_quiet, .across = Align::centre, .least = 16});
  }
  const Box below = field.take_block_end(count_size, 8);
  // A field that is being written in is no target: what it would do is done.
  const Touch touch = editing ? Touch{} : canvas.touch(std::string(item.id), field);
  if (canvas.theme.soft()) canvas.paint.shadow(field, 28, 16, faded(palette.shadow, 0.1F));
  canvas.paint.fill(field, 28, palette.surface);
  canvas.paint.outline(field, 28, editing ? 4.F : 2.F,
                       editing ? palette.accent_ink : palette.line_strong);
  Box inner = field.inset(32, 24);
  const TextStyle style{.size = 40, .colour = palette.ink, .leading = 1.4F, .least = 20};
  if (item.value.empty() && !editing) {
    draw_note(canvas, inner.inset(0, 4), icons::kPen, scene.text("text.empty"),
              {.size = 38, .colour = palette.ink_quiet, .leading = 1.4F, .least = 20});
  } else {
    canvas.text(item.value, inner, style);
  }
  if (editing) {
    const float line = style.size * canvas.theme.text * style.leading;
    const Point end = item.value.empty() ? Point{inner.inline_start, inner.block_start + line / 2}
                                         : canvas.text_end();
    canvas.paint.fill({end.along + 4, end.across - line * 0.4F, 5, line * 0.8F}, 2.5F,
                      palette.accent_ink);
  }
  const bool over = item.remaining < 0;
  canvas.text(fill(scene.text(over ? "text.over" : "text.remaining"), "count",
                   std::to_string(std::abs(item.remaining))),
              below.inset(8, 0),
              {.size = 27,
               .colour = over ? palette.warm : palette.ink_quiet,
               .weight = over ? Weight::bold : Weight::regular,
               .along = Align::end,
               .across = Align::centre,
               .leading = 1.2F,
               .least = 18});
  if (touch.tapped) {
    return Intent{.kind = Intent::Kind::open_keyboard, .item = std::string(item.id)};
  }
  return std::nullopt;
}

}  // namespace yiping::kiosk::ui
