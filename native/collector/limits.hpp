// SPDX-License-Identifier: Apache-2.0
// How often something may be tried: by address for look-ups, by account for passwords.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "collector/store.hpp"

namespace yiping::collector {

/// A bucket for each key: `burst` tries at once, then `per_minute`.
class RateLimit {
 public:
  RateLimit(std::int64_t burst, std::int64_t per_minute);

  /// Takes one try. 0: go on; else seconds until the next one.
  [[nodiscard]] Seconds take(std::string_view key, Seconds now);

 private:
  struct Bucket {
    std::int64_t left = 0;  // in 1/60 of a try
    Seconds filled = 0;
  };
  const std::int64_t full_;
  const std::int64_t per_second_;
  std::mutex mutex_;
  std::map<std::string, Bucket, std::less<>> buckets_;
};

/// Shuts an account after failures in a row: 5 within 15 minutes shut it for 15 minutes.
class Lockout {
 public:
  /// 0: may try; else seconds until it may.
  [[nodiscard]] Seconds shut_for(std::string_view account, Seconds now);
  void failed(std::string_view account, Seconds now);
  void succeeded(std::string_view account);

 private:
  struct Failures {
    int count = 0;
    Seconds last = 0;
  };
  std::mutex mutex_;
  std::map<std::string, Failures, std::less<>> accounts_;
};

/// At most so many at once; a password hash costs 19 MiB and 40 ms.
class Gate {
 public:
  explicit Gate(int places) : places_(places) {}
  [[nodiscard]] bool enter();
  void leave();

 private:
  std::mutex mutex_;
  int places_;
};

}  // namespace yiping::collector
