// SPDX-License-Identifier: Apache-2.0
// When something is to be done, by a clock that may be set.
#pragma once

#include "collector/rows.hpp"

namespace yiping::collector {

/// Due once its time has come, and also when the clock was set back since `set`: what was a minute
/// away by a clock that was a year ahead would now be a year away.
class Alarm {
 public:
  void set(Seconds due, Seconds now) {
    due_ = due;
    wait_ = due - now;
  }
  [[nodiscard]] bool is_due(Seconds now) const { return due_ <= now || due_ - now > wait_; }
  [[nodiscard]] Seconds due() const { return due_; }

 private:
  Seconds due_ = 0;
  Seconds wait_ = 0;
};

}  // namespace yiping::collector
