// SPDX-License-Identifier: Apache-2.0
// What is interrupted and how ratings get in: a plan puts the two together. The collector under
// clients of its interface is one pair; a device that people tap is another.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <random>
#include <vector>

namespace yiping::faults {

class Target {
 public:
  virtual ~Target() = default;
  /// Returns when it takes ratings. Throws when it does not come up.
  virtual void start() = 0;
  /// SIGKILL. False when it had ended by itself: that is a fault.
  virtual bool kill() = 0;
};

class Load {
 public:
  virtual ~Load() = default;
  virtual void start() = 0;
  /// Everyone finishes what is in hand, so the target must be up.
  virtual void stop() = 0;
};

/// How often, and after how long a run each.
struct Interruptions {
  int count = 0;
  std::chrono::milliseconds shortest{50};
  std::chrono::milliseconds longest{250};
};

struct Restarts {
  std::int64_t median = 0;  // milliseconds from the start of the process to its first answer
  std::int64_t longest = 0;
};

/// Milliseconds that `start` took.
[[nodiscard]] std::int64_t timed_start(Target& target);
/// `starts` must not be empty.
[[nodiscard]] Restarts restarts_of(std::vector<std::int64_t> starts);

/// Starts the target and its load, kills and starts it again at seeded moments, then ends both.
/// `while_down`: after each kill, before the next start; it is given the number of the kill.
[[nodiscard]] Restarts interrupt(Target& target, Load& load, const Interruptions& interruptions,
                                 std::mt19937& random,
                                 const std::function<void(int)>& while_down = {});

}  // namespace yiping::faults
