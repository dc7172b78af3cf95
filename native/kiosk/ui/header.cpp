// SPDX-License-Identifier: Apache-2.0
#include "kiosk/ui/header.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "kiosk/ui/date_text.hpp"
#include "kiosk/ui/icons.hpp"
#include "kiosk/ui/parts.hpp"

namespace yiping::kiosk::ui {
namespace {

void draw_hills(Canvas& canvas, Box band) {
  constexpr std::size_t kSteps = 90;
  std::array<float, kSteps> heights;
  Paint& paint = canvas.paint;
  paint.glow({band.inline_start + band.inline_size * 0.8F, band.block_start},
             band.inline_size * 0.4F, band.block_size * 1.1F, faded(rgb(0xbfe0ff), 0.28F));
  const std::array<float, 3> starts{0.52F, 0.66F, 0.8F};
  for (std::size_t layer = 0; layer < starts.size(); ++layer) {
    const auto n = static_cast<float>(layer);
    for (std::size_t i = 0; i < kSteps; ++i) {
      const float along = static_cast<float>(i) / (kSteps - 1) * 6.3F;
      const float wave = std::sin(along * (0.8F + 0.27F * n) + 1.9F * n + 0.6F) * 0.6F +
                         std::sin(along * 1.9F + n) * 0.25F;
      heights[i] = band.block_start + band.block_size * (starts[layer] - 0.16F * wave);
    }
    const ImU32 mist = faded(rgb(0xffffff), 0.055F);
    paint.ridge(heights, band, {mist, faded(mist, 0.4F)});
  }
}

void draw_emblem(Canvas& canvas, Box box) {
  if (canvas.theme.soft()) {
    canvas.paint.fill(box, box.inline_size * 0.26F, faded(canvas.colours().on_header, 0.16F));
  }
  canvas.paint.outline(box, box.inline_size * 0.26F, 2, faded(canvas.colours().on_header, 0.45F));
  canvas.paint.icon(icons::kOffice, box.inset(box.inline_size * 0.16F), 3.4F,
                    canvas.colours().on_header);
}

void draw_link_state(const Scene& scene, Canvas& canvas, Box strip) {
  const Palette& palette = canvas.colours();
  canvas.paint.fill(strip, 0, palette.warm_soft);
  std::string text;
  if (!scene.online) text = scene.text("header.offline");
  if (scene.waiting > 0) {
    if (!text.empty()) text += " · ";
    text += fill(scene.text("header.waiting"), "count", std::to_string(scene.waiting));
  }
  draw_note(canvas, strip.inset(48, 4), scene.online ? icons::kClock : icons::kOffline, text,
            {.size = 26, .colour = palette.warm, .across = Align::centre, .least = 16});
}

}  // namespace

std::string window_text(const Scene& scene) {
  const bool number =
      std::ranges::all_of(scene.window, [](char c) { return c >= '0' && c <= '9'; });
  if (scene.window.empty() || !number) return std::string(scene.window);
  return fill(scene.text("header.window"), "window", scene.window);
}

Box draw_header(const Scene& scene, Canvas& canvas) {
  const Palette& palette = canvas.colours();
  const bool portrait = canvas.is_portrait();
  Box rest = canvas.screen;
  const Box band = rest.take_block_start(portrait ? 172.F : 124.F);
  canvas.paint.fill(band, 0, palette.header);
  if (canvas.theme.soft()) {
    draw_hills(canvas, band);
  } else {
    Box edge = band;
    canvas.paint.fill(edge.take_block_end(3), 0, palette.line);
  }
  const float margin = portrait ? 48 : 64;
  Box line = band.inset(margin, portrait ? 34 : 18);
  const Box emblem = line.take_inline_start(line.block_size, 24);
  draw_emblem(canvas, emblem.centred(emblem.inline_size * 0.92F, emblem.inline_size * 0.92F));

  Box time = line.take_inline_end(portrait ? 250.F : 300.F, 24);
  canvas.text(clock_text(scene.unix_seconds), time.take_block_start(time.block_size * 0.56F),
              {.size = portrait ? 44.F : 40.F,
               .colour = palette.on_header,
               .weight = Weight::bold,
               .along = Align::end,
               .across = Align::centre,
               .leading = 1.1F,
               .least = 20});
  canvas.text(day_text(scene, scene.unix_seconds), time,
              {.size = 25,
               .colour = palette.on_header_quiet,
               .along = Align::end,
               .across = Align::centre,
               .leading = 1.15F,
               .least = 16});
  canvas.text(scene.hall, line.take_block_start(line.block_size * 0.56F),
              {.size = portrait ? 40.F : 38.F,
               .colour = palette.on_header,
               .weight = Weight::bold,
               .across = Align::centre,
               .leading = 1.1F,
               .least = 18});
  std::string place = window_text(scene);
  if (!place.empty()) place += " · ";
  place += scene.text("header.service");
  canvas.text(place, line,
              {.size = 25,
               .colour = palette.on_header_quiet,
               .across = Align::centre,
               .leading = 1.15F,
               .least = 16});

  if (!scene.online || scene.waiting > 0) {
    draw_link_state(scene, canvas, rest.take_block_start(portrait ? 56.F : 48.F));
  }
  canvas.begin_content();
  return rest.inset(margin, portrait ? 36 : 24);
}

}  // namespace yiping::kiosk::ui
