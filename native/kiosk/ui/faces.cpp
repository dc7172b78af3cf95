// SPDX-License-Identifier: Apache-2.0
#include "kiosk/ui/faces.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace yiping::kiosk::ui {
namespace {

/// Draws in parts of the radius around the centre, so that a face is the same at every size.
struct Pen {
  Paint& paint;
  Point centre;
  float radius;
  ImU32 ink;

  [[nodiscard]] Point at(float along, float across) const {
    return {centre.along + along * radius, centre.across + across * radius};
  }

  /// A quadratic arc between two points that sags by `sag`, with round ends.
  void arc(float from, float to, float across, float sag, float thickness) const {
    constexpr std::size_t kSteps = 17;
    std::array<Point, kSteps> points;
    for (std::size_t i = 0; i < kSteps; ++i) {
      const float part = static_cast<float>(i) / (kSteps - 1);
      const float bend = 4 * part * (1 - part);
      points[i] = at(from + (to - from) * part, across + sag * bend);
    }
    paint.line(points, thickness * radius, ink);
  }

  void brow(float side, float outer, float inner) const {
    const std::array<Point, 2> ends{at(side * 0.52F, outer), at(side * 0.2F, inner)};
    paint.line(ends, 0.085F * radius, ink);
  }

  void eye(float side, float across, float height, ImU32 sparkle) const {
    paint.ellipse(at(side * 0.33F, across), 0.1F * radius, height * radius, ink);
    paint.ellipse(at(side * 0.33F + 0.03F, across - height * 0.4F), 0.035F * radius,
                  0.045F * radius, sparkle);
  }

  void eyes(float across, float height, ImU32 sparkle) const {
    for (const float side : {-1.F, 1.F}) eye(side, across, height, sparkle);
  }

  void cheeks(ImU32 colour) const {
    for (const float side : {-1.F, 1.F}) {
      paint.glow(at(side * 0.58F, 0.2F), 0.26F * radius, 0.2F * radius, colour);
    }
  }

  /// Open, with a straight upper lip.
  void laugh(ImU32 tongue) const {
    constexpr std::size_t kSteps = 25;
    std::array<Point, kSteps> mouth;
    std::array<Point, kSteps> inner;
    for (std::size_t i = 0; i < kSteps; ++i) {
      const float angle = kPi * static_cast<float>(i) / (kSteps - 1);
      mouth[i] = at(0.5F * std::cos(angle), 0.14F + 0.5F * std::sin(angle));
      inner[i] = at(0.25F * std::cos(angle + kPi), 0.585F - 0.15F * std::sin(angle));
    }
    paint.polygon(mouth, ink);
    const std::array<Point, 2> lip{at(-0.5F, 0.14F), at(0.5F, 0.14F)};
    paint.line(lip, 0.07F * radius, ink);
    paint.polygon(inner, tongue);
  }
};

void features(const Pen& pen, Level level, ImU32 sparkle, ImU32 blush, ImU32 tongue) {
  constexpr float kStroke = 0.1F;
  switch (level) {
    case Level::very_satisfied:
      pen.cheeks(blush);
      for (const float side : {-1.F, 1.F}) {
        pen.arc(side * 0.33F - 0.16F, side * 0.33F + 0.16F, -0.12F, -0.2F, kStroke);
      }
      pen.laugh(tongue);
      return;
    case Level::satisfied:
      pen.cheeks(blush);
      pen.eyes(-0.2F, 0.14F, sparkle);
      pen.arc(-0.44F, 0.44F, 0.2F, 0.3F, kStroke);
      return;
    case Level::basically_satisfied:
      pen.eyes(-0.18F, 0.13F, sparkle);
      pen.arc(-0.34F, 0.34F, 0.34F, 0.06F, kStroke);
      return;
    case Level::dissatisfied:
      pen.eyes(-0.1F, 0.13F, sparkle);
      pen.brow(-1, -0.3F, -0.4F);
      pen.brow(1, -0.3F, -0.4F);
      pen.arc(-0.34F, 0.34F, 0.5F, -0.2F, kStroke);
      return;
    case Level::very_dissatisfied:
      pen.eyes(-0.06F, 0.13F, sparkle);
      pen.brow(-1, -0.44F, -0.26F);
      pen.brow(1, -0.44F, -0.26F);
      pen.arc(-0.42F, 0.42F, 0.58F, -0.34F, kStroke);
      return;
  }
}

}  // namespace

void draw_face(Paint& paint, const Theme& theme, Level level, Point centre, float radius) {
  const Shade skin = theme.palette.faces[static_cast<std::size_t>(level)];
  const Pen pen{paint, centre, radius, theme.palette.face_ink};
  if (!theme.soft()) {
    paint.disc(centre, radius, skin);
    // Where it stands on its own colour.
    paint.ring(centre, radius, std::max(2.F, radius * 0.06F), theme.palette.face_ink);
    features(pen, level, skin.start, faded(skin.start, 0), skin.start);
    return;
  }
  paint.glow({centre.along, centre.across + radius * 0.95F}, radius * 0.95F, radius * 0.32F,
             faded(skin.end, 0.55F));
  paint.disc(centre, radius, mixed(skin.end, rgb(0x000000), 0.07F));
  paint.disc({centre.along, centre.across - radius * 0.02F}, radius * 0.965F, skin);
  // Light from above.
  paint.glow({centre.along, centre.across - radius * 0.52F}, radius * 0.72F, radius * 0.46F,
             faded(rgb(0xffffff), 0.62F));
  features(pen, level, faded(rgb(0xffffff), 0.9F), faded(rgb(0xfff3c4), 0.55F), rgb(0xf58a7c));
}

}  // namespace yiping::kiosk::ui
