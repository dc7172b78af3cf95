// SPDX-License-Identifier: Apache-2.0
#include "kiosk/ui/canvas.hpp"

#include <algorithm>
#include <cmath>

namespace yiping::kiosk::ui {
namespace {

/// Rounding of glyphs to whole pixels.
constexpr float kSlack = 1.5F;

float offset(Align align, float room, float size) {
  switch (align) {
    case Align::start:
      return 0;
    case Align::centre:
      return (room - size) / 2;
    case Align::end:
      return room - size;
  }
  return 0;
}

}  // namespace

Canvas::Fit Canvas::fit(std::string_view text, float inline_size, const TextStyle& style) const {
  const float scale = paint.scale();
  const float em = style.size * theme.text * scale;
  Fit out;
  out.lines = studio_.lettering.lines(text, em, style.weight, (inline_size + kSlack) * scale);
  out.line = style.size * theme.text * style.leading;
  for (const std::string_view line : out.lines) {
    out.width = std::max(out.width, studio_.lettering.width(line, em, style.weight) / scale);
  }
  return out;
}

float Canvas::height_of(std::string_view text, float inline_size, const TextStyle& style) const {
  return fit(text, inline_size, style).height();
}

float Canvas::width_of(std::string_view text, const TextStyle& style) const {
  const float em = style.size * theme.text * paint.scale();
  return studio_.lettering.width(text, em, style.weight) / paint.scale();
}

float Canvas::fitting(std::string_view text, Box room, const TextStyle& style) const {
  TextStyle tried = style;
  for (; tried.size > std::max(style.least, 1.F); tried.size -= 1) {
    const Fit now = fit(text, room.inline_size, tried);
    // A word that is longer than its line is cut by the line breaker: smaller is better.
    const bool whole = std::ranges::all_of(now.lines, [&](std::string_view line) {
      const auto end = static_cast<std::size_t>(line.data() + line.size() - text.data());
      const bool inside = end > 0 && end < text.size();
      const auto is_letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      };
      return !inside || !(is_letter(text[end - 1]) && is_letter(text[end]));
    });
    if (whole && now.height() <= room.block_size + kSlack &&
        now.width <= room.inline_size + kSlack) {
      break;
    }
  }
  return tried.size;
}

float Canvas::text(std::string_view text, Box room, const TextStyle& wanted) {
  if (text.empty()) return 0;
  if (needs_shaping(text)) return shaped(text, room, wanted, TextWriting::horizontal);
  TextStyle style = wanted;
  if (style.least > 0) style.size = fitting(text, room, style);
  const Fit now = fit(text, room.inline_size, style);
  const float em = style.size * theme.text * paint.scale();
  const float top = room.block_start + offset(style.across, room.block_size, now.height());
  const float along = room.inline_start + offset(style.along, room.inline_size, now.width);
  float across = top + now.line / 2;
  for (const std::string_view line : now.lines) {
    const float width = studio_.lettering.width(line, em, style.weight) / paint.scale();
    const float start = room.inline_start + offset(style.along, room.inline_size, width);
    // Mirrored, the line still runs from left to right: it begins where it would end.
    const bool mirrored = paint.direction() == Direction::right_to_left;
    const ImVec2 middle = paint.at({mirrored ? start + width : start, across});
    studio_.lettering.draw(paint.list(), middle, em, style.weight, style.colour, line);
    text_end_ = {start + width, across};
    across += now.line;
  }
  studio_.registry.add(Registry::Text{
      .text = std::string(text),
      .ink = paint.of({along, top, now.width, now.height()}),
      .room = paint.of(room),
      .size = em,
      .fits = now.width <= room.inline_size + kSlack && now.height() <= room.block_size + kSlack,
  });
  return now.height();
}

void Canvas::column(std::string_view text, Box room, const TextStyle& style) {
  shaped(text, room, style, TextWriting::vertical);
}

float Canvas::shaped(std::string_view text, Box room, const TextStyle& style, TextWriting writing) {
  const float scale = paint.scale();
  const bool mirrored = paint.direction() == Direction::right_to_left;
  const float line = writing == TextWriting::vertical ? room.block_size : room.inline_size;
  const ShapedTexts::Picture picture = studio_.shaped.of(
      text, {.pixels = static_cast<int>(std::lround(style.size * theme.text * scale)),
             .weight = style.weight == Weight::bold ? 700 : 400,
             .max_inline = static_cast<int>(line * scale),
             .direction = mirrored ? TextDirection::right_to_left : TextDirection::automatic,
             .writing = writing});
  const float width = static_cast<float>(picture.width) / scale;
  const float height = static_cast<float>(picture.height) / scale;
  const Area ink =
      paint.of({room.inline_start + offset(style.along, room.inline_size, width),
                room.block_start + offset(style.across, room.block_size, height), width, height});
  paint.list().AddImage(picture.texture, ink.min, ink.max, {0, 0}, {1, 1}, style.colour);
  studio_.registry.add(Registry::Text{
      .text = std::string(text),
      .ink = ink,
      .room = paint.of(room),
      .size = style.size * theme.text * scale,
      .fits = picture.missing == 0 && width <= room.inline_size + kSlack &&
              height <= room.block_size + kSlack,
  });
  return height;
}

Touch Canvas::touch(const std::string& name, Box box, TargetState state) {
  const Area area = paint.of(box);
  studio_.registry.add(Registry::Target{name, area, state});
  ImGui::SetCursorScreenPos(area.min);
  const bool tapped = ImGui::InvisibleButton(name.c_str(), {area.width(), area.height()});
  const float press = studio_.motion.follow(id_of(name), ImGui::IsItemActive() ? 1 : 0, 0, 26);
  return {tapped, press};
}

}  // namespace yiping::kiosk::ui
