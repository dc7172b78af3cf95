// SPDX-License-Identifier: Apache-2.0
// Counts everything again each night, so that what is published is known to be what is stored.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "collector/metrics.hpp"
#include "collector/store.hpp"

namespace yiping::collector {

class Night {
 public:
  /// Begins at once. `store` and `metrics` must outlive it.
  Night(Store& store, Metrics& metrics, std::function<Seconds()> clock);
  ~Night();  // a recount under way is finished first, unless the store cuts it short
  Night(const Night&) = delete;
  Night& operator=(const Night&) = delete;

 private:
  void loop();
  void recount();

  Store& store_;
  Metrics& metrics_;
  const std::function<Seconds()> clock_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace yiping::collector
