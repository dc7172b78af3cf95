// SPDX-License-Identifier: Apache-2.0
// When to try again: ever later, never all terminals at once, and never "no more".
#pragma once

#include <algorithm>
#include <chrono>
#include <random>

namespace yiping::kiosk {

class Backoff {
 public:
  using Clock = std::chrono::steady_clock;
  using Milliseconds = std::chrono::milliseconds;

  /// Waits of `first`, doubled up to `most`, each cut by up to a half.
  Backoff(Milliseconds first, Milliseconds most, unsigned seed)
      : first_(first), most_(most), wait_(first), random_(seed) {}

  /// The next try is due `pause` later.
  void succeeded(Clock::time_point now, Milliseconds pause) {
    wait_ = first_;
    due_ = now + pause;
  }

  /// `at_least`: what the collector asked for, believed up to an hour.
  void failed(Clock::time_point now, std::chrono::seconds at_least) {
    std::uniform_int_distribution<Milliseconds::rep> part(wait_.count() / 2, wait_.count());
    const Milliseconds asked = std::min(at_least, std::chrono::seconds(std::chrono::hours(1)));
    due_ = now + std::max(Milliseconds(part(random_)), asked);
    wait_ = std::min(wait_ * 2, most_);
  }

  [[nodiscard]] Clock::time_point due() const { return due_; }

 private:
  Milliseconds first_;
  Milliseconds most_;
  Milliseconds wait_;
  Clock::time_point due_{};
  std::minstd_rand random_;
};

}  // namespace yiping::kiosk
