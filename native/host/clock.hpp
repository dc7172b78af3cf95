// SPDX-License-Identifier: Apache-2.0
// The two clocks of a host: one that tells the time, one that never jumps.
#pragma once

#include <chrono>
#include <cstdint>

namespace yiping::host {

/// Seconds since 1970-01-01T00:00:00Z, by this machine.
[[nodiscard]] inline std::int64_t unix_now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(since).count();
}

/// Milliseconds since some moment of this run.
[[nodiscard]] inline std::int64_t steady_ms() {
  const auto since = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

}  // namespace yiping::host
