// SPDX-License-Identifier: Apache-2.0
// Tells another system what happened here, at least once and in its own time: docs/relay.md.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "collector/config.hpp"
#include "collector/store.hpp"
#include "host/http_client.hpp"

namespace yiping::collector {

/// The body that tells of it; empty: it is there no longer.
[[nodiscard]] std::string telling_of(Store& store, const Delivery& delivery);

/// What the answer of the other system makes of a delivery. `attempts`: before this one.
[[nodiscard]] Attempt judge(const host::HttpAnswer& answer, std::int64_t attempts, Seconds now);

class Courier {
 public:
  /// Begins at once. `store` must outlive it.
  Courier(Store& store, Target target, TargetConfig config, std::function<Seconds()> clock);
  ~Courier();  // gives up what is under way: it is told again
  Courier(const Courier&) = delete;
  Courier& operator=(const Courier&) = delete;

 private:
  void loop();
  /// How many there were.
  std::size_t round();
  void tell(const Delivery& delivery);
  [[nodiscard]] bool wait(std::chrono::milliseconds time);

  Store& store_;
  const Target target_;
  const TargetConfig config_;
  const std::function<Seconds()> clock_;
  host::HttpClient client_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace yiping::collector
