// SPDX-License-Identifier: Apache-2.0
#include "kiosk/ui/parts.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "kiosk/ui/date_text.hpp"
#include "kiosk/ui/icons.hpp"

namespace yiping::kiosk::ui {
namespace {

constexpr float kStroke = 3.2F;
constexpr float kPressed = 0.035F;

struct ButtonColours {
  Shade ground;
  ImU32 ink = 0;
  ImU32 edge = 0;
};

ButtonColours colours_of(const Palette& palette, const Button& button) {
  if (button.state == TargetState::chosen) {
    return {{palette.chosen, palette.chosen}, palette.on_chosen, palette.accent_ink};
  }
  switch (button.look) {
    case Look::primary:
      return {palette.accent, palette.on_accent, 0};
    case Look::common:
      return {{palette.surface, palette.surface}, palette.accent_ink, palette.line_strong};
    case Look::quiet:
      return {
          {faded(palette.surface, 0.6F), faded(palette.surface, 0.6F)}, palette.ink, palette.line};
  }
  return {};
}

}  // namespace

TextStyle title_style(const Canvas& canvas) {
  return {.size = 58,
          .colour = canvas.colours().ink,
          .weight = Weight::bold,
          .along = Align::centre,
          .across = Align::centre,
          .leading = 1.2F,
          .least = 28};
}

const ViewAction* action_of(const View& view, std::string_view id) {
  const auto found = std::ranges::find_if(
      view.actions, [id](const ViewAction& action) { return action.id == id; });
  return found == view.actions.end() ? nullptr : &*found;
}

const ViewOption* chosen_of(const ViewItem& item) {
  const auto found =
      std::ranges::find_if(item.options, [](const ViewOption& option) { return option.selected; });
  return found == item.options.end() ? nullptr : &*found;
}

bool draw_button(Canvas& canvas, Box box, const Button& button) {
  const Touch touch = canvas.touch(button.name, box, button.state);
  const ButtonColours colours = colours_of(canvas.colours(), button);
  const float radius = std::min(28.F, box.block_size / 2);
  Paint& paint = canvas.paint;
  const int mark = paint.mark();
  if (canvas.theme.soft() && button.look != Look::quiet) {
    const float depth = button.look == Look::primary ? 22 : 12;
    paint.shadow(box, radius, depth * (1 - 0.5F * touch.press),
                 faded(canvas.colours().shadow, button.look == Look::primary ? 0.2F : 0.09F));
  }
  const Shade pressed = mixed(colours.ground, {colours.ink, colours.ink}, 0.1F * touch.press);
  paint.fill(box, radius, pressed);
  if (colours.edge != 0) {
    paint.outline(box, radius, button.state == TargetState::chosen ? 4.F : 2.F, colours.edge);
  }
  if (button.look == Look::primary && canvas.theme.soft()) {
    paint.outline(box.inset(1.5F), radius - 1.5F, 1.5F, faded(rgb(0xffffff), 0.14F));
  }
  const bool bold = button.look != Look::quiet || button.state == TargetState::chosen;
  TextStyle style{.size = button.size,
                  .colour = colours.ink,
                  .weight = bold ? Weight::bold : Weight::regular,
                  .along = Align::centre,
                  .across = Align::centre,
                  .leading = 1.2F,
                  .least = 18};
  Box inner = box.inset(16, 8);
  if (!button.icon.empty()) {
    const float icon = std::min(button.size * canvas.theme.text * 1.15F, inner.block_size);
    const float gap = button.label.empty() ? 0 : icon * 0.32F;
    Box room = inner;
    room.take_inline_start(icon + gap);
    style.size = canvas.fitting(button.label, room, style);
    const float text = std::min(canvas.width_of(button.label, style), room.inline_size);
    Box group = inner.centred(icon + gap + text + 4, inner.block_size);
    const Box place = button.icon_side == Align::end ? group.take_inline_end(icon, gap)
                                                     : group.take_inline_start(icon, gap);
    paint.icon(button.icon, place.centred(icon, icon), kStroke, colours.ink);
    inner = group;
  }
  canvas.text(button.label, inner, style);
  paint.shrink(mark, box.centre(), 1 - kPressed * touch.press);
  return touch.tapped;
}

void draw_card(Canvas& canvas, Box box, float radius) {
  if (canvas.theme.soft()) {
    canvas.paint.shadow(box, radius, 30, faded(canvas.colours().shadow, 0.12F));
    canvas.paint.fill(box, radius, canvas.colours().surface);
    return;
  }
  canvas.paint.fill(box, radius, canvas.colours().surface);
  canvas.paint.outline(box, radius, 3, canvas.colours().line);
}

void draw_note(Canvas& canvas, Box box, std::string_view icon, std::string_view text,
               const TextStyle& style) {
  const float size = style.size * canvas.theme.text * 1.25F;
  Box line = box;
  Box mark = line.take_inline_start(size, size * 0.4F);
  if (style.along == Align::centre) {
    const float width = std::min(canvas.width_of(text, style), line.inline_size);
    const float spare = (line.inline_size - width) / 2;
    mark.inline_start += spare;
    line.inline_start += spare;
    line.inline_size -= spare;
  }
  TextStyle aligned = style;
  aligned.along = Align::start;
  if (aligned.least > 0) aligned.size = canvas.fitting(text, line, aligned);
  aligned.least = 0;  // it fits
  const float taken = canvas.text(text, line, aligned);
  // Beside the first line.
  const float leading = aligned.size * canvas.theme.text * aligned.leading;
  const float top =
      aligned.across == Align::centre ? line.centre().across - taken / 2 : line.block_start;
  mark.block_start = top + (leading - size) / 2;
  mark.block_size = size;
  canvas.paint.icon(icon, mark, kStroke * size / 40, style.colour);
}

namespace {

struct Chip {
  Button button;
  Intent intent;
};

std::vector<Chip> chips_of(const Scene& scene) {
  std::vector<Chip> chips;
  for (const Language& language : *scene.languages) {
    if (language.tag == scene.language) continue;
    chips.push_back({{"language." + language.tag, language.name, icons::kGlobe, Look::common},
                     {.kind = Intent::Kind::set_language, .text = language.tag}});
  }
  const auto mode = [&](std::string_view name, std::string_view icon, bool on, Intent::Kind kind) {
    chips.push_back({{.name = std::string(name),
                      .label = scene.text(name),
                      .icon = icon,
                      .state = on ? TargetState::chosen : TargetState::plain},
                     {.kind = kind}});
  };
  mode("mode.elder", icons::kLetters, scene.modes.elder, Intent::Kind::toggle_elder);
  mode("mode.contrast", icons::kContrast, scene.modes.contrast, Intent::Kind::toggle_contrast);
  mode("mode.low", icons::kWheelchair, scene.modes.low, Intent::Kind::toggle_low);
  return chips;
}

constexpr float kChip = 216;
constexpr float kChipGap = 16;

std::size_t chip_columns(float inline_size) {
  return inline_size >= 4 * kChip + 3 * kChipGap ? 4 : 2;
}

std::size_t chip_rows(std::size_t chips, std::size_t columns) {
  return (chips + columns - 1) / columns;
}

}  // namespace

float mode_bar_size(const Scene& scene, const Canvas& canvas, float inline_size) {
  const auto rows =
      static_cast<float>(chip_rows(scene.languages->size() + 2, chip_columns(inline_size)));
  return rows * canvas.theme.target + (rows - 1) * kChipGap;
}

std::optional<Intent> draw_mode_bar(const Scene& scene, Canvas& canvas, Box box) {
  std::vector<Chip> chips = chips_of(scene);
  const std::size_t columns = chip_columns(box.inline_size);
  const std::size_t rows = chip_rows(chips.size(), columns);
  std::optional<Intent> intent;
  for (std::size_t i = 0; i < chips.size(); ++i) {
    const Box cell = box.row(i / columns, rows, kChipGap).column(i % columns, columns, kChipGap);
    chips[i].button.size = 28;
    if (draw_button(canvas, cell, chips[i].button)) intent = std::move(chips[i].intent);
  }
  return intent;
}

void draw_errand(const Scene& scene, Canvas& canvas, Box box) {
  const Palette& palette = canvas.colours();
  draw_card(canvas, box);
  Box inner = box.inset(36, 24);
  const Box bar = inner.take_inline_start(8, 24);
  canvas.paint.fill(bar, 4, palette.accent);
  const float part = inner.block_size;
  canvas.text(scene.text("level.errand"), inner.take_block_start(part * 0.26F),
              {.size = 26,
               .colour = palette.ink_quiet,
               .across = Align::centre,
               .leading = 1.15F,
               .least = 14});
  const Box last = inner.take_block_end(part * 0.28F);
  canvas.text(scene.errand->item_name, inner,
              {.size = 46,
               .colour = palette.ink,
               .weight = Weight::bold,
               .across = Align::centre,
               .leading = 1.2F,
               .least = 20});
  std::string line = scene.errand->org_name;
  for (const std::string& more :
       {scene.errand->service_name, date_text(scene, scene.errand->service_time)}) {
    if (!more.empty()) line += (line.empty() ? "" : " · ") + more;
  }
  canvas.text(line, last,
              {.size = 27,
               .colour = palette.ink_quiet,
               .across = Align::centre,
               .leading = 1.15F,
               .least = 14});
}

}  // namespace yiping::kiosk::ui
