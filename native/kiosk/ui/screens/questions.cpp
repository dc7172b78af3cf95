// SPDX-License-Identifier: Apache-2.0
// After the level: what was chosen, one page of the other items, and a way out at any time.
#include <algorithm>
#include <string>

#include "kiosk/ui/date_text.hpp"
#include "kiosk/ui/faces.hpp"
#include "kiosk/ui/header.hpp"
#include "kiosk/ui/icons.hpp"
#include "kiosk/ui/parts.hpp"
#include "kiosk/ui/scenery.hpp"
#include "kiosk/ui/screens/screens.hpp"

namespace yiping::kiosk::ui {
namespace {

/// 已选 满意 · 修改 · 撤销, and how long until it is submitted by itself.
std::optional<Intent> draw_choice_bar(const Scene& scene, Canvas& canvas, Box box) {
  const Palette& palette = canvas.colours();
  std::optional<Intent> intent;
  draw_card(canvas, box, 36);
  Box inner = box.inset(20, 16);
  const float button = canvas.theme.text > 1 ? 192 : 176;
  const float height = std::max(inner.block_size - 8, canvas.theme.target);
  // Both labels in one size: that of the longer.
  float size = 29;
  for (const std::string_view key : {"questions.change", "questions.withdraw"}) {
    const Box room{0, 0, button - 32 - 43 * canvas.theme.text, height};
    const TextStyle one_line{.size = size, .weight = Weight::bold, .leading = 2.F, .least = 18};
    size = canvas.fitting(scene.text(key), room, one_line);
  }
  const auto press = [&](Button look, Intent::Kind kind) {
    look.size = size;
    const Box cell = inner.take_inline_end(button, 16);
    if (draw_button(canvas, cell.centred(button, height), look)) intent = Intent{.kind = kind};
  };
  press({.name = "withdraw", .label = scene.text("questions.withdraw"), .icon = icons::kUndo},
        Intent::Kind::withdraw);
  press({.name = "change", .label = scene.text("questions.change"), .icon = icons::kPen},
        Intent::Kind::change_level);

  const Box place = inner.take_inline_start(inner.block_size, 24);
  const float radius = place.block_size / 2 - 10;
  const ViewOption* const chosen = chosen_of(scene.view->items.front());
  const auto level = chosen != nullptr ? level_named(chosen->id) : std::nullopt;
  if (level) draw_face(canvas.paint, canvas.theme, *level, place.centre(), radius);
  if (scene.kept) {
    const Point corner{place.inline_end() - 16, place.block_end() - 16};
    canvas.paint.disc(corner, 19, palette.surface);
    canvas.paint.disc(corner, 16, palette.calm);
    canvas.paint.icon(icons::kCheck, square_at(corner, 12), 4, palette.surface);
  }
  const bool counting = scene.seconds_left > 0 && scene.seconds_whole > 0 && !scene.warning;
  if (counting) {
    const float left =
        static_cast<float>(scene.seconds_left) / static_cast<float>(scene.seconds_whole);
    const float turn = canvas.motion().follow(id_of("countdown"), left, 1, 3);
    canvas.paint.ring(place.centre(), radius + 8, 5, palette.line);
    canvas.paint.ring(place.centre(), radius + 8, 5, palette.accent_ink, turn);
  }
  Box head = inner.take_block_start(inner.block_size * 0.54F);
  const TextStyle quiet{.size = 28,
                        .colour = palette.ink_quiet,
                        .across = Align::centre,
                        .leading = 1.15F,
                        .least = 15};
  if (chosen != nullptr) {
    const TextStyle strong{.size = 38,
                           .colour = palette.ink,
                           .weight = Weight::bold,
                           .across = Align::centre,
                           .leading = 1.15F,
                           .least = 18};
    // The level itself comes first: "chosen" is there only when there is room for both.
    const float word = canvas.width_of(scene.text("questions.chosen"), quiet);
    if (word + 14 + canvas.width_of(chosen->label, strong) <= head.inline_size) {
      canvas.text(scene.text("questions.chosen"), head.take_inline_start(word, 14), quiet);
    }
    canvas.text(chosen->label, head, strong);
  }
  TextStyle line = quiet;
  line.size = 26;
  canvas.text(
      counting ? fill(scene.text("questions.auto"), "seconds", std::to_string(scene.seconds_left))
               : std::string(scene.text("questions.enough")),
      inner, line);
  return intent;
}

void draw_dots(const Scene& scene, Canvas& canvas, Box box) {
  if (scene.page_count < 2) return;
  const Palette& palette = canvas.colours();
  constexpr float kStep = 34;
  const auto count = static_cast<float>(scene.page_count);
  Point at{box.inline_end() - kStep * (count - 0.5F), box.centre().across};
  for (std::size_t i = 0; i < scene.page_count; ++i, at.along += kStep) {
    const bool here = i == scene.page_number;
    const float width = canvas.motion().follow(id_of("dot" + std::to_string(i)), here ? 1 : 0);
    const Box dot = square_at(at, 7).inset(-5 * width, 0);
    canvas.paint.fill(dot, 7, mixed(palette.line_strong, palette.accent_ink, width));
  }
}

std::optional<Intent> draw_way_on(const Scene& scene, Canvas& canvas, Box box) {
  std::optional<Intent> intent;
  const float step = canvas.is_portrait() ? 216 : 300;
  const Box back = box.take_inline_start(step, 16);
  const Box next = box.take_inline_start(step, 16);
  if (scene.page_number > 0) {
    if (draw_button(canvas, back,
                    {.name = "page.back",
                     .label = scene.text("questions.back"),
                     .icon = icons::kBack,
                     .size = 31})) {
      intent = Intent{.kind = Intent::Kind::go_to, .page = scene.page_number - 1};
    }
  }
  if (scene.page_number + 1 < scene.page_count) {
    // On the first page it begins where "back" will be: nothing shifts under a second touch but
    // from "next" to "back".
    Box place = next;
    if (scene.page_number == 0)
      place = {back.inline_start, back.block_start, next.inline_end() - back.inline_start,
               back.block_size};
    if (draw_button(canvas, place,
                    {.name = "page.next",
                     .label = scene.text("questions.next"),
                     .icon = icons::kNext,
                     .size = 31,
                     .icon_side = Align::end})) {
      intent = Intent{.kind = Intent::Kind::go_to, .page = scene.page_number + 1};
    }
  } else if (scene.page_count > 1) {
    canvas.text(scene.text("questions.last"), next,
                {.size = 28,
                 .colour = canvas.colours().ink_quiet,
                 .along = Align::centre,
                 .across = Align::centre,
                 .least = 18});
  }
  const ViewAction* const submit = action_of(*scene.view, "submit");
  if (submit != nullptr && draw_button(canvas, box,
                                       {.name = "submit",
                                        .label = submit->label,
                                        .icon = icons::kCheck,
                                        .look = Look::primary,
                                        .size = 40})) {
    intent = Intent{.kind = Intent::Kind::submit};
  }
  return intent;
}

void draw_heading(const Scene& scene, Canvas& canvas, Box box) {
  const Palette& palette = canvas.colours();
  const ViewItem& first = scene.view->items[scene.page.front()];
  const bool ratings = first.kind == Item::Kind::rating;
  Box line = box.take_block_start(box.block_size * 0.6F);
  draw_dots(scene, canvas, line.take_inline_end(34 * static_cast<float>(scene.page_count), 20));
  canvas.text(ratings ? scene.text("questions.ratings") : first.label, line,
              {.size = 46,
               .colour = palette.ink,
               .weight = Weight::bold,
               .across = Align::centre,
               .leading = 1.2F,
               .least = 22});
  // The second look before a text that may name a person is sent.
  const bool noticed = first.kind == Item::Kind::text && !scene.view->notices.empty();
  const bool wrong = !first.error.empty() || noticed;
  canvas.text(noticed   ? std::string_view(scene.view->notices[0].text)
              : wrong   ? std::string_view(first.error)
              : ratings ? scene.text("questions.ratings_hint")
                        : first.hint,
              box,
              {.size = 28,
               .colour = wrong ? palette.warm : palette.ink_quiet,
               .across = Align::centre,
               .leading = 1.2F,
               .least = 16});
}

std::optional<Intent> draw_items(const Scene& scene, Canvas& canvas, Box box) {
  const ViewItem& first = scene.view->items[scene.page.front()];
  switch (first.kind) {
    case Item::Kind::level:
      return std::nullopt;
    case Item::Kind::multi:
    case Item::Kind::single:
    case Item::Kind::contact:
      return draw_reasons(scene, first, canvas, box);
    case Item::Kind::statement:
      return std::nullopt;  // its text is the heading
    case Item::Kind::rating:
      return draw_ratings(scene, canvas, box);
    case Item::Kind::text:
      return draw_text_field(scene, first, canvas, box);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Intent> draw_questions(const Scene& scene, Canvas& canvas, EditBuffers& buffers) {
  std::optional<Intent> intent;
  const auto take = [&](std::optional<Intent> found) {
    if (found) intent = std::move(found);
  };
  const bool portrait = canvas.is_portrait();
  const float gap = gap_of(canvas);
  Box page = draw_header(scene, canvas);
  if (!scene.editing.empty()) {
    // What the keyboard covers is not there.
    if (buffers.keyboard != nullptr) {
      page.block_size =
          keyboard_box(canvas.theme, canvas.screen).block_start - gap - page.block_start;
    }
    draw_heading(scene, canvas, page.take_block_start(portrait ? 124.F : 96.F, 16));
    take(draw_items(scene, canvas, page));
    return intent;
  }
  const float bar = std::max(portrait ? 132.F : 116.F, canvas.theme.target + 28);
  const float heading = (portrait ? 116.F : 96.F) * std::min(canvas.theme.text, 1.1F);
  const float way = canvas.theme.target + (canvas.theme.low || !portrait ? 0.F : 16.F);
  take(draw_way_on(scene, canvas, page.take_block_end(way, gap)));
  if (canvas.theme.low && portrait) {
    take(draw_choice_bar(scene, canvas, page.take_block_end(bar, gap * 0.7F)));
    const Box items = page.take_block_end(page.block_end() - low_start(canvas), 12);
    draw_heading(scene, canvas, page.take_block_end(heading * 1.2F));
    draw_errand(scene, canvas, page.take_block_end(std::min(214.F, page.block_size * 0.5F), 36));
    // Nothing can be touched up there: a calm place, from edge to edge.
    constexpr float kLeastPicture = 150;
    if (canvas.theme.soft() && page.block_size > kLeastPicture) {
      const Box picture{0, page.block_start - 36, canvas.screen.inline_size, page.block_size + 36};
      draw_scenery(canvas.paint, picture, picture, hour_of(scene.unix_seconds));
    }
    take(draw_items(scene, canvas, items));
    return intent;
  }
  take(draw_choice_bar(scene, canvas, page.take_block_start(bar, gap)));
  draw_heading(scene, canvas, page.take_block_start(heading, portrait ? 20.F : 12.F));
  take(draw_items(scene, canvas, page));
  return intent;
}

}  // namespace yiping::kiosk::ui
