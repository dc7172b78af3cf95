// SPDX-License-Identifier: Apache-2.0
// Cases and actors of the rectification tests: everyone is where his role needs him to be.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "yiping/rectification_case.hpp"

namespace yiping::test {

inline constexpr std::int64_t kHour = 3'600;
inline constexpr std::int64_t kDay = 24 * kHour;
inline constexpr std::int64_t kMonday = 1'794'758'400;  // 2026-11-16, 00:00 UTC+8
inline constexpr std::int64_t kOpened = kMonday + 2 * kDay + 10 * kHour;
inline constexpr std::array kOrigins{CaseOrigin::bad_rating,     CaseOrigin::complaint,
                                     CaseOrigin::general_review, CaseOrigin::hotline,
                                     CaseOrigin::state_portal,   CaseOrigin::retaliation};
inline constexpr std::array kWays{RatingWay::anonymous, RatingWay::call_back, RatingWay::named};

template <typename Enum, int count>
std::vector<Enum> all() {
  std::vector<Enum> values;
  values.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) values.push_back(static_cast<Enum>(i));
  return values;
}

inline std::vector<CaseState> all_states() { return all<CaseState, kCaseStates>(); }

inline std::vector<CaseMove> all_moves() { return all<CaseMove, kCaseMoves>(); }

inline std::vector<CaseRole> all_roles() { return all<CaseRole, kCaseRoles>(); }

inline Case new_case(CaseOrigin origin = CaseOrigin::bad_rating, RatingWay way = RatingWay::named) {
  Case one;
  one.id = "c-1";
  one.origin = origin;
  one.way = way;
  one.area = "440300000000";
  one.owner = "unit-a";
  one.rated = "p-7";
  return open_case(std::move(one), kOpened);
}

inline CaseActor actor_of(CaseRole role, const Case& one) {
  CaseActor actor{role, one.area, "bureau", {}};
  if (role == CaseRole::handler || role == CaseRole::approver) actor.unit = one.owner;
  if (role == CaseRole::co_handler && !one.co_handlers.empty()) actor.unit = one.co_handlers[0];
  if (role == CaseRole::rated) actor.person = one.rated;
  return actor;
}

/// A step that lacks nothing.
inline CaseStep step_of(CaseMove move, CaseRole role, const Case& one, std::int64_t time) {
  CaseStep step;
  step.move = move;
  step.actor = actor_of(role, one);
  step.time = time;
  step.text = "理由";
  step.unit = "unit-" + std::to_string(one.co_handlers.size()) + std::to_string(time);
  step.date = time;
  step.into = "c-2";
  return step;
}

/// The profiles that change the machine.
inline std::vector<RectificationRules> profiles() {
  std::vector<RectificationRules> found(4);
  found[1].short_way = true;
  found[2].reply_approval = true;
  found[3].short_way = true;
  found[3].reply_approval = true;
  return found;
}

}  // namespace yiping::test
