// SPDX-License-Identifier: Apache-2.0
// Layout by cutting strips off a box. Inline and block axes only: Paint mirrors the inline axis for
// a right-to-left language, so that no screen knows left or right.
#pragma once

#include <cstddef>
#include <vector>

namespace yiping::kiosk::ui {

struct Point {
  float along = 0;   // inline axis
  float across = 0;  // block axis
};

/// In design pixels: the shorter side of every screen has kDesignSide of them.
struct Box {
  float inline_start = 0;
  float block_start = 0;
  float inline_size = 0;
  float block_size = 0;

  [[nodiscard]] float inline_end() const { return inline_start + inline_size; }

  [[nodiscard]] float block_end() const { return block_start + block_size; }

  [[nodiscard]] Point centre() const {
    return {inline_start + inline_size / 2, block_start + block_size / 2};
  }

  [[nodiscard]] Box inset(float along, float across) const {
    return {inline_start + along, block_start + across, inline_size - 2 * along,
            block_size - 2 * across};
  }

  [[nodiscard]] Box inset(float by) const { return inset(by, by); }

  [[nodiscard]] Box centred(float along, float across) const {
    const Point middle = centre();
    return {middle.along - along / 2, middle.across - across / 2, along, across};
  }

  // Each cuts a strip off and leaves the rest, less a gap.
  Box take_block_start(float size, float gap = 0) {
    const Box taken{inline_start, block_start, inline_size, size};
    block_start += size + gap;
    block_size -= size + gap;
    return taken;
  }

  Box take_block_end(float size, float gap = 0) {
    block_size -= size + gap;
    return {inline_start, block_end() + gap, inline_size, size};
  }

  Box take_inline_start(float size, float gap = 0) {
    const Box taken{inline_start, block_start, size, block_size};
    inline_start += size + gap;
    inline_size -= size + gap;
    return taken;
  }

  Box take_inline_end(float size, float gap = 0) {
    inline_size -= size + gap;
    return {inline_end() + gap, block_start, size, block_size};
  }

  /// Cell `index` of `count` equal columns.
  [[nodiscard]] Box column(std::size_t index, std::size_t count, float gap) const {
    const auto n = static_cast<float>(count);
    const float size = (inline_size - gap * (n - 1)) / n;
    return {inline_start + static_cast<float>(index) * (size + gap), block_start, size, block_size};
  }

  [[nodiscard]] Box row(std::size_t index, std::size_t count, float gap) const {
    const auto n = static_cast<float>(count);
    const float size = (block_size - gap * (n - 1)) / n;
    return {inline_start, block_start + static_cast<float>(index) * (size + gap), inline_size,
            size};
  }
};

inline constexpr float kDesignSide = 1080;

inline Box square_at(Point centre, float radius) {
  return {centre.along - radius, centre.across - radius, 2 * radius, 2 * radius};
}

}  // namespace yiping::kiosk::ui
