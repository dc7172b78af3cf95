// SPDX-License-Identifier: Apache-2.0
// Texts that Pango shapes, kept as textures while they are on the screen.
#pragma once

#include <imgui.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <unordered_map>

#include "kiosk/ui/text_engine/shaped_text.hpp"

namespace yiping::kiosk::ui {

class ShapedTexts {
 public:
  struct Picture {
    ImTextureRef texture;
    int width = 0;
    int height = 0;
    int missing = 0;
  };

  ShapedTexts() = default;
  ShapedTexts(const ShapedTexts&) = delete;
  ShapedTexts& operator=(const ShapedTexts&) = delete;
  ~ShapedTexts();

  /// Shapes it once: 1 to 2 ms.
  Picture of(std::string_view text, const ShapeOptions& options);

  /// Lets go of what was not drawn for some frames. Before NewFrame: the renderer still holds the
  /// last frame's list of textures after it.
  void begin_frame();

  [[nodiscard]] std::size_t size() const { return kept_.size(); }

 private:
  struct Kept {
    std::unique_ptr<ImTextureData> texture;
    int missing = 0;
    int unused = 0;
  };
  std::unordered_map<std::size_t, Kept> kept_;
};

}  // namespace yiping::kiosk::ui
