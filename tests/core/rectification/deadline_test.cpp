// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "rectification_support.hpp"
#include "yiping/rectification_deadline.hpp"
#include "yiping/rectification_table.hpp"

using namespace yiping;
using namespace yiping::test;

namespace {

const CaseDeadline* find(const std::vector<CaseDeadline>& all, DeadlineKind kind) {
  for (const CaseDeadline& one : all) {
    if (one.kind == kind) return &one;
  }
  return nullptr;
}

Case in_state(CaseState state) {
  Case one = new_case();
  one.state = state;
  one.noticed = kOpened;
  return one;
}

/// The states that the table's rows of a move begin from.
bool begins(CaseMove move, CaseState state) {
  for (const CaseRow& row : case_rows()) {
    if (row.move == move && row.from.has(state)) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("what the handling unit sees of a new case's dates tells the week only",
          "[rectification][privacy]") {
  Case monday = new_case();
  monday = open_case(std::move(monday), kMonday);
  const auto expected = deadlines_of(monday, {});
  REQUIRE(expected.size() == 2);
  for (std::int64_t second = 0; second < 7 * kDay; second += 3'599) {
    const Case one = open_case(new_case(), kMonday + second);
    const auto found = deadlines_of(one, {});
    REQUIRE(found.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
      REQUIRE(found[i].starts == kMonday);
      REQUIRE(found[i].due == expected[i].due);
      REQUIRE(found[i].warns == expected[i].warns);
      REQUIRE(found[i].due > one.opened);
    }
  }
  const auto next = deadlines_of(open_case(new_case(), kMonday + 7 * kDay), {});
  CHECK(next[0].due == expected[0].due + 7 * kDay);
}

TEST_CASE("the reply of the default profile is due as ever", "[rectification][deadline]") {
  for (std::int64_t day = 0; day < 1'500; ++day) {
    const Case one = open_case(new_case(), kOpened + day * kDay);
    REQUIRE(reply_due(one, {}) == reply_due(one.opened));
  }
  CHECK(reply_due(kOpened) == kMonday + 16 * kDay);
}

TEST_CASE("a state has the deadline of its duty, and an end has none",
          "[rectification][deadline]") {
  for (const CaseState state : all_states()) {
    const Case one = in_state(state);
    INFO(name_of(state));
    CHECK(due(one, {}).has_value() == !is_at_end(one));
  }
  CHECK(due(in_state(CaseState::opened), {})->kind == DeadlineKind::sign_for);
  CHECK(due(in_state(CaseState::returned), {})->kind == DeadlineKind::dispatch);
  CHECK(due(in_state(CaseState::replied), {})->kind == DeadlineKind::call_back);
}

TEST_CASE("the days for evidence and appeal are listed where the moves are",
          "[rectification][deadline]") {
  for (const CaseState state : all_states()) {
    const auto found = deadlines_of(in_state(state), {});
    INFO(name_of(state));
    CHECK((find(found, DeadlineKind::evidence) != nullptr) == begins(CaseMove::evidence, state));
    CHECK((find(found, DeadlineKind::appeal) != nullptr) == begins(CaseMove::appeal, state));
    Case appealed = in_state(state);
    appealed.appeal = CaseAppeal::open;
    appealed.appealed = kOpened;
    const auto open = deadlines_of(appealed, {});
    CHECK(find(open, DeadlineKind::appeal) == nullptr);
    if (begins(CaseMove::review_upheld, state)) CHECK(find(open, DeadlineKind::review) != nullptr);
  }
}

TEST_CASE("no appeal is listed of what is no rating, is excluded, or was never noticed",
          "[rectification][deadline]") {
  Case one = in_state(CaseState::verifying);
  REQUIRE(find(deadlines_of(one, {}), DeadlineKind::appeal) != nullptr);
  one.weight = 0;
  CHECK(find(deadlines_of(one, {}), DeadlineKind::appeal) == nullptr);
  one = in_state(CaseState::verifying);
  one.origin = CaseOrigin::hotline;
  CHECK(find(deadlines_of(one, {}), DeadlineKind::appeal) == nullptr);
  CHECK(find(deadlines_of(one, {}), DeadlineKind::evidence) != nullptr);
  one.noticed = 0;
  CHECK(find(deadlines_of(one, {}), DeadlineKind::evidence) == nullptr);
  CHECK(evidence_ends(one, {}) == 0);
}

TEST_CASE("a deadline warns, then is overdue, at its very second", "[rectification][deadline]") {
  const CaseDeadline one{
      DeadlineKind::reply, 0, 20, 30, CaseRole::handler, CaseRole::administration, OnPassing::urge};
  CHECK(urgency_of(one, 19) == Urgency::running);
  CHECK(urgency_of(one, 20) == Urgency::warning);
  CHECK(urgency_of(one, 29) == Urgency::warning);
  CHECK(urgency_of(one, 30) == Urgency::overdue);
}

TEST_CASE("a profile without a share of warning warns when it is due",
          "[rectification][deadline]") {
  RectificationRules rules;
  rules.warn_of = 0;
  const auto found = due(in_state(CaseState::verifying), rules);
  REQUIRE(found);
  CHECK(found->warns == found->due);
}

TEST_CASE("a profile may warn from the start", "[rectification][deadline]") {
  RectificationRules rules;
  rules.warn_after = 0;
  rules.warn_of = 1;
  const auto found = due(in_state(CaseState::opened), rules);
  REQUIRE(found);
  CHECK(found->warns == found->starts);
  CHECK(found->starts < found->due);
}

TEST_CASE("working days pass over the week's end", "[rectification][deadline]") {
  Case one = in_state(CaseState::returned);
  one.entered = kMonday + 4 * kDay + kHour;  // Friday
  CHECK(due(one, {})->due == kMonday + 8 * kDay);
  one.entered = kMonday + 5 * kDay;  // Saturday
  CHECK(due(one, {})->due == kMonday + 8 * kDay);
  one.entered = kMonday + 7 * kDay - 1;  // Sunday, its last second
  CHECK(due(one, {})->due == kMonday + 8 * kDay);
  one.entered = kMonday + 7 * kDay;  // Monday
  CHECK(due(one, {})->due == kMonday + 9 * kDay);
}

TEST_CASE("nothing of a report of retaliation concerns anybody but the supervisor",
          "[rectification][retaliation]") {
  for (const CaseState state : all_states()) {
    Case one = in_state(state);
    one.origin = CaseOrigin::retaliation;
    one.noticed = 0;
    for (const CaseDeadline& deadline : deadlines_of(one, {})) {
      CHECK(deadline.warned == CaseRole::supervisor);
      CHECK(deadline.escalates_to == CaseRole::supervisor);
    }
  }
}

TEST_CASE("whose duty it is is told first, then whoever may act on it",
          "[rectification][deadline]") {
  const auto reply = [](CaseState state) {
    const auto found = deadlines_of(in_state(state), {});
    const CaseDeadline* one = find(found, DeadlineKind::reply);
    REQUIRE(one != nullptr);
    return *one;
  };
  CHECK(reply(CaseState::fixing).warned == CaseRole::handler);
  CHECK(reply(CaseState::drafted).warned == CaseRole::approver);
  CHECK(reply(CaseState::drafted).escalates_to == CaseRole::administration);
  CHECK(reply(CaseState::fixing).passing == OnPassing::urge);
}
