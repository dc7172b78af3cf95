// SPDX-License-Identifier: Apache-2.0
#include "kiosk/ui/motion.hpp"

#include <cmath>

namespace yiping::kiosk::ui {
namespace {

/// Less than a pixel of anything that moves.
constexpr float kAtRest = 0.004F;

}  // namespace

void Motion::begin_frame(float seconds) {
  seconds_ = seconds;
  moving_ = false;
}

float Motion::follow(ImGuiID key, float target, float first, float speed) {
  if (mode_ == MotionMode::off) return target;
  float& value = values_.try_emplace(key, first).first->second;
  value += (target - value) * (1 - std::exp(-speed * seconds_));
  if (std::abs(target - value) < kAtRest) {
    value = target;
  } else {
    moving_ = true;
  }
  return value;
}

}  // namespace yiping::kiosk::ui
