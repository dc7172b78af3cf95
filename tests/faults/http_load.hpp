// SPDX-License-Identifier: Apache-2.0
// Load through the collector's interface: one business system and several citizens at once.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "client.hpp"
#include "ledger.hpp"
#include "target.hpp"

namespace yiping::faults {

class HttpLoad final : public Load {
 public:
  struct Options {
    std::size_t pool = 200;  // invitations at hand, at least
    Refusals refusals = Refusals::are_faults;
  };

  HttpLoad(const Site& site, Ledger& ledger, unsigned seed, Options options)
      : site_(site), ledger_(ledger), seed_(seed), options_(options) {}
  HttpLoad(const Site& site, Ledger& ledger, unsigned seed)
      : HttpLoad(site, ledger, seed, Options()) {}
  ~HttpLoad() override { abandon(); }
  HttpLoad(const HttpLoad&) = delete;
  HttpLoad& operator=(const HttpLoad&) = delete;

  void start() override;
  void stop() override;
  /// Drops what is in hand: for a target that cannot take it.
  void abandon();

 private:
  void report();
  void rate(unsigned seed);
  /// False once it stops.
  [[nodiscard]] bool take(Invitation& invitation);

  const Site& site_;
  Ledger& ledger_;
  unsigned seed_;
  const Options options_;
  std::atomic<bool> stopping_{false};
  std::atomic<bool> abandoned_{false};
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Invitation> invitations_;
  std::vector<std::thread> threads_;
};

}  // namespace yiping::faults
