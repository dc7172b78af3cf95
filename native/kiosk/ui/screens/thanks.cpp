// SPDX-License-Identifier: Apache-2.0
// On the disk: the receipt, and honestly whether the collector has it.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "kiosk/ui/header.hpp"
#include "kiosk/ui/icons.hpp"
#include "kiosk/ui/parts.hpp"
#include "kiosk/ui/screens/screens.hpp"

namespace yiping::kiosk::ui {
namespace {

void draw_done(Canvas& canvas, Point centre, float radius) {
  const Palette& palette = canvas.colours();
  const float grown = canvas.motion().follow(id_of("thanks.disc"), 1, 0.4F, 7);
  const float drawn = canvas.motion().follow(id_of("thanks.check"), 1, 0, 4);
  Paint& paint = canvas.paint;
  if (canvas.theme.soft()) {
    paint.glow(centre, radius * 2.1F * grown, radius * 2.1F * grown, faded(rgb(0x45b183), 0.5F));
    paint.disc(centre, radius * 1.28F * grown, faded(rgb(0xffffff), 0.75F));
    paint.disc(centre, radius * grown, {rgb(0x4cc08f), rgb(0x1f8a5c)});
  } else {
    paint.ring(centre, radius * 1.2F, 6, palette.line);
    paint.disc(centre, radius, palette.accent.start);
  }
  // The stroke is drawn from its first point to its last.
  const std::array<Point, 3> check{Point{-0.42F, 0.04F}, Point{-0.12F, 0.34F}, Point{0.44F, -0.3F}};
  const auto at = [&](Point part) {
    return Point{centre.along + part.along * radius, centre.across + part.across * radius};
  };
  const auto between = [](Point a, Point b, float part) {
    return Point{a.along + (b.along - a.along) * part, a.across + (b.across - a.across) * part};
  };
  const ImU32 ink = canvas.theme.soft() ? rgb(0xffffff) : palette.on_accent;
  const float first = std::clamp(drawn / 0.35F, 0.F, 1.F);
  const float second = std::clamp((drawn - 0.35F) / 0.65F, 0.F, 1.F);
  std::array<Point, 3> shown{at(check[0]), at(between(check[0], check[1], first)),
                             at(between(check[1], check[2], second))};
  const std::size_t count = second > 0 ? 3 : 2;
  if (first > 0) paint.line(std::span(shown).first(count), radius * 0.15F, ink);
}

/// In groups of four, which the eye can carry to paper.
void draw_receipt(const Scene& scene, Canvas& canvas, Box box) {
  const Palette& palette = canvas.colours();
  draw_card(canvas, box);
  Box inner = box.inset(40, 28);
  const float part = inner.block_size;
  canvas.text(scene.text("thanks.receipt"), inner.take_block_start(part * 0.16F),
              {.size = 30,
               .colour = palette.ink_quiet,
               .along = Align::centre,
               .across = Align::centre,
               .leading = 1.2F,
               .least = 18});
  const Box keep = inner.take_block_end(part * 0.28F, 12);
  constexpr std::size_t kGroup = 4;
  const std::string& receipt = scene.view->receipt;
  const std::size_t groups = (receipt.size() + kGroup - 1) / kGroup;
  const std::size_t columns = std::max<std::size_t>((groups + 1) / 2, 1);
  const std::size_t rows = (groups + columns - 1) / columns;
  const Box grid = inner.centred(std::min(inner.inline_size, 860.F), inner.block_size);
  for (std::size_t i = 0; i < groups; ++i) {
    const Box cell = grid.row(i / columns, rows, 12).column(i % columns, columns, 20);
    canvas.paint.fill(cell, 16, palette.sunken);
    canvas.text(std::string_view(receipt).substr(i * kGroup, kGroup), cell.inset(8, 4),
                {.size = 58,
                 .colour = palette.ink,
                 .weight = Weight::bold,
                 .along = Align::centre,
                 .across = Align::centre,
                 .leading = 1.15F,
                 .least = 28});
  }
  canvas.text(scene.text("thanks.keep"), keep,
              {.size = 27,
               .colour = palette.ink_quiet,
               .along = Align::centre,
               .across = Align::centre,
               .leading = 1.3F,
               .least = 16});
}

void draw_delivery(const Scene& scene, Canvas& canvas, Box box) {
  const Palette& palette = canvas.colours();
  const bool there = scene.delivered;
  const std::string_view text = scene.text(there ? "thanks.delivered" : "thanks.waiting");
  const ImU32 ink = there ? palette.calm : palette.warm;
  const TextStyle style{
      .size = 30, .colour = ink, .along = Align::centre, .across = Align::centre, .least = 18};
  const float width =
      std::min(canvas.width_of(text, style) + 160 * canvas.theme.text, box.inline_size);
  const Box pill = box.centred(width, box.block_size);
  canvas.paint.fill(pill, pill.block_size / 2, there ? palette.calm_soft : palette.warm_soft);
  draw_note(canvas, pill.inset(36, 4), there ? icons::kCheck : icons::kClock, text, style);
}

}  // namespace

std::optional<Intent> draw_thanks(const Scene& scene, Canvas& canvas) {
  const Palette& palette = canvas.colours();
  const bool portrait = canvas.is_portrait();
  Box page = draw_header(scene, canvas);
  const float target = canvas.theme.target + 24;
  const float gap = gap_of(canvas);
  std::optional<Intent> intent;

  Box foot = page.take_block_end(target, gap);
  const float line = 44 * canvas.theme.text;
  const Box seconds = portrait ? page.take_block_end(line, 12) : foot.take_inline_end(520, 24);
  if (scene.seconds_left > 0) {
    canvas.text(fill(scene.text("thanks.seconds"), "seconds", std::to_string(scene.seconds_left)),
                seconds,
                {.size = 27,
                 .colour = palette.ink_quiet,
                 .along = portrait ? Align::centre : Align::end,
                 .across = Align::centre,
                 .leading = 1.2F,
                 .least = 16});
  }
  Box button = foot;
  if (!portrait) {
    // Centred on the page, not on what the seconds leave.
    foot.take_inline_start(520 + 24);
    button = foot;
  }
  if (draw_button(canvas, button.centred(std::min(520.F, button.inline_size), target),
                  {.name = "done",
                   .label = scene.text("thanks.done"),
                   .look = Look::primary,
                   .size = 44})) {
    intent = Intent{.kind = Intent::Kind::leave};
  }

  TextStyle title = title_style(canvas);
  title.size = 62;
  title.least = 30;
  if (portrait) {
    page = page.centred(page.inline_size, std::min(page.block_size, 1240.F));
    Box mark = page.take_block_start(page.block_size * 0.34F);
    draw_done(canvas, mark.centre(), std::min(mark.block_size * 0.34F, 150.F));
    canvas.text(scene.text("thanks.title"), page.take_block_start(page.block_size * 0.2F), title);
    draw_delivery(scene, canvas, page.take_block_start(72 * canvas.theme.text, gap));
    draw_receipt(scene, canvas, page);
  } else {
    Box start = page.take_inline_start(page.inline_size * 0.42F, 48);
    Box mark = start.take_block_start(start.block_size * 0.52F);
    draw_done(canvas, mark.centre(), 130);
    draw_delivery(scene, canvas, start.take_block_end(72 * canvas.theme.text, 12));
    canvas.text(scene.text("thanks.title"), start, title);
    draw_receipt(scene, canvas, page.inset(0, 16));
  }
  return intent;
}

}  // namespace yiping::kiosk::ui
