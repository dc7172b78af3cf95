// SPDX-License-Identifier: Apache-2.0
// The five levels: the same size, the same weight, none chosen beforehand.
#include <algorithm>
#include <string>

#include "kiosk/ui/faces.hpp"
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
    Box inner = box.inset(8, 20);
    const float words = std::min(inner.block_size * 0.36F, 2.6F * style.label * canvas.theme.text);
    const Box below = inner.take_block_end(words);
    const float face = std::min({inner.inline_size * 0.42F, inner.block_size * 0.46F, 96.F});
    face_of(canvas, touch, option.selected, level, inner.centre(), face);
    canvas.text(option.label, below, label);
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
  LevelStyle style{array, array == Array::stacked ? 46.F : 40.F};
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

void draw_promise(const Scene& scene, Canvas& canvas, Box box) {
  const Palette& palette = canvas.colours();
  const TextStyle style{.size = 27, .colour = palette.ink_quiet, .leading = 1.4F, .least = 15};
  Box inner = box;
  const float first = std::min(inner.block_size * 0.34F, 27 * canvas.theme.text * 1.5F);
  draw_note(canvas, inner.take_block_start(first, 6), icons::kHeart, scene.text("level.voluntary"),
            style);
  draw_note(canvas, inner, icons::kShield, scene.text("level.privacy"), style);
}

void draw_question(const Scene& scene, const ViewItem& item, Canvas& canvas, Box box, bool chosen) {
  const Palette& palette = canvas.colours();
  canvas.text(item.label, box.take_block_start(box.block_size * 0.62F),
              {.size = 58,
               .colour = palette.ink,
               .weight = Weight::bold,
               .along = Align::centre,
               .across = Align::centre,
               .leading = 1.2F,
               .least = 28});
  canvas.text(scene.text(chosen ? "level.hint_change" : "level.hint"), box,
              {.size = 30,
               .colour = palette.ink_quiet,
               .along = Align::centre,
               .across = Align::centre,
               .leading = 1.2F,
               .least = 18});
}

}  // namespace

std::optional<Intent> draw_level(const Scene& scene, Canvas& canvas) {
  const bool portrait = canvas.is_portrait();
  const ViewItem& item = scene.view->items.front();
  const bool chosen =
      std::ranges::any_of(item.options, [](const ViewOption& option) { return option.selected; });
  std::optional<Intent> intent;
  const auto take = [&](std::optional<Intent> found) {
    if (found) intent = std::move(found);
  };

  Box page = draw_header(scene, canvas);
  float gap = gap_of(canvas);
  // A level that was pressed is submitted in any case: there is nothing to decline then.
  const auto decline = [&](Box box) {
    if (chosen) return;
    if (draw_button(canvas, box,
                    {.name = "decline",
                     .label = scene.text("level.decline"),
                     .look = Look::quiet,
                     .size = 30})) {
      intent = Intent{.kind = Intent::Kind::decline};
    }
  };
  if (!portrait) {
    Box top = page.take_block_start(page.block_size * 0.24F, gap);
    draw_errand(scene, canvas, top.column(0, 2, 40));
    draw_promise(scene, canvas, top.column(1, 2, 40).inset(0, 12));
    Box foot = page.take_block_end(mode_bar_size(scene, canvas), gap);
    Box bar = foot;
    decline(bar.take_inline_start(320, 40).centred(320, canvas.theme.target));
    take(draw_mode_bar(scene, canvas, bar));
    const float title = std::min(140.F, page.block_size * 0.25F);
    draw_question(scene, item, canvas, page.take_block_start(title, 12), chosen);
    take(draw_levels(item, canvas, page.inset(0, 6), Array::side_by_side));
    return intent;
  }

  const Array array = canvas.theme.text > 1 ? Array::stacked : Array::side_by_side;
  const bool low = canvas.theme.low;
  take(draw_mode_bar(scene, canvas, page.take_block_end(mode_bar_size(scene, canvas), gap)));
  Box foot = page.take_block_end(canvas.theme.target, gap);
  decline(foot.centred(std::min(440.F * canvas.theme.text, foot.inline_size), foot.block_size));
  if (low) {
    // What is read stays up, what is touched comes down.
    const float first = canvas.screen.block_size * (1 - kLowPart);
    Box faces = page.take_block_end(page.block_end() - first, gap);
    faces = faces.inset(0, 8);
    draw_errand(scene, canvas, page.take_block_start(page.block_size * 0.3F, gap));
    draw_question(scene, item, canvas, page.take_block_end(page.block_size * 0.42F, gap), chosen);
    draw_promise(scene, canvas, page);
    if (array == Array::side_by_side && faces.block_size > 460) {
      faces = faces.take_block_start(460);
    }
    take(draw_levels(item, canvas, faces, array));
    return intent;
  }
  gap = array == Array::stacked ? gap : gap * 1.5F;
  draw_errand(scene, canvas, page.take_block_start(canvas.theme.text > 1 ? 210.F : 214.F, gap));
  const float promise = array == Array::stacked ? page.block_size * 0.2F : 190.F;
  draw_promise(scene, canvas, page.take_block_end(promise, gap));
  const float title = array == Array::stacked ? 130.F : 170.F;
  draw_question(scene, item, canvas, page.take_block_start(title, 20), chosen);
  if (array == Array::side_by_side)
    page = page.centred(page.inline_size, std::min(page.block_size, 460.F));
  take(draw_levels(item, canvas, page, array));
  return intent;
}

}  // namespace yiping::kiosk::ui
