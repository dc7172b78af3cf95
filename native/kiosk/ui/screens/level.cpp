// SPDX-License-Identifier: Apache-2.0
// The five levels: the same size, the same weight, none chosen beforehand.
#include <algorithm>
#include <string>

#include "kiosk/ui/faces.hpp"
#include "kiosk/ui/header.hpp"
#include "kiosk/ui/icons.hpp"
#include "kiosk/ui/parts.hpp"
#include "kiosk/ui/screens/screens.hpp"

namespace yiping::kiosk::ui {
namespace {

/// Side by side each is as near to the hand; below one another there is room for large words.
enum class Array : std::uint8_t { side_by_side, stacked };

struct LevelStyle {
  Array array{};
  float label = 0;
};

float face_of(Canvas& canvas, const Touch& touch, bool chosen, Level level, Point centre,
              float radius) {
  // A chosen face nods once; a touched one gives way.
  const float at =
      canvas.motion().follow(id_of("face." + std::string(name_of(level))), chosen ? 1 : 0, 0, 7);
  const float nod = chosen ? 0.1F * 4 * at * (1 - at) : 0;
  const float size = radius * (1 + nod - 0.06F * touch.press);
  draw_face(canvas.paint, canvas.theme, level, centre, size);
  return size;
}

bool draw_one(Canvas& canvas, Box box, const ViewOption& option, Level level,
              const LevelStyle& style) {
  const Palette& palette = canvas.colours();
  const TargetState state = option.selected ? TargetState::chosen : TargetState::plain;
  const Touch touch = canvas.touch("level." + std::string(option.id), box, state);
  Paint& paint = canvas.paint;
  const int mark = paint.mark();
  const float radius = 32;
  if (canvas.theme.soft()) {
    paint.shadow(box, radius, 26 * (1 - 0.6F * touch.press), faded(palette.shadow, 0.13F));
  }
  const ImU32 ground = option.selected ? palette.chosen : palette.surface;
  paint.fill(box, radius, mixed(ground, palette.chosen, touch.press));
  if (option.selected) {
    paint.outline(box, radius, 5, palette.accent_ink);
  } else if (!canvas.theme.soft()) {
    paint.outline(box, radius, 3, palette.line);
  }
  const bool inverted = option.selected || (touch.press > 0.5F && !canvas.theme.soft());
  TextStyle label{.size = style.label,
                  .colour = inverted ? palette.on_chosen : palette.ink,
                  .weight = Weight::bold,
                  .along = Align::centre,
                  .across = Align::centre,
                  .leading = 1.22F};
  if (style.array == Array::stacked) {
    Box inner = box.inset(40, 10);
    const float face = std::min(inner.block_size / 2, 62.F);
    const Box place = inner.take_inline_start(2 * face, 40);
    face_of(canvas, touch, option.selected, level, place.centre(), face);
    label.along = Align::start;
    canvas.text(option.label, inner, label);
  } else {
    // Face and label as one group in the middle of the card.
    const Box inner = box.inset(8, 20);
    const float words = std::min(inner.block_size * 0.36F, 2.5F * style.label * canvas.theme.text);
    const float gap = std::min(44.F, inner.block_size * 0.06F);
    const float face =
        std::min({inner.inline_size * 0.46F, (inner.block_size - words - gap) * 0.48F, 112.F});
    Box group = inner.centred(inner.inline_size, 2 * face + gap + words);
    face_of(canvas, touch, option.selected, level, group.take_block_start(2 * face, gap).centre(),
            face);
    canvas.text(option.label, group, label);
  }
  paint.shrink(mark, box.centre(), 1 - 0.03F * touch.press);
  return touch.tapped;
}

std::optional<Intent> draw_levels(const ViewItem& item, Canvas& canvas, Box box, Array array) {
  const std::size_t count = item.options.size();
  const auto cell = [&](std::size_t i) {
    return array == Array::stacked ? box.row(i, count, 14)
                                   : box.column(i, count, canvas.is_portrait() ? 16.F : 24.F);
  };
  // One size for all five labels: the smallest that any of them needs.
  LevelStyle style{array, array == Array::stacked ? 48.F : 44.F};
  for (const ViewOption& option : item.options) {
    Box room = cell(0).inset(8, 20);
    room.block_size *= array == Array::stacked ? 0.9F : 0.36F;
    style.label = canvas.fitting(
        option.label, room,
        {.size = style.label, .weight = Weight::bold, .leading = 1.22F, .least = 18});
  }
  std::optional<Intent> intent;
  for (std::size_t i = 0; i < count; ++i) {
    const auto level = level_named(item.options[i].id);
    if (!level) continue;
    if (draw_one(canvas, cell(i), item.options[i], *level, style)) {
      intent = Intent{.kind = Intent::Kind::choose_level, .level = level};
    }
  }
  return intent;
}

constexpr TextStyle kPromise{.size = 29, .leading = 1.42F, .least = 15};

/// The block size of the promise in its full size.
float promise_size(const Scene& scene, const Canvas& canvas, float inline_size) {
  const float room = inline_size - 1.65F * kPromise.size * canvas.theme.text;
  return canvas.height_of(scene.text("level.voluntary"), room, kPromise) + 16 +
         canvas.height_of(scene.text("level.privacy"), room, kPromise);
}

void draw_promise(const Scene& scene, Canvas& canvas, Box box) {
  TextStyle style = kPromise;
  style.colour = canvas.colours().ink_quiet;
  Box inner = box;
  const float first = std::min(inner.block_size * 0.3F, 29 * canvas.theme.text * 1.5F);
  draw_note(canvas, inner.take_block_start(first, 8), icons::kHeart, scene.text("level.voluntary"),
            style);
  draw_note(canvas, inner, icons::kShield, scene.text("level.privacy"), style);
}

void draw_question(const Scene& scene, const ViewItem& item, Canvas& canvas, Box box, bool chosen) {
  const Palette& palette = canvas.colours();
  canvas.text(item.label, box.take_block_start(box.block_size * 0.62F), title_style(canvas));
  canvas.text(scene.text(chosen ? "level.hint_change" : "level.hint"), box,
              {.size = 30,
               .colour = palette.ink_quiet,
               .along = Align::centre,
               .across = Align::centre,
               .leading = 1.2F,
               .least = 18});
}

/// Where everything is.
struct Plan {
  Array array = Array::side_by_side;
  Box errand, question, levels, promise, decline, modes;
};

Plan wide_plan(const Scene& scene, const Canvas& canvas, Box page) {
  const float gap = gap_of(canvas);
  Plan plan;
  Box top = page.take_block_start(page.block_size * 0.24F, gap);
  plan.errand = top.column(0, 2, 40);
  plan.promise = top.column(1, 2, 40).inset(0, 12);
  constexpr float kDecline = 320;
  const float modes = mode_bar_size(scene, canvas, page.inline_size - kDecline - 40);
  plan.modes = page.take_block_end(modes, gap);
  plan.decline = plan.modes.take_inline_start(kDecline, 40).centred(kDecline, canvas.theme.target);
  plan.question = page.take_block_start(std::min(140.F, page.block_size * 0.25F), 12);
  plan.levels = page.inset(0, 6);
  return plan;
}

/// What is read stays up, what is touched comes down.
Plan low_plan(const Canvas& canvas, Box page) {
  const float gap = gap_of(canvas);
  Plan plan;
  plan.levels = page.take_block_end(page.block_end() - low_start(canvas), gap);
  if (canvas.theme.text > 1) {
    plan.array = Array::stacked;
  } else {
    plan.levels.block_size = std::min(plan.levels.block_size, 540.F);
  }
  plan.errand = page.take_block_start(page.block_size * 0.3F, gap);
  plan.question = page.take_block_end(page.block_size * 0.42F, gap);
  plan.promise = page;
  return plan;
}

Plan tall_plan(const Scene& scene, const Canvas& canvas, Box page) {
  const bool stacked = canvas.theme.text > 1;
  constexpr float kErrand = 214;
  constexpr float kLevels = 470;
  const float promise = std::min(214.F, promise_size(scene, canvas, page.inline_size));
  const float question = stacked ? 130 : 176;
  const float gap = stacked ? 22 : 28;
  Plan plan;
  plan.array = stacked ? Array::stacked : Array::side_by_side;
  plan.errand = page.take_block_start(kErrand, gap);
  plan.promise = page.take_block_end(promise, gap);
  // The question and its answers stay together, in the middle of what is left.
  if (!stacked) {
    page = page.centred(page.inline_size, std::min(page.block_size, question + gap + kLevels));
  }
  plan.question = page.take_block_start(question, stacked ? 12 : gap);
  plan.levels = page;
  return plan;
}

Plan plan_of(const Scene& scene, const Canvas& canvas, Box page) {
  if (!canvas.is_portrait()) return wide_plan(scene, canvas, page);
  const float gap = gap_of(canvas);
  const Box bar = page.take_block_end(mode_bar_size(scene, canvas, page.inline_size), gap);
  const Box foot = page.take_block_end(canvas.theme.target, gap);
  Plan plan = canvas.theme.low ? low_plan(canvas, page) : tall_plan(scene, canvas, page);
  plan.modes = bar;
  plan.decline =
      foot.centred(std::min(440.F * canvas.theme.text, foot.inline_size), foot.block_size);
  return plan;
}

}  // namespace

std::optional<Intent> draw_level(const Scene& scene, Canvas& canvas) {
  const ViewItem& item = scene.view->items.front();
  const bool chosen = chosen_of(item) != nullptr;
  const Box page = draw_header(scene, canvas);
  const Plan plan = plan_of(scene, canvas, page);
  draw_errand(scene, canvas, plan.errand);
  draw_question(scene, item, canvas, plan.question, chosen);
  draw_promise(scene, canvas, plan.promise);
  std::optional<Intent> intent = draw_levels(item, canvas, plan.levels, plan.array);
  // A level that was pressed is submitted in any case: there is nothing to decline then.
  if (!chosen && draw_button(canvas, plan.decline,
                             {.name = "decline",
                              .label = scene.text("level.decline"),
                              .look = Look::quiet,
                              .size = 30})) {
    intent = Intent{.kind = Intent::Kind::decline};
  }
  if (auto mode = draw_mode_bar(scene, canvas, plan.modes)) intent = std::move(mode);
  return intent;
}

}  // namespace yiping::kiosk::ui
