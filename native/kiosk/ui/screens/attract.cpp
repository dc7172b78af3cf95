// SPDX-License-Identifier: Apache-2.0
// Nobody is there, or nothing is to be rated yet.
#include <algorithm>
#include <string>

#include "kiosk/ui/date_text.hpp"
#include "kiosk/ui/header.hpp"
#include "kiosk/ui/icons.hpp"
#include "kiosk/ui/parts.hpp"
#include "kiosk/ui/scenery.hpp"
#include "kiosk/ui/screens/screens.hpp"

namespace yiping::kiosk::ui {
namespace {

/// Hall and time in the sky.
void draw_sign(const Scene& scene, Canvas& canvas, Box box) {
  const ImU32 ink =
      canvas.theme.soft() ? ink_on_sky(hour_of(scene.unix_seconds)) : canvas.colours().on_header;
  const TextStyle quiet{.size = 32,
                        .colour = ink,
                        .along = Align::centre,
                        .across = Align::centre,
                        .leading = 1.3F,
                        .least = 20};
  TextStyle big = quiet;
  big.weight = Weight::bold;
  big.size = 60;
  big.leading = 1.2F;
  canvas.text(scene.hall, box.take_block_start(box.block_size * 0.26F), big);
  if (!scene.window.empty()) {
    TextStyle window = quiet;
    window.size = 38;
    canvas.text(window_text(scene), box.take_block_start(box.block_size * 0.2F), window);
  }
  big.size = 132;
  big.leading = 1.1F;
  canvas.text(clock_text(scene.unix_seconds), box.take_block_start(box.block_size * 0.66F), big);
  canvas.text(day_text(scene, scene.unix_seconds), box, quiet);
}

std::optional<Intent> draw_offer(const Scene& scene, Canvas& canvas, Box box) {
  const Palette& palette = canvas.colours();
  std::optional<Intent> intent;
  TextStyle title = title_style(canvas);
  title.size = 56;
  title.least = 26;
  const TextStyle line{.size = 32,
                       .colour = palette.ink_quiet,
                       .along = Align::centre,
                       .across = Align::centre,
                       .leading = 1.3F,
                       .least = 18};
  if (scene.errand == nullptr) {
    canvas.text(scene.text("attract.idle_title"), box.take_block_start(box.block_size * 0.42F),
                title);
    canvas.text(scene.text("attract.idle_text"), box.take_block_start(box.block_size * 0.36F),
                line);
  } else {
    canvas.text(scene.text("attract.offer_title"), box.take_block_start(box.block_size * 0.27F),
                title);
    TextStyle item = line;
    item.size = 40;
    item.colour = palette.accent_ink;
    item.weight = Weight::bold;
    canvas.text(scene.errand->item_name, box.take_block_start(box.block_size * 0.22F, 8), item);
    Box button = box.take_block_start(canvas.theme.target + 48, 8);
    if (draw_button(canvas, button.inset(button.inline_size * 0.12F, 8),
                    {.name = "begin",
                     .label = scene.text("attract.begin"),
                     .icon = icons::kNext,
                     .look = Look::primary,
                     .size = 48,
                     .icon_side = Align::end})) {
      intent = Intent{.kind = Intent::Kind::begin};
    }
  }
  TextStyle note = line;
  note.size = 28;
  const Box first = box.take_block_start(box.block_size / 2);
  draw_note(canvas, first, icons::kHeart, scene.text("attract.voluntary"), note);
  draw_note(canvas, box, icons::kShield, scene.text("attract.anonymous"), note);
  return intent;
}

}  // namespace

std::optional<Intent> draw_attract(const Scene& scene, Canvas& canvas) {
  const bool portrait = canvas.is_portrait();
  const float margin = portrait ? 48 : 64;
  Box page = canvas.screen;
  Box picture = page;
  Box focus = page;
  Box sign, card, inner;
  if (portrait) {
    const float offer = scene.errand != nullptr ? 480 : 350;
    const float modes = mode_bar_size(scene, canvas, page.inline_size - 2 * margin);
    const float panel = offer * std::min(canvas.theme.text, 1.12F) + modes + 140;
    sign = {margin, 110, page.inline_size - 2 * margin, 500};
    card = page.take_block_end(panel);
    inner = card.inset(margin, 46);
    card.block_size += 60;  // its lower corners are off the screen
    picture.block_size = card.block_start + 60;
  } else {
    card = page.take_inline_end(860).inset(48, 48);
    focus = page;
    inner = card.inset(44, 44);
    sign = page.inset(margin, 90).take_block_start(440);
  }
  if (canvas.theme.soft()) {
    draw_scenery(canvas.paint, picture, focus, hour_of(scene.unix_seconds));
  } else {
    const float free = (portrait ? card.block_start : page.block_size) - sign.block_end();
    const Point centre{focus.centre().along, sign.block_end() + free / 2};
    canvas.paint.icon(icons::kOffice, square_at(centre, std::clamp(free * 0.36F, 60.F, 200.F)), 7,
                      canvas.colours().accent_ink);
  }
  draw_sign(scene, canvas, sign);
  draw_card(canvas, card, 56);
  const float modes = mode_bar_size(scene, canvas, inner.inline_size);
  std::optional<Intent> intent = draw_mode_bar(scene, canvas, inner.take_block_end(modes, 32));
  if (auto found = draw_offer(scene, canvas, inner)) intent = std::move(found);
  return intent;
}

}  // namespace yiping::kiosk::ui
