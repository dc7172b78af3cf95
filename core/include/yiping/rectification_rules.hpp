// SPDX-License-Identifier: Apache-2.0
// What a region decides about its cases (domain: local rules and our proposals, none is national).
#pragma once

#include <cstdint>

#include "yiping/profile.hpp"

namespace yiping {

/// The default profile's: sign_for covers the dispatcher's decision too, appeal_review a ruling
/// that was asked for, extension once for each round. Sources: assets/profiles/default.json.
inline constexpr Deadlines kDefaultDeadlines{
    .sign_for = {1, DayUnit::working},
    .reply = {15, DayUnit::natural},
    .extension = {15, DayUnit::natural},
    .evidence = {5, DayUnit::working},
    .appeal_review = {10, DayUnit::working},
    .call_back = {5, DayUnit::working},
    .extensions = 1,
    .call_back_attempts = 3,
};

struct RectificationRules {
  Deadlines deadlines = kDefaultDeadlines;
  /// Which days are worked. Null, or a year that it lacks: Monday to Friday, since a case is never
  /// without a deadline. It outlives the rules.
  const Calendar* calendar = nullptr;
  /// An officer may reply without verification, and close without call-back.
  bool short_way = false;
  /// A reply goes out as draft → approved.
  bool reply_approval = false;
  /// A warning comes when this share of a span is over: warn_after / warn_of. Proposed.
  std::int64_t warn_after = 2;
  std::int64_t warn_of = 3;
};

}  // namespace yiping
