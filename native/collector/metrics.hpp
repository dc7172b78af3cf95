// SPDX-License-Identifier: Apache-2.0
// What an operator's Prometheus reads: requests by route and status, the store, the process.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collector/store.hpp"

namespace yiping::collector {

/// What another system is still to be told.
struct TargetFigures {
  std::string target;
  DeliveryFigures figures;
};

/// What is not counted here but asked for at each reading.
struct Readings {
  StoreFigures store;
  bool ready = false;
  std::vector<TargetFigures> told;
  std::optional<DeviceFigures> devices;  // absent: the store did not answer
  Seconds now = 0;
};

/// Thread-safe.
class Metrics {
 public:
  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  /// `route`: the pattern, never the path, which may hold a token.
  void answered(std::string_view method, std::string_view route, int status,
                std::chrono::steady_clock::duration spent);
  /// What a recount of everything found different from what is stored, and when it ended.
  void recounted(std::int64_t differences, Seconds at);
  /// A connection that found neither a worker nor a place in the line.
  void turned_away();

  /// The text exposition format, version 0.0.4.
  [[nodiscard]] std::string text(const Readings& readings) const;

 private:
  struct Families;
  std::unique_ptr<Families> families_;
};

}  // namespace yiping::collector
