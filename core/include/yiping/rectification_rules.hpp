// SPDX-License-Identifier: Apache-2.0
// What a region decides about its cases (domain: local rules and our proposals, none is national).
#pragma once

#include <cstdint>

namespace yiping {

enum class DayUnit : std::uint8_t {
  natural,
  working,  // Monday to Friday, for as long as no calendar of holidays is given
};

/// A count of days after the day on which it starts; it ends at 24:00 UTC+8 of the last.
struct DayCount {
  std::int64_t days = 0;
  DayUnit unit = DayUnit::natural;
};

struct CaseDeadlines {
  DayCount sign_for{1, DayUnit::working};        // 签收, and the dispatcher's decision; proposed
  DayCount reply{15, DayUnit::natural};          // Shanxi
  DayCount extension{15, DayUnit::natural};      // once for each round, by approval; proposed
  DayCount evidence{5, DayUnit::working};        // from the notice: evidence and appeal; proposed
  DayCount appeal_review{10, DayUnit::working};  // 复核, and a ruling that was asked for; proposed
  DayCount call_back{5, DayUnit::working};       // 回访 after the reply; proposed
};

struct RectificationRules {
  CaseDeadlines deadlines;
  /// An officer may reply without verification, and close without call-back.
  bool short_way = false;
  /// A reply goes out as draft → approved.
  bool reply_approval = false;
  /// A warning comes when this share of a span is over: warn_after / warn_of. Proposed.
  std::int64_t warn_after = 2;
  std::int64_t warn_of = 3;
  /// Days with a logged attempt before a citizen counts as unreachable. Proposed.
  std::uint32_t call_attempts = 3;
};

}  // namespace yiping
