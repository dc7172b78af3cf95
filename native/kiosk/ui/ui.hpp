// SPDX-License-Identifier: Apache-2.0
// What the kiosk looks like: one frame of a scene, and what the visitor did in it. Draws into the
// current Dear ImGui context; knows no window.
#pragma once

#include <imgui.h>

#include <memory>
#include <optional>

#include "kiosk/scene.hpp"
#include "kiosk/ui/lettering.hpp"
#include "kiosk/ui/motion.hpp"
#include "kiosk/ui/registry.hpp"
#include "kiosk/ui/text_engine/keyboard.hpp"

namespace yiping::kiosk {

struct UiOptions {
  FontFiles fonts;
  MotionMode motion = MotionMode::on;
  Keyboard* keyboard = nullptr;  // must outlive the Ui; null: only a real keyboard types
};

/// The factor from design pixels (kDesignSide on the shorter side) to those of a screen.
[[nodiscard]] float scale_of(ImVec2 size);

class Ui {
 public:
  /// Throws std::runtime_error when a font cannot be read. The context must outlive it.
  explicit Ui(const UiOptions& options);
  Ui(const Ui&) = delete;
  Ui& operator=(const Ui&) = delete;
  ~Ui();

  /// NewFrame to Render of a screen of `size` pixels, `seconds` after the last. At most one intent;
  /// more that were typed come with the next frames.
  std::optional<Intent> frame(const Scene& scene, ImVec2 size, float seconds);

  /// A frame of the scripts that Pango shapes, instead of a scene.
  void specimen(ImVec2 size);

  /// What the last frame drew.
  [[nodiscard]] const Registry& registry() const;
  /// The next frame would differ from the last, or has input waiting.
  [[nodiscard]] bool animating() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace yiping::kiosk
