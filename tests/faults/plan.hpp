// SPDX-License-Identifier: Apache-2.0
// A fault plan: what goes wrong, how often, and the control that shows the harness would see it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "checker.hpp"
#include "ledger.hpp"
#include "process.hpp"

namespace yiping::faults {

enum class Way : std::uint8_t { proof, control };

/// One run of a plan.
struct Run {
  std::filesystem::path folder;  // empty, its own
  Command collector;             // the program as it is started, but for its command
  Way way = Way::proof;
  int count = 0;
  unsigned seed = 0;
};

using Figures = std::vector<std::pair<std::string, std::int64_t>>;

struct Outcome {
  Sets sets;
  Figures figures;  // of the plan's own
};

/// Proves that the plan can see what it looks for: `figure` must be above zero.
struct Control {
  std::string figure;
  int count = 0;
  /// A way of yiping-collector-unsafe. Empty: the collector as shipped; the plan itself errs, or
  /// its target does.
  std::string unsafe;
};

struct Plan {
  std::string name;
  std::string what;  // one sentence
  std::string unit;  // of count: "kills"
  int count = 0;     // small enough for every change
  Control control;
  /// What is harmed when it is not the collector.
  std::string target{};
  /// Faults go into the ledger. Throws Skipped, or std::runtime_error when it cannot go on.
  Outcome (*run)(const Run& run, Ledger& ledger) = nullptr;
};

/// This machine does not allow the plan.
class Skipped : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

[[nodiscard]] Plan kill_plan();
[[nodiscard]] Plan server_plan();
[[nodiscard]] Plan cut_request_plan();
[[nodiscard]] Plan cut_reply_plan();
[[nodiscard]] Plan copies_plan();
[[nodiscard]] Plan tokens_plan();
[[nodiscard]] Plan disk_full_plan();
[[nodiscard]] Plan power_plan();
[[nodiscard]] Plan newer_plan();
[[nodiscard]] Plan kiosk_kill_plan();
[[nodiscard]] Plan clock_plan();

/// All of them, as --list shows them.
[[nodiscard]] std::vector<Plan> plans();

}  // namespace yiping::faults
