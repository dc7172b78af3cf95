// SPDX-License-Identifier: Apache-2.0
// The disk's thread: orders in, and a report once each is durable.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "kiosk/courier.hpp"
#include "kiosk/courier/outbox.hpp"
#include "kiosk/courier/reports.hpp"

namespace yiping::kiosk {

/// `before_commit` tells first and writes half a second later: the control of the kill test, which
/// must lose. No configuration reaches it.
enum class Durability : std::uint8_t { after_commit, before_commit };

class Keeper {
 public:
  /// `rating_kept` is called on the disk's thread, when there is something new to send.
  Keeper(Outbox& outbox, Reports& reports, std::function<void()> rating_kept,
         Durability durability);
  ~Keeper();  // stores what was posted
  Keeper(const Keeper&) = delete;
  Keeper& operator=(const Keeper&) = delete;

  void post(Order order);

 private:
  void loop();
  void handle(const Order& order);
  /// `write` is false for a rating that another document keeps out.
  void keep(const SubmissionId& submission, const Report& kept, const std::function<bool()>& write);
  void drop(const SubmissionId& submission);
  void retry_drops();
  [[nodiscard]] bool is_dropped(const SubmissionId& submission);
  void wait_unsafely();

  Outbox& outbox_;
  Reports& reports_;
  std::function<void()> rating_kept_;
  Durability durability_;
  std::vector<SubmissionId> drops_;  // those that the disk did not take; the disk's thread only

  std::mutex mutex_;
  std::condition_variable posted_;
  std::deque<Order> orders_;
  bool stopping_ = false;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace yiping::kiosk
