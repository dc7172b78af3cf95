// SPDX-License-Identifier: Apache-2.0
// What both threads have to tell, in one order, for the thread that draws.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "kiosk/courier.hpp"
#include "kiosk/courier/outbox.hpp"

namespace yiping::kiosk {

class Reports {
 public:
  /// `wake` is called from other threads after each report; it must not block.
  explicit Reports(std::function<void()> wake) : wake_(std::move(wake)) {}

  void push(Report report) {
    {
      const std::lock_guard lock(queue_mutex_);
      queue_.push_back(std::move(report));
    }
    if (wake_) wake_();
  }

  [[nodiscard]] std::vector<Report> take() {
    const std::lock_guard lock(queue_mutex_);
    return std::exchange(queue_, {});
  }

  void heard(std::int64_t clock_offset) {
    change([&](LinkState& state) {
      state.online = true;
      state.clock_offset = clock_offset;
    });
  }
  void unreachable() {
    change([](LinkState& state) { state.online = false; });
  }
  /// Counts within the lock: the last report is the last count. Throws OutboxFailed.
  void count(Outbox& outbox) {
    change([&](LinkState& state) {
      const OutboxCounts counts = outbox.counts();
      state.waiting = counts.waiting;
      state.refused = counts.refused;
    });
  }

 private:
  template <typename Change>
  void change(Change apply) {
    // Not the queue's: whoever draws never waits for a disk.
    const std::lock_guard lock(state_mutex_);
    LinkState state = told_.value_or(LinkState{});
    apply(state);
    if (told_ && told_->online == state.online && told_->waiting == state.waiting &&
        told_->refused == state.refused && told_->clock_offset == state.clock_offset) {
      return;
    }
    told_ = state;
    push(state);
  }

  std::function<void()> wake_;
  std::mutex queue_mutex_;
  std::vector<Report> queue_;
  std::mutex state_mutex_;
  std::optional<LinkState> told_;
};

}  // namespace yiping::kiosk
