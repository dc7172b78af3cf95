// SPDX-License-Identifier: Apache-2.0
// The load: a business system that reports services, citizens who rate them, and what they saw.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "collector/config.hpp"
#include "yiping/questionnaire.hpp"

namespace yiping::faults {

/// What clients tried and what they were told, kept outside of the process that is killed.
struct Ledger {
  struct Rating {
    std::string receipt;
    std::string digest;
    std::string case_no;
    bool acknowledged = false;
  };
  std::mutex mutex;
  std::map<std::string, Rating> ratings;    // by submission id, hex
  std::set<std::string> reported;           // case numbers sent
  std::set<std::string> reports_confirmed;  // case numbers answered
  std::int64_t recovered = 0;  // first answer was a replay: stored, but the reply had been lost
  std::int64_t retries = 0;
  std::int64_t replays = 0;         // acknowledged ratings sent again on purpose
  std::vector<std::string> faults;  // answers that may never be given
};

class Load {
 public:
  Load(const collector::Config& config, const Questionnaire& questionnaire, Ledger& ledger,
       unsigned seed);
  ~Load() { stop(); }
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  void start(int citizens);
  /// Each finishes what it has in hand, so the collector must be up.
  void stop();

 private:
  struct Invitation {
    std::string case_no;
    std::string token;
  };
  void report(unsigned seed);
  void rate(unsigned seed);
  [[nodiscard]] bool take(Invitation& invitation);
  [[nodiscard]] bool stopping() const { return stopping_; }

  const collector::Config& config_;
  const Questionnaire& questionnaire_;
  Ledger& ledger_;
  unsigned seed_;
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Invitation> invitations_;
  std::vector<std::thread> threads_;
};

/// Waits until the collector answers; false after `seconds`.
[[nodiscard]] bool wait_until_up(int port, int seconds);

}  // namespace yiping::faults
