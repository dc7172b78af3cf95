// SPDX-License-Identifier: Apache-2.0
// The whole machine, walked: what is legal leads on, what is not is refused and says what is.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <deque>
#include <map>

#include "rectification_support.hpp"
#include "yiping/rectification_access.hpp"
#include "yiping/rectification_deadline.hpp"
#include "yiping/rectification_table.hpp"

using namespace yiping;
using namespace yiping::test;

namespace {

bool has(const std::vector<CaseMove>& moves, CaseMove move) {
  return std::find(moves.begin(), moves.end(), move) != moves.end();
}

/// Histories that the guards ask for, in a given state, and a time to move at.
std::vector<std::pair<Case, std::int64_t>> histories(CaseState state, CaseOrigin origin,
                                                     RatingWay way) {
  Case fresh = new_case(origin, way);
  fresh.state = state;
  fresh.drafted_from = CaseState::fixing;
  fresh.co_handlers = {"unit-b"};
  Case busy = fresh;
  busy.noticed = busy.replied = kOpened;
  busy.returned = 1;
  busy.attempt_days = 3;
  busy.extension = CaseExtension::asked;
  busy.appeal = CaseAppeal::open;
  busy.appealed = kOpened;
  Case excluded = busy;
  excluded.weight = 0;
  excluded.ruling = CaseRuling::mistaken;
  Case noticed = fresh;
  noticed.noticed = kOpened;
  // An hour later, and when every deadline is over.
  return {{fresh, kOpened + kHour},
          {busy, kOpened + 60 * kDay},
          {excluded, kOpened + 60 * kDay},
          {noticed, kOpened + kHour}};
}

bool is_of_rectification(ErrorCode code) {
  return code >= ErrorCode::illegal_move && code <= ErrorCode::too_early;
}

/// One move of one actor is answered as `legal` says, and with an error of this module.
bool is_answered(const Case& one, const CaseStep& step, const std::vector<CaseMove>& legal,
                 const RectificationRules& rules) {
  const auto moved = apply(one, step, rules);
  if (!moved) return !has(legal, step.move) && is_of_rectification(moved.error().code);
  return has(legal, step.move) && (is_at_end(moved->now) || due(moved->now, rules));
}

/// The moves that were taken.
std::size_t check_all(const Case& one, std::int64_t time, const RectificationRules& rules) {
  std::size_t taken = 0;
  const Case before = one;
  for (const CaseRole role : all_roles()) {
    CaseStep step = step_of(CaseMove::sign, role, one, time);
    const auto legal = legal_moves(one, step.actor, time, rules);
    taken += legal.size();
    if (one.origin == CaseOrigin::retaliation && role != CaseRole::supervisor) {
      REQUIRE(legal.empty());
    }
    for (int i = 0; i < kCaseMoves; ++i) {
      step.move = static_cast<CaseMove>(i);
      if (is_answered(one, step, legal, rules)) continue;
      FAIL_CHECK(name_of(one.state) << " " << name_of(step.move) << " by " << name_of(role));
    }
  }
  CHECK(one == before);
  return taken;
}

// What tells one situation of a walk from another; times count as what they still allow.
std::string key_of(const Case& one, std::int64_t time, const RectificationRules& rules) {
  const int values[] = {static_cast<int>(one.state),
                        static_cast<int>(one.ruling != CaseRuling::none),
                        static_cast<int>(one.extension),
                        static_cast<int>(one.appeal),
                        one.state == CaseState::drafted ? static_cast<int>(one.drafted_from) : 0,
                        static_cast<int>(one.weight),
                        static_cast<int>(one.returned),
                        static_cast<int>(std::min(one.attempt_days, 3U)),
                        static_cast<int>(one.noticed != 0),
                        static_cast<int>(time < evidence_ends(one, rules)),
                        static_cast<int>(time < reply_due(one, rules)),
                        static_cast<int>(time >= call_back_due(one, rules))};
  std::string key;
  for (const int value : values) key += static_cast<char>('a' + value);
  return key;
}

/// Moves that a walk need not take: they leave state and guards as they are.
bool changes_no_guard(CaseMove move) {
  return move == CaseMove::co_handle || move == CaseMove::contribute ||
         move == CaseMove::evidence || move == CaseMove::urge;
}

struct Walk {
  struct Node {
    Case one;
    std::int64_t time;
    std::vector<std::string> from;
    bool leads_to_end = false;
  };

  explicit Walk(const Case& start, const RectificationRules& its_rules) : rules(its_rules) {
    meet(start, kOpened, {});
    while (!waiting.empty()) {
      const std::string key = waiting.front();
      waiting.pop_front();
      expand(key);
    }
  }

  void meet(const Case& one, std::int64_t time, const std::string& from) {
    const std::string key = key_of(one, time, rules);
    const auto [at, is_new] = nodes.try_emplace(key, Node{one, time, {}, false});
    if (!from.empty()) at->second.from.push_back(from);
    if (is_new) waiting.push_back(key);
  }

  void expand(const std::string& key) {
    const Case one = nodes.at(key).one;
    const std::int64_t start = nodes.at(key).time;
    // An hour later, and when every deadline is over.
    for (const std::int64_t time : {start + kHour, start + 60 * kDay}) {
      for (const CaseRole role : all_roles()) {
        for (const CaseMove move : legal_moves(one, actor_of(role, one), time, rules)) {
          if (changes_no_guard(move)) continue;
          const auto moved = apply(one, step_of(move, role, one, time), rules);
          REQUIRE(moved);
          meet(moved->now, time, key);
        }
      }
    }
  }

  void mark_what_leads_to_an_end() {
    for (const auto& [key, node] : nodes) {
      if (is_at_end(node.one)) waiting.push_back(key);
    }
    while (!waiting.empty()) {
      Node& node = nodes.at(waiting.front());
      waiting.pop_front();
      if (node.leads_to_end) continue;
      node.leads_to_end = true;
      for (const std::string& from : node.from) waiting.push_back(from);
    }
  }

  RectificationRules rules;
  std::map<std::string, Node> nodes;
  std::deque<std::string> waiting;
};

}  // namespace

TEST_CASE("every state, move, role and origin: what is legal is taken, all else is refused",
          "[rectification][walk]") {
  std::size_t taken = 0;
  std::size_t tried = 0;
  const auto all_profiles = profiles();
  for (const RectificationRules& rules : {all_profiles[1], all_profiles[2]}) {
    for (const CaseOrigin origin : kOrigins) {
      for (const RatingWay way : {RatingWay::anonymous, RatingWay::named}) {
        for (const CaseState state : all_states()) {
          for (const auto& [one, time] : histories(state, origin, way)) {
            taken += check_all(one, time, rules);
            tried += static_cast<std::size_t>(kCaseMoves * kCaseRoles);
          }
        }
      }
    }
  }
  INFO(taken << " of " << tried);
  CHECK(taken > tried / 100);
  CHECK(taken < tried / 10);
}

TEST_CASE("no dead end, and no situation without a deadline or an end", "[rectification][walk]") {
  struct Start {
    CaseOrigin origin;
    RatingWay way;
    std::size_t profile;
  };
  for (const Start& start : {Start{CaseOrigin::bad_rating, RatingWay::anonymous, 1},
                             Start{CaseOrigin::bad_rating, RatingWay::named, 1},
                             Start{CaseOrigin::bad_rating, RatingWay::anonymous, 2},
                             Start{CaseOrigin::bad_rating, RatingWay::named, 2},
                             Start{CaseOrigin::complaint, RatingWay::named, 0},
                             Start{CaseOrigin::retaliation, RatingWay::anonymous, 2},
                             Start{CaseOrigin::retaliation, RatingWay::named, 3}}) {
    const RectificationRules rules = profiles()[start.profile];
    Walk walk(new_case(start.origin, start.way), rules);
    walk.mark_what_leads_to_an_end();
    CHECK(walk.nodes.size() > 20);
    for (const auto& [key, node] : walk.nodes) {
      if (node.leads_to_end && (is_at_end(node.one) || due(node.one, rules))) continue;
      FAIL_CHECK(name_of(start.origin)
                 << " " << name_of(start.way) << ": " << name_of(node.one.state));
    }
  }
}

TEST_CASE("a bad rating reaches every state, a report of retaliation only those of its own way",
          "[rectification][walk]") {
  const auto reached = [](CaseOrigin origin) {
    std::vector<CaseState> states;
    RectificationRules rules;
    rules.reply_approval = true;
    for (const auto& [key, node] : Walk(new_case(origin), rules).nodes) {
      if (std::find(states.begin(), states.end(), node.one.state) == states.end()) {
        states.push_back(node.one.state);
      }
    }
    std::sort(states.begin(), states.end());
    return states;
  };
  CHECK(reached(CaseOrigin::bad_rating) == all_states());
  CHECK(reached(CaseOrigin::retaliation) ==
        std::vector{CaseState::opened, CaseState::signed_for, CaseState::verifying,
                    CaseState::fixing, CaseState::ledger, CaseState::explaining, CaseState::drafted,
                    CaseState::replied, CaseState::reopened, CaseState::closed});
}

TEST_CASE("every move has a row, and every row a role, a state and guards with names",
          "[rectification][table]") {
  std::vector<CaseMove> moves;
  for (const CaseRow& row : case_rows()) {
    if (!has(moves, row.move)) moves.push_back(row.move);
    int roles = 0;
    int states = 0;
    for (const CaseRole role : all_roles()) roles += row.roles.has(role) ? 1 : 0;
    for (const CaseState state : all_states()) states += row.from.has(state) ? 1 : 0;
    INFO(name_of(row.move));
    CHECK(roles > 0);
    CHECK(states > 0);
    CHECK_FALSE(row.from.has(CaseState::merged));
    CHECK_FALSE((row.guards.has(CaseGuard::approval) && row.guards.has(CaseGuard::no_approval)));
  }
  CHECK(moves.size() == static_cast<std::size_t>(kCaseMoves));
}
