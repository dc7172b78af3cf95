// SPDX-License-Identifier: Apache-2.0
#include "target.hpp"

#include <algorithm>
#include <stdexcept>
#include <thread>
#include <utility>

namespace yiping::faults {
namespace {

using Clock = std::chrono::steady_clock;

}  // namespace

std::int64_t timed_start(Target& target) {
  const auto started = Clock::now();
  target.start();
  return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - started).count();
}

Restarts restarts_of(std::vector<std::int64_t> starts) {
  std::sort(starts.begin(), starts.end());
  return {starts[starts.size() / 2], starts.back()};
}

Restarts interrupt(Target& target, Load& load, const Interruptions& interruptions,
                   std::mt19937& random, const std::function<void(int)>& while_down) {
  std::uniform_int_distribution<std::int64_t> run(interruptions.shortest.count(),
                                                  interruptions.longest.count());
  std::vector<std::int64_t> starts{timed_start(target)};
  load.start();
  for (int i = 0; i < interruptions.count; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(run(random)));
    if (!target.kill()) throw std::runtime_error("the target ended by itself");
    if (while_down) while_down(i);
    starts.push_back(timed_start(target));
  }
  load.stop();
  if (!target.kill()) throw std::runtime_error("the target ended by itself");
  return restarts_of(std::move(starts));
}

}  // namespace yiping::faults
