// SPDX-License-Identifier: Apache-2.0
#include "kiosk/ui/scenery.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace yiping::kiosk::ui {
namespace {

struct Light {
  ImU32 ink = 0;
  Shade sky;  // top to middle
  ImU32 horizon = 0;
  ImU32 sun = 0;
  ImU32 cloud = 0;
  std::array<Shade, 4> hills{};  // far to near
  ImU32 wall = 0;
  ImU32 wall_shade = 0;
  ImU32 roof = 0;
  ImU32 pane = 0;
  std::array<ImU32, 3> trees{};
};

Shade shade(std::uint32_t start, std::uint32_t end) { return {rgb(start), rgb(end)}; }

const Light& day() {
  static const Light light{.ink = rgb(0x0f3668),
                           .sky = shade(0x9fcdf2, 0xd9edfb),
                           .horizon = rgb(0xfff4e2),
                           .sun = rgb(0xfff3cf),
                           .cloud = rgb(0xffffff),
                           .hills = {shade(0xa9c6df, 0xc9dbe6), shade(0x7facc4, 0xa9cbd0),
                                     shade(0x5a977f, 0x86b896), shade(0x4b8b63, 0x2f6a4c)},
                           .wall = rgb(0xfdf8ee),
                           .wall_shade = rgb(0xe3d9c6),
                           .roof = rgb(0x2a5f94),
                           .pane = rgb(0x9cc3dd),
                           .trees = {rgb(0x3f7f57), rgb(0x5b9a63), rgb(0xe0a93f)}};
  return light;
}

const Light& dusk() {
  static const Light light{.ink = rgb(0xffffff),
                           .sky = shade(0x2c3b70, 0x6f6096),
                           .horizon = rgb(0xffc391),
                           .sun = rgb(0xffd9a0),
                           .cloud = rgb(0xffdcc8),
                           .hills = {shade(0xb08fa8, 0xdcb0a4), shade(0x7d6f97, 0xa98a9d),
                                     shade(0x4f5b7d, 0x6f7590), shade(0x3c5360, 0x263945)},
                           .wall = rgb(0xfbe6cf),
                           .wall_shade = rgb(0xdcbfa6),
                           .roof = rgb(0x33456f),
                           .pane = rgb(0xffd98a),
                           .trees = {rgb(0x35564f), rgb(0x45695a), rgb(0xc98a3c)}};
  return light;
}

const Light& night() {
  static const Light light{.ink = rgb(0xffffff),
                           .sky = shade(0x0b1733, 0x213d6b),
                           .horizon = rgb(0x3c6190),
                           .sun = rgb(0xf3f0dc),
                           .cloud = rgb(0x5f7ba8),
                           .hills = {shade(0x2d4a75, 0x35557f), shade(0x22406a, 0x2b4b72),
                                     shade(0x1a3454, 0x21415f), shade(0x142a41, 0x0d1d2f)},
                           .wall = rgb(0x7488a5),
                           .wall_shade = rgb(0x5b6f8d),
                           .roof = rgb(0x1b3355),
                           .pane = rgb(0xffd98a),
                           .trees = {rgb(0x173546), rgb(0x1e4250), rgb(0x54584a)}};
  return light;
}

constexpr float kMorning = 6;
constexpr float kEvening = 17.5F;
constexpr float kNight = 19.5F;

const Light& light_at(float hour) {
  if (hour < kMorning || hour >= kNight) return night();
  return hour < kEvening ? day() : dusk();
}

class Scenery {
 public:
  Scenery(Paint& paint, Box box, Box focus, float hour)
      : paint_(paint), box_(box), focus_(focus), hour_(hour), light_(light_at(hour)) {}

  void draw() {
    Box low = box_;
    paint_.fill(low.take_block_start(box_.block_size / 2), 0, light_.sky);
    paint_.fill(low, 0, Shade{light_.sky.end, light_.horizon});
    draw_sun();
    draw_cloud({0.12F, 0.44F}, 0.08F);
    draw_cloud({0.89F, 0.5F}, 0.065F);
    draw_hill(0, 0.56F, 0.075F, 1.1F, 0.4F);
    draw_hill(1, 0.64F, 0.06F, 1.5F, 2.6F);
    draw_hill(2, 0.74F, 0.035F, 1.2F, 4.4F);
    draw_hall({0.5F, 0.82F}, 0.23F);
    for (const auto& [along, across, size, kind] :
         {Tree{0.07F, 0.845F, 0.062F, 0}, Tree{0.155F, 0.83F, 0.05F, 1},
          Tree{0.225F, 0.835F, 0.042F, 2}, Tree{0.785F, 0.835F, 0.044F, 1},
          Tree{0.86F, 0.83F, 0.054F, 2}, Tree{0.94F, 0.845F, 0.064F, 0}}) {
      draw_tree({along, across}, size, kind);
    }
    draw_hill(3, 0.855F, 0.012F, 1.3F, 1.2F);
    draw_path();
  }

 private:
  struct Tree {
    float along, across, size;
    std::size_t kind;
  };

  [[nodiscard]] Point at(float along, float across) const {
    return {focus_.inline_start + along * focus_.inline_size,
            box_.block_start + across * box_.block_size};
  }

  /// Sizes keep their proportion on any screen.
  [[nodiscard]] float unit() const { return std::min(focus_.inline_size, box_.block_size); }

  void draw_sun() {
    const bool is_night = &light_ == &night();
    // Beside the clock, which stands in the middle: higher towards noon.
    const float part = std::clamp((hour_ - kMorning) / (kNight - kMorning), 0.F, 1.F);
    const float rise = is_night ? 1 : std::sin(part * kPi);
    const Point centre = at(0.83F, 0.56F - 0.36F * rise);
    const float radius = unit() * (is_night ? 0.04F : 0.055F);
    paint_.glow(centre, radius * 7, radius * 7, faded(light_.sun, is_night ? 0.25F : 0.5F));
    paint_.disc(centre, radius, light_.sun);
    if (!is_night) return;
    for (int i = 0; i < 40; ++i) {
      const auto n = static_cast<float>(i);
      const float along = std::fmod(n * 0.618F, 1.F);
      const float across = std::fmod(n * 0.377F, 1.F) * 0.45F;
      paint_.disc({box_.inline_start + along * box_.inline_size, at(0, across).across},
                  1.2F + std::fmod(n * 0.71F, 1.F) * 1.6F,
                  faded(light_.sun, 0.35F + 0.5F * std::fmod(n * 0.29F, 1.F)));
    }
  }

  /// Round above, flat below, lit from above.
  void draw_cloud(Point part, float size) {
    const Point base = at(part.along, part.across);
    const float s = size * unit();
    const ImU32 lit = light_.cloud;
    const ImU32 shaded = mixed(light_.cloud, light_.sky.end, 0.45F);
    struct Puff {
      float along, radius;
    };
    for (const auto& [along, radius] :
         {Puff{-0.95F, 0.42F}, Puff{0.95F, 0.46F}, Puff{0.42F, 0.68F}, Puff{-0.3F, 0.86F}}) {
      paint_.disc({base.along + along * s, base.across - radius * s * 0.9F}, radius * s,
                  {lit, mixed(lit, shaded, 0.8F)});
    }
    paint_.fill({base.along - 1.5F * s, base.across - 0.3F * s, 3 * s, 0.4F * s}, 0.2F * s,
                {mixed(lit, shaded, 0.5F), shaded});
  }

  void draw_hill(std::size_t layer, float height, float swing, float pace, float phase) {
    constexpr std::size_t kSteps = 140;
    std::array<float, kSteps> crest;
    for (std::size_t i = 0; i < kSteps; ++i) {
      const float along = static_cast<float>(i) / (kSteps - 1) * 6.28F * pace;
      const float wave = std::sin(along + phase) * 0.62F +
                         std::sin(along * 2.3F + phase * 2) * 0.28F +
                         std::sin(along * 4.1F + phase) * 0.1F;
      crest[i] = at(0, height - swing * wave).across;
    }
    paint_.ridge(crest, box_, light_.hills[layer]);
  }

  void draw_tree(Point part, float size, std::size_t kind) {
    const Point foot = at(part.along, part.across);
    const float width = size * unit();
    const ImU32 leaf = light_.trees[kind];
    const ImU32 bright = mixed(leaf, light_.sun, 0.22F);
    const Box trunk{foot.along - width * 0.05F, foot.across - width * 0.6F, width * 0.1F,
                    width * 0.75F};
    paint_.fill(trunk, width * 0.04F, mixed(leaf, rgb(0x3b2416), 0.65F));
    const float tall = kind == 0 ? 1.25F : 1;
    paint_.disc({foot.along, foot.across - width * (0.95F * tall)}, width * 0.5F * tall,
                {bright, leaf});
    paint_.disc({foot.along - width * 0.3F, foot.across - width * 0.68F}, width * 0.34F,
                {mixed(bright, leaf, 0.4F), leaf});
    paint_.disc({foot.along + width * 0.3F, foot.across - width * 0.7F}, width * 0.36F,
                {mixed(bright, leaf, 0.3F), leaf});
  }

  void draw_hall(Point part, float size) {
    const Point base = at(part.along, part.across);
    const float s = size * unit();
    const auto box = [&](float along, float across, float width, float height) {
      return Box{base.along + along * s, base.across + across * s, width * s, height * s};
    };
    paint_.glow({base.along, base.across + 0.22F * s}, 1.5F * s, 0.2F * s,
                faded(rgb(0x10243a), 0.3F));
    // Wings, then the middle part with its columns under the roof.
    for (const float side : {-1.F, 1.F}) {
      const float start = side < 0 ? -1.16F : 0.6F;
      paint_.fill(box(start, -0.28F, 0.56F, 0.5F), 4, {light_.wall, light_.wall_shade});
      paint_.fill(box(start - 0.03F, -0.33F, 0.62F, 0.07F), 4, light_.roof);
      for (int i = 0; i < 3; ++i) {
        const float pane = start + 0.06F + 0.17F * static_cast<float>(i);
        paint_.fill(box(pane, -0.17F, 0.1F, 0.12F), 3, light_.pane);
        paint_.fill(box(pane, 0.03F, 0.1F, 0.12F), 3, light_.pane);
      }
    }
    const ImU32 shade_of_wall = mixed(light_.wall_shade, light_.roof, 0.22F);
    paint_.fill(box(-0.62F, -0.42F, 1.24F, 0.64F), 4, {shade_of_wall, light_.wall_shade});
    for (int i = 0; i < 5; ++i) {
      const float bay = -0.54F + 0.216F * static_cast<float>(i) + 0.04F;
      const bool door = i == 2;
      paint_.fill(box(bay, door ? -0.12F : -0.26F, 0.14F, door ? 0.34F : 0.4F), 4, light_.pane);
    }
    for (int i = 0; i < 6; ++i) {
      const float column = -0.57F + 0.216F * static_cast<float>(i);
      paint_.fill(box(column, -0.36F, 0.062F, 0.58F), 5, light_.wall);
      paint_.fill(box(column + 0.04F, -0.36F, 0.022F, 0.58F), 3, shade_of_wall);
    }
    const Point eaves_start{base.along - 0.72F * s, base.across - 0.4F * s};
    const Point eaves_end{base.along + 0.72F * s, base.across - 0.4F * s};
    const std::array<Point, 4> roof{
        eaves_start, Point{base.along - 0.04F * s, base.across - 0.72F * s},
        Point{base.along + 0.04F * s, base.across - 0.72F * s}, eaves_end};
    paint_.polygon(roof, light_.roof);
    const std::array<Point, 3> gable{Point{base.along - 0.46F * s, base.across - 0.44F * s},
                                     Point{base.along, base.across - 0.645F * s},
                                     Point{base.along + 0.46F * s, base.across - 0.44F * s}};
    paint_.polygon(gable, mixed(light_.roof, light_.wall, 0.2F));
    paint_.disc({base.along, base.across - 0.52F * s}, 0.05F * s, light_.wall);
    paint_.fill(box(-0.74F, -0.415F, 1.48F, 0.06F), 4, mixed(light_.roof, light_.wall, 0.35F));
    for (int i = 0; i < 3; ++i) {
      const float step = 0.7F + 0.12F * static_cast<float>(i);
      paint_.fill(box(-step, 0.2F + 0.045F * static_cast<float>(i), 2 * step, 0.05F), 3,
                  mixed(light_.wall, light_.wall_shade, 0.3F * static_cast<float>(i)));
    }
  }

  void draw_path() {
    const Point top = at(0.5F, 0.862F);
    const float s = unit();
    const float end = box_.block_end();
    const std::array<Point, 4> path{
        Point{top.along - 0.035F * s, top.across}, Point{top.along + 0.035F * s, top.across},
        Point{top.along + 0.2F * s, end}, Point{top.along - 0.2F * s, end}};
    paint_.polygon(path, faded(light_.wall, 0.5F));
  }

  Paint& paint_;
  Box box_;
  Box focus_;
  float hour_;
  const Light& light_;
};

}  // namespace

Shade sky_of(float hour) { return light_at(hour).sky; }

ImU32 ink_on_sky(float hour) { return light_at(hour).ink; }

void draw_scenery(Paint& paint, Box box, Box focus, float hour) {
  Scenery(paint, box, focus, hour).draw();
}

}  // namespace yiping::kiosk::ui
