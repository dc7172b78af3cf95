// SPDX-License-Identifier: Apache-2.0
// The half of the kiosk that stores and sends: one thread for the disk, one for the network, so
// that a slow network never delays a thank-you.
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "kiosk/courier.hpp"
#include "kiosk/courier/keeper.hpp"
#include "kiosk/courier/link.hpp"
#include "kiosk/courier/outbox.hpp"
#include "kiosk/courier/reports.hpp"

namespace yiping::kiosk {

struct CourierOptions {
  std::filesystem::path outbox;  // the file; its folder must exist
  LinkOptions link;
  /// Called from other threads when there are reports to take; it must not block.
  std::function<void()> wake;
  Durability durability = Durability::after_commit;
};

class Courier {
 public:
  /// Opens the outbox and reports every draft in it. Throws OutboxRefused or OutboxFailed.
  explicit Courier(CourierOptions options);
  /// Stores what was posted; within a second, unless the disk takes longer.
  ~Courier() = default;

  /// Never waits for the disk or the network.
  void post(Order order) { keeper_.post(std::move(order)); }
  [[nodiscard]] std::vector<Report> take_reports() { return reports_.take(); }

 private:
  Outbox outbox_;
  Reports reports_;
  Link link_;
  Keeper keeper_;  // last: it wakes the link
};

}  // namespace yiping::kiosk
