// SPDX-License-Identifier: Apache-2.0
// Values that ease to where they should be, then rest: when all rest, nothing is drawn again.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <unordered_map>

namespace yiping::kiosk {

/// `off` where a software renderer draws: 2 million pixels cost it 65 ms a frame.
enum class MotionMode : std::uint8_t { on, off };

namespace ui {

class Motion {
 public:
  explicit Motion(MotionMode mode) : mode_(mode) {}

  void begin_frame(float seconds);

  /// The value of `key` on its way to `target`; `first` is where a new key begins.
  /// `speed`: the share of the rest covered per second, 10 is brisk.
  float follow(ImGuiID key, float target, float first, float speed = 14);
  float follow(ImGuiID key, float target) { return follow(key, target, target); }

  /// Forgets a key, so that it begins anew.
  void restart(ImGuiID key) { values_.erase(key); }

  [[nodiscard]] bool moving() const { return moving_; }

 private:
  MotionMode mode_;
  float seconds_ = 0;
  bool moving_ = false;
  std::unordered_map<ImGuiID, float> values_;
};

}  // namespace ui
}  // namespace yiping::kiosk
