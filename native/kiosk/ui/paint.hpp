// SPDX-License-Identifier: Apache-2.0
// The drawing vocabulary: shapes in design pixels on a draw list. Knows nothing of screens.
#pragma once

#include <imgui.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/box.hpp"
#include "kiosk/ui/registry.hpp"
#include "kiosk/ui/theme.hpp"

namespace yiping::kiosk::ui {

inline constexpr float kPi = 3.14159265F;

enum class Direction : std::uint8_t { left_to_right, right_to_left };

/// From design pixels to screen pixels.
struct Projection {
  float scale = 1;
  float inline_size = kDesignSide;
  Direction direction{};
};

class Paint {
 public:
  Paint(ImDrawList& list, Projection projection) : list_(&list), projection_(projection) {}

  [[nodiscard]] float scale() const { return projection_.scale; }

  [[nodiscard]] Direction direction() const { return projection_.direction; }

  [[nodiscard]] ImDrawList& list() const { return *list_; }

  [[nodiscard]] ImVec2 at(Point point) const;
  [[nodiscard]] Area of(Box box) const;

  void fill(Box box, float radius, Shade shade);
  void fill(Box box, float radius, ImU32 colour) { fill(box, radius, Shade{colour, colour}); }
  void outline(Box box, float radius, float thickness, ImU32 colour);
  /// Soft, falling `depth` below the box and spreading as far.
  void shadow(Box box, float radius, float depth, ImU32 colour);
  void disc(Point centre, float radius, Shade shade);
  void disc(Point centre, float radius, ImU32 colour) { disc(centre, radius, {colour, colour}); }
  void ellipse(Point centre, float along, float across, ImU32 colour);
  /// Fades to nothing at its edge.
  void glow(Point centre, float along, float across, ImU32 colour);
  /// `turn`: the part of a whole turn that is drawn, clockwise from the top, with round ends.
  void ring(Point centre, float radius, float thickness, ImU32 colour, float turn = 1);
  /// An open line with round ends and joints.
  void line(std::span<const Point> points, float thickness, ImU32 colour);
  void polygon(std::span<const Point> points, ImU32 colour);
  /// Between a curve (block positions at equal inline steps over `box`) and the end of `box`.
  void ridge(std::span<const float> heights, Box box, Shade shade);

  /// An icon: absolute commands on a grid of 24, in strokes. M x y, L x y, C (three points),
  /// Z, O x y r (a circle), D x y r (a dot). Mirrored ones point along the inline axis.
  void icon(std::string_view path, Box box, float thickness, ImU32 colour);

  /// What is drawn between `mark` and a later call can still be moved as a whole.
  [[nodiscard]] int mark() const { return list_->VtxBuffer.Size; }
  void shift(int mark, float across, float opacity);
  void shrink(int mark, Point centre, float factor);

 private:
  [[nodiscard]] float px(float design) const { return design * projection_.scale; }
  void shade_since(int mark, Shade shade, float top, float bottom);

  ImDrawList* list_;
  Projection projection_;
};

/// Input that Dear ImGui has been given and spreads over the next frames: sleeping on it loses
/// keys.
[[nodiscard]] bool input_is_queued();

/// UTF-8 as Dear ImGui reads and writes it, so that lines break where it measures.
struct Character {
  char32_t code = 0;
  std::size_t begin = 0;  // bytes
  std::size_t end = 0;
};
[[nodiscard]] Character character_at(std::string_view text, std::size_t begin);
void put_character(std::string& text, char32_t code);

/// Makes the fonts draw characters anew that they did not have before.
void discard_glyphs(ImFontAtlas& atlas);

/// Hands a texture of ours to whatever draws, and takes it back.
void register_texture(ImTextureData& texture);
void unregister_texture(ImTextureData& texture);

}  // namespace yiping::kiosk::ui
