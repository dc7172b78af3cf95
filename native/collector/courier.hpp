// SPDX-License-Identifier: Apache-2.0
// Tells another system what happened here, at least once and in its own time: docs/relay.md.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "collector/store.hpp"
#include "collector/tell/teller.hpp"

namespace yiping::collector {

class Courier {
 public:
  /// Begins at once. `store` must outlive it.
  Courier(Store& store, Target target, std::unique_ptr<Teller> teller,
          std::function<Seconds()> clock);
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
  const std::unique_ptr<Teller> teller_;
  const std::function<Seconds()> clock_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace yiping::collector
