// SPDX-License-Identifier: Apache-2.0
// One line a run, for people and scripts: `plan=kill target=yiping-collector seed=7 …`.
#pragma once

#include <cstdint>
#include <string>

#include "plan.hpp"

namespace yiping::faults {

/// All counts of a run, in the order of the line.
[[nodiscard]] Figures figures_of(const Run& run, const Outcome& outcome, const Ledger& ledger);

/// Nothing is lost, doubled or unexpected, and no answer was one that may never be.
[[nodiscard]] bool is_sound(const Outcome& outcome, const Ledger& ledger);

[[nodiscard]] std::string line_of(const Plan& plan, const Run& run, const Figures& figures,
                                  std::int64_t milliseconds);

}  // namespace yiping::faults
