// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "rectification_support.hpp"
#include "yiping/rectification_case.hpp"

using namespace yiping;
using namespace yiping::test;

namespace {

/// Takes a step that must be legal, by the role's own actor, an hour after the last.
Case taken(const Case& one, CaseMove move, CaseRole role, const RectificationRules& rules = {}) {
  auto moved = apply(one, step_of(move, role, one, one.updated + kHour), rules);
  INFO(name_of(one.state) << " " << name_of(move));
  REQUIRE(moved);
  return std::move(moved->now);
}

Case under_verification() {
  return taken(taken(new_case(), CaseMove::sign, CaseRole::handler), CaseMove::verify,
               CaseRole::handler);
}

Error refusal(const Case& one, const CaseStep& step, const RectificationRules& rules = {}) {
  const auto moved = apply(one, step, rules);
  REQUIRE_FALSE(moved);
  return moved.error();
}

template <typename Enum, int count>
void check_names(std::optional<Enum> (*named)(std::string_view)) {
  std::set<std::string> names;
  for (const Enum value : all<Enum, count>()) {
    CHECK(named(name_of(value)) == value);
    names.insert(std::string(name_of(value)));
  }
  CHECK(names.size() == static_cast<std::size_t>(count));
  CHECK_FALSE(names.contains(""));
  for (const std::string_view wrong : {"", "none", "SIGN", "signed", "handler ", "dismissed"}) {
    CHECK_FALSE(named(wrong));
  }
}

}  // namespace

TEST_CASE("each name is read back, is nobody else's, and an unknown one is refused",
          "[rectification][names]") {
  check_names<CaseState, kCaseStates>(case_state_named);
  check_names<CaseMove, kCaseMoves>(case_move_named);
  check_names<CaseRole, kCaseRoles>(case_role_named);
  check_names<CaseOrigin, kCaseOrigins>(case_origin_named);
  check_names<RatingWay, 3>(rating_way_named);
  CHECK(name_of(static_cast<CaseState>(kCaseStates)).empty());
}

TEST_CASE("an opened case has its times and nothing else", "[rectification]") {
  const Case one = new_case();
  CHECK(one.state == CaseState::opened);
  CHECK(one.opened == kOpened);
  CHECK(one.updated == kOpened);
  CHECK(one.entered == kOpened);
  CHECK(one.reply_from == kOpened);
  CHECK(one.weight == 1);
  CHECK_FALSE(is_at_end(one));
}

TEST_CASE("a refusal says which error it is and where", "[rectification]") {
  const Case one = under_verification();
  const std::int64_t now = one.updated;
  CaseStep step = step_of(CaseMove::explain, CaseRole::handler, one, now);
  REQUIRE(apply(one, step, {}));
  for (const char* blank : {"", " \t\n", "　"}) {
    step.text = blank;
    CHECK(refusal(one, step).code == ErrorCode::reason_missing);
    CHECK(refusal(one, step).where == "/text");
  }
  step = step_of(CaseMove::explain, CaseRole::handler, one, now - 1);
  CHECK(refusal(one, step).code == ErrorCode::bad_value);
  CHECK(refusal(one, step).where == "/time");
  const Error role = refusal(one, step_of(CaseMove::explain, CaseRole::dispatcher, one, now));
  CHECK(role.code == ErrorCode::not_yours);
  CHECK(role.where == "/actor");
  const Error state = refusal(one, step_of(CaseMove::close, CaseRole::handler, one, now));
  CHECK(state.code == ErrorCode::illegal_move);
  CHECK(state.where == "/move");
}

TEST_CASE("an actor out of reach is told nothing of the state", "[rectification][privacy]") {
  const Case one = under_verification();
  for (const CaseMove move : all_moves()) {
    CaseStep step = step_of(move, CaseRole::handler, one, one.updated);
    step.actor.unit = "unit-z";
    CHECK(refusal(one, step).code == ErrorCode::not_yours);
    CHECK(legal_moves(one, step.actor, step.time, {}).empty());
  }
}

TEST_CASE("a case has no more than 32 co-handlers, each once and none its owner",
          "[rectification]") {
  Case one = under_verification();
  CaseStep step = step_of(CaseMove::co_handle, CaseRole::dispatcher, one, one.updated);
  step.unit = one.owner;
  CHECK(refusal(one, step).where == "/unit");
  step.unit = "";
  CHECK(refusal(one, step).where == "/unit");
  for (int i = 0; i < 32; ++i) {
    step.unit = "unit-" + std::to_string(i);
    auto moved = apply(one, step, {});
    REQUIRE(moved);
    one = std::move(moved->now);
  }
  step.unit = "unit-32";
  CHECK(refusal(one, step).where == "/unit");
  CHECK(one.co_handlers.size() == 32);
}

TEST_CASE("a new unit begins without the finding, date and request of the old", "[rectification]") {
  Case one = taken(under_verification(), CaseMove::enter_ledger, CaseRole::handler);
  one = taken(one, CaseMove::ask_extension, CaseRole::handler);
  CHECK(one.finding == CaseFinding::ledger);
  one = taken(one, CaseMove::reassign, CaseRole::dispatcher);
  CHECK(one.state == CaseState::opened);
  CHECK(one.finding == CaseFinding::none);
  CHECK(one.ledger_date == 0);
  CHECK(one.extension == CaseExtension::none);
  CHECK(one.reply_from == kOpened);
  CHECK(one.assigned == one.updated);
  CHECK(one.entered == one.updated);
}

TEST_CASE("a finding may change until the reply is out", "[rectification]") {
  Case one = taken(under_verification(), CaseMove::explain, CaseRole::handler);
  one = taken(one, CaseMove::fix_now, CaseRole::handler);
  CHECK(one.finding == CaseFinding::fix_now);
  one = taken(one, CaseMove::enter_ledger, CaseRole::handler);
  CHECK(one.ledger_date == one.updated);
  one = taken(one, CaseMove::fix_now, CaseRole::handler);
  CHECK(one.state == CaseState::fixing);
  CHECK(one.ledger_date == 0);
  CHECK(taken(under_verification(), CaseMove::explain, CaseRole::handler).ledger_date == 0);
  CHECK(refusal(one, step_of(CaseMove::fix_now, CaseRole::handler, one, one.updated)).code ==
        ErrorCode::illegal_move);
  one = taken(one, CaseMove::reply, CaseRole::handler);
  CHECK(refusal(one, step_of(CaseMove::explain, CaseRole::handler, one, one.updated)).code ==
        ErrorCode::illegal_move);
}

TEST_CASE("a granted extension stays with the case when its unit changes", "[rectification]") {
  Case one = taken(under_verification(), CaseMove::ask_extension, CaseRole::handler);
  one = taken(one, CaseMove::grant_extension, CaseRole::approver);
  one = taken(one, CaseMove::reassign, CaseRole::dispatcher);
  CHECK(one.extension == CaseExtension::granted);
}

TEST_CASE("a reassignment of an opened case enters its state anew", "[rectification]") {
  const Case one = taken(new_case(), CaseMove::reassign, CaseRole::dispatcher);
  CHECK(one.state == CaseState::opened);
  CHECK(one.entered == kOpened + kHour);
  const Case urged = taken(one, CaseMove::urge, CaseRole::supervisor);
  CHECK(urged.entered == kOpened + kHour);
  CHECK(urged.updated == kOpened + 2 * kHour);
}

TEST_CASE("a new round may have an extension of its own", "[rectification]") {
  Case one = taken(under_verification(), CaseMove::ask_extension, CaseRole::handler);
  one = taken(one, CaseMove::refuse_extension, CaseRole::approver);
  one = taken(one, CaseMove::fix_now, CaseRole::handler);
  one = taken(one, CaseMove::reply, CaseRole::handler);
  one = taken(one, CaseMove::not_satisfied, CaseRole::citizen);
  CHECK(one.extension == CaseExtension::none);
  CHECK(one.finding == CaseFinding::none);
  CHECK(one.reply_from == one.updated);
  one = taken(one, CaseMove::verify, CaseRole::handler);
  CHECK(taken(one, CaseMove::ask_extension, CaseRole::handler).extension == CaseExtension::asked);
}

TEST_CASE("a new round has no date of the ledger before", "[rectification]") {
  Case one = taken(under_verification(), CaseMove::enter_ledger, CaseRole::handler);
  one = taken(one, CaseMove::reply, CaseRole::handler);
  CHECK(one.ledger_date != 0);
  one = taken(one, CaseMove::not_satisfied, CaseRole::citizen);
  CHECK(one.ledger_date == 0);
}

TEST_CASE("a rejected draft goes back to where it was written", "[rectification]") {
  RectificationRules rules;
  rules.reply_approval = true;
  for (const CaseMove finding : {CaseMove::fix_now, CaseMove::enter_ledger, CaseMove::explain}) {
    const Case found = taken(under_verification(), finding, CaseRole::handler, rules);
    const Case drafted = taken(found, CaseMove::draft, CaseRole::handler, rules);
    CHECK(drafted.state == CaseState::drafted);
    CHECK(taken(drafted, CaseMove::reject_draft, CaseRole::approver, rules).state == found.state);
    CHECK(taken(drafted, CaseMove::approve, CaseRole::approver, rules).replied > drafted.updated);
  }
}

TEST_CASE("what is stored of an excluded rating stays, and is counted as its ruling",
          "[rectification][exclusion]") {
  Case one = taken(under_verification(), CaseMove::propose_malicious, CaseRole::handler);
  CHECK(counting_of(one) == CaseCounting::counted);
  CHECK(one.proposal == CaseRuling::malicious);
  const Case mistaken = taken(one, CaseMove::rule_mistaken, CaseRole::administration);
  CHECK(counting_of(mistaken) == CaseCounting::excluded_mistaken);
  CHECK(mistaken.proposal == CaseRuling::malicious);
  const Case malicious = taken(one, CaseMove::rule_malicious, CaseRole::administration);
  CHECK(counting_of(malicious) == CaseCounting::excluded_malicious);
  CHECK(malicious.weight == 0);
  one = taken(one, CaseMove::rule_upheld, CaseRole::administration);
  CHECK(counting_of(one) == CaseCounting::counted);
  CHECK(one.weight == 1);
}

TEST_CASE("only a rating counts as one", "[rectification][exclusion]") {
  for (const CaseOrigin origin : kOrigins) {
    const bool rating = origin == CaseOrigin::bad_rating || origin == CaseOrigin::general_review;
    INFO(name_of(origin));
    CHECK((counting_of(new_case(origin)) == CaseCounting::counted) == rating);
    CHECK((counting_of(new_case(origin)) == CaseCounting::not_a_rating) != rating);
  }
}

TEST_CASE("an attempt counts for the day in UTC+8", "[rectification]") {
  Case one = taken(under_verification(), CaseMove::fix_now, CaseRole::handler);
  one = taken(one, CaseMove::reply, CaseRole::handler);
  const std::int64_t midnight = kMonday + 7 * kDay;
  const auto tried = [&one](std::int64_t time) {
    one = std::move(
        apply(one, step_of(CaseMove::call_attempt, CaseRole::caller, one, time), {})->now);
    return one.attempt_days;
  };
  CHECK(tried(midnight - 1) == 1);
  CHECK(tried(midnight) == 2);
  CHECK(tried(midnight + kDay - 1) == 2);
  CHECK(tried(midnight + kDay) == 3);
  CHECK(one.last_attempt == midnight + kDay);
  one = taken(one, CaseMove::not_satisfied, CaseRole::citizen);
  one = taken(one, CaseMove::verify, CaseRole::handler);
  one = taken(one, CaseMove::fix_now, CaseRole::handler);
  one = taken(one, CaseMove::reply, CaseRole::handler);
  CHECK(one.attempt_days == 0);
  CHECK(one.last_attempt == 0);
}

TEST_CASE("a citizen's answer to an anonymous rating's reply is taken from its receipt alone",
          "[rectification]") {
  Case one = taken(under_verification(), CaseMove::fix_now, CaseRole::handler);
  one = taken(one, CaseMove::reply, CaseRole::handler);
  one.way = RatingWay::anonymous;
  for (const CaseMove move : {CaseMove::satisfied, CaseMove::partly, CaseMove::not_satisfied}) {
    CHECK(apply(one, step_of(move, CaseRole::citizen, one, one.updated), {}));
    CHECK(refusal(one, step_of(move, CaseRole::caller, one, one.updated)).code ==
          ErrorCode::illegal_move);
  }
}
