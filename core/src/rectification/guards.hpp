// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "yiping/rectification_case.hpp"
#include "yiping/rectification_table.hpp"

namespace yiping {

/// A step without what it needs: who, which move, when.
struct CaseAttempt {
  CaseMove move;
  const CaseActor& actor;
  std::int64_t time;
};

/// The row that a step takes, or why none does.
[[nodiscard]] Result<const CaseRow*> row_for(const Case& from, const CaseAttempt& attempt,
                                             const RectificationRules& rules);

/// The moves that have such a row, in order.
[[nodiscard]] std::vector<CaseMove> moves_for(const Case& from, const CaseActor& actor,
                                              std::int64_t time, const RectificationRules& rules);

[[nodiscard]] bool has_rating(CaseOrigin origin);

}  // namespace yiping
