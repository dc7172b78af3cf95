// SPDX-License-Identifier: Apache-2.0
#include "kiosk/ui/theme.hpp"

#include <algorithm>
#include <cmath>

namespace yiping::kiosk::ui {
namespace {

constexpr float kElderText = 1.22F;
constexpr float kElderTarget = 112;

Shade shade(std::uint32_t start, std::uint32_t end) { return {rgb(start), rgb(end)}; }

/// The colours of the web pages (web/pages/shared/base.css), with depth.
Palette light() {
  return {.ground = shade(0xe9f0f9, 0xf7f5f0),
          .surface = rgb(0xffffff),
          .sunken = rgb(0xf1f4f8),
          .ink = rgb(0x1b2430),
          .ink_quiet = rgb(0x4c5868),
          .line = rgb(0xd8dfe8),
          .line_strong = rgb(0x8391a3),
          .accent = shade(0x2a69b8, 0x17498a),
          .on_accent = rgb(0xffffff),
          .accent_ink = rgb(0x17498a),
          .chosen = rgb(0xe3edf9),
          .on_chosen = rgb(0x0f3668),
          .header = shade(0x0f3668, 0x2362ad),
          .on_header = rgb(0xffffff),
          .on_header_quiet = rgb(0xd9e6f6),
          .warm = rgb(0x8a4110),
          .warm_soft = rgb(0xfdf1e4),
          .calm = rgb(0x1f5f3b),
          .calm_soft = rgb(0xe3f3e9),
          .shadow = rgb(0x1c3a63),
          .scrim = faded(rgb(0x0d1e36), 0.62F),
          // One lightness and one strength for all five: no level calls louder than another.
          .faces = {shade(0x7fdcb4, 0x35ad84), shade(0xb9df7e, 0x7cb544), shade(0xffdc7a, 0xf0b12f),
                    shade(0xffc08a, 0xec8b47), shade(0xff9d8f, 0xdf6156)},
          .face_ink = rgb(0x3b2416)};
}

Palette contrast() {
  const ImU32 black = rgb(0x000000);
  const ImU32 white = rgb(0xffffff);
  const ImU32 yellow = rgb(0xffe500);
  const Shade face{yellow, yellow};
  return {.ground = {black, black},
          .surface = black,
          .sunken = rgb(0x1a1a1a),
          .ink = white,
          .ink_quiet = rgb(0xfff3a0),
          .line = white,
          .line_strong = white,
          .accent = {yellow, yellow},
          .on_accent = black,
          .accent_ink = yellow,
          .chosen = yellow,
          .on_chosen = black,
          .header = {black, black},
          .on_header = white,
          .on_header_quiet = rgb(0xfff3a0),
          .warm = yellow,
          .warm_soft = black,
          .calm = yellow,
          .calm_soft = black,
          .shadow = black,
          .scrim = faded(black, 0.85F),
          .faces = {face, face, face, face, face},
          .face_ink = black};
}

double linear(ImU32 colour, int shift) {
  const double part = static_cast<double>((colour >> shift) & 0xFFU) / 255.0;
  return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
}

double luminance(ImU32 colour) {
  return 0.2126 * linear(colour, IM_COL32_R_SHIFT) + 0.7152 * linear(colour, IM_COL32_G_SHIFT) +
         0.0722 * linear(colour, IM_COL32_B_SHIFT);
}

}  // namespace

Theme theme_of(const Modes& modes) {
  return {.palette = modes.contrast ? contrast() : light(),
          .finish = modes.contrast ? Finish::plain : Finish::soft,
          .text = modes.elder ? kElderText : 1,
          .target = modes.elder ? kElderTarget : 96,
          .low = modes.low};
}

double contrast_ratio(ImU32 a, ImU32 b) {
  const double first = luminance(a) + 0.05;
  const double second = luminance(b) + 0.05;
  return std::max(first, second) / std::min(first, second);
}

std::vector<TextPair> text_pairs(const Palette& palette) {
  return {{"ink on surface", palette.ink, palette.surface},
          {"ink on sunken", palette.ink, palette.sunken},
          {"ink on the ground's start", palette.ink, palette.ground.start},
          {"ink on the ground's end", palette.ink, palette.ground.end},
          {"quiet ink on surface", palette.ink_quiet, palette.surface},
          {"quiet ink on sunken", palette.ink_quiet, palette.sunken},
          {"quiet ink on the ground's start", palette.ink_quiet, palette.ground.start},
          {"quiet ink on the ground's end", palette.ink_quiet, palette.ground.end},
          {"accent's start", palette.on_accent, palette.accent.start},
          {"accent's end", palette.on_accent, palette.accent.end},
          {"accent as a text", palette.accent_ink, palette.surface},
          {"chosen", palette.on_chosen, palette.chosen},
          {"header's start", palette.on_header, palette.header.start},
          {"header's end", palette.on_header, palette.header.end},
          {"quiet on the header's start", palette.on_header_quiet, palette.header.start},
          {"quiet on the header's end", palette.on_header_quiet, palette.header.end},
          {"warm", palette.warm, palette.warm_soft},
          {"warm on surface", palette.warm, palette.surface},
          {"calm", palette.calm, palette.calm_soft}};
}

ImU32 rgb(std::uint32_t hex) {
  return IM_COL32((hex >> 16) & 0xFFU, (hex >> 8) & 0xFFU, hex & 0xFFU, 0xFFU);
}

ImU32 faded(ImU32 colour, float opacity) {
  const float alpha =
      static_cast<float>(colour >> IM_COL32_A_SHIFT) * std::clamp(opacity, 0.F, 1.F);
  return (colour & ~IM_COL32_A_MASK) | (static_cast<ImU32>(std::lround(alpha)) << IM_COL32_A_SHIFT);
}

ImU32 mixed(ImU32 from, ImU32 to, float part) {
  ImU32 out = 0;
  for (const int shift : {0, 8, 16, 24}) {
    const auto a = static_cast<float>((from >> shift) & 0xFFU);
    const auto b = static_cast<float>((to >> shift) & 0xFFU);
    out |= static_cast<ImU32>(std::lround(a + (b - a) * std::clamp(part, 0.F, 1.F))) << shift;
  }
  return out;
}

Shade mixed(Shade from, Shade to, float part) {
  return {mixed(from.start, to.start, part), mixed(from.end, to.end, part)};
}

}  // namespace yiping::kiosk::ui
