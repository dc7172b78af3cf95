// SPDX-License-Identifier: Apache-2.0
// Long histories of cases: whoever acts and whenever, the machine keeps its promises. That it has
// no dead end is shown by walking it whole: tests/core/rectification/walk_test.cpp.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <ostream>

#include "core/eligibility/asset_support.hpp"
#include "core/rectification/rectification_support.hpp"
#include "properties.hpp"
#include "yiping/rectification_access.hpp"
#include "yiping/rectification_deadline.hpp"

using namespace yiping;
using namespace yiping::test;

namespace {

constexpr std::int64_t kWaits[] = {0, 60, kHour, 9 * kHour, kDay, 3 * kDay, 20 * kDay, 60 * kDay};

/// Legal: one of the moves that the actor is told of. Any: of all moves. Stranger: any, by somebody
/// of another unit and area.
enum class Attempt : std::uint8_t { legal, any, stranger };

struct Turn {
  CaseRole role = CaseRole::handler;
  Attempt attempt = Attempt::legal;
  std::size_t die = 0;  // which of the moves
  std::int64_t wait = 0;
};

struct History {
  std::size_t profile = 0;
  Deadlines deadlines = kDefaultDeadlines;
  CaseOrigin origin = CaseOrigin::bad_rating;
  RatingWay way = RatingWay::anonymous;
  std::vector<Turn> turns;
};

std::ostream& operator<<(std::ostream& out, const Turn& turn) {
  constexpr std::string_view kAttempts[] = {"legal move ", "any move ", "stranger's move "};
  return out << name_of(turn.role) << " after " << turn.wait
             << " s: " << kAttempts[static_cast<std::size_t>(turn.attempt)] << turn.die;
}

std::ostream& operator<<(std::ostream& out, const History& history) {
  out << name_of(history.origin) << ", " << name_of(history.way) << ", profile " << history.profile
      << ", reply in " << history.deadlines.reply.count << " days\n";
  for (const Turn& turn : history.turns) out << "  " << turn << "\n";
  return out;
}

Turn pick_turn() {
  Turn turn;
  turn.role = pick_of<CaseRole>(kCaseRoles);
  if (once_in(4)) turn.attempt = once_in(4) ? Attempt::stranger : Attempt::any;
  turn.die = pick_index(kCaseMoves);
  turn.wait = pick_from(kWaits);
  return turn;
}

Span pick_span(std::uint32_t most) {
  return {pick(1U, most), once_in(2) ? DayUnit::working : DayUnit::natural};
}

rc::Gen<History> histories() {
  return made_by([] {
    History history;
    history.profile = pick_index(profiles().size());
    if (once_in(2)) {
      history.deadlines.reply = pick_span(20);
      history.deadlines.evidence = pick_span(10);
      history.deadlines.call_back = pick_span(10);
      history.deadlines.call_back_attempts = pick(1U, 4U);
    }
    history.origin = pick_of<CaseOrigin>(kCaseOrigins);
    history.way = pick_of<RatingWay>(kWays.size());
    history.turns = *up_to(40, made_by(pick_turn));
    return history;
  });
}

RectificationRules rules_of(const History& history) {
  RectificationRules rules = profiles()[history.profile];
  rules.deadlines = history.deadlines;
  rules.calendar = &shipped_calendar();
  return rules;
}

bool has(const std::vector<CaseMove>& moves, CaseMove move) {
  return std::find(moves.begin(), moves.end(), move) != moves.end();
}

/// Plays a history, and asks after each turn whether the promises hold.
class Play {
 public:
  explicit Play(const History& history)
      : rules_(rules_of(history)), start_(new_case(history.origin, history.way)), now_(start_) {
    has_an_end_or_deadlines();
    for (const Turn& turn : history.turns) take(turn);
  }

  [[nodiscard]] const Case& start() const { return start_; }
  [[nodiscard]] const Case& now() const { return now_; }
  [[nodiscard]] const std::vector<CaseStep>& steps() const { return steps_; }
  [[nodiscard]] const RectificationRules& rules() const { return rules_; }

 private:
  void take(const Turn& turn) {
    time_ += turn.wait;
    CaseStep step = step_of(CaseMove::sign, turn.role, now_, time_);
    step.unit = "unit-" + std::to_string(steps_.size()) + "-new";
    if (turn.attempt == Attempt::stranger) step.actor = {turn.role, "310000000000", "u", "p-0"};
    const auto legal = legal_moves(now_, step.actor, time_, rules_);
    if (turn.attempt == Attempt::legal && legal.empty()) return;
    step.move = turn.attempt == Attempt::legal ? legal[turn.die % legal.size()]
                                               : static_cast<CaseMove>(turn.die);
    auto moved = apply(now_, step, rules_);
    RC_LOG() << name_of(now_.state) << ": " << name_of(step.move) << " by " << name_of(turn.role)
             << (moved ? "" : ", refused: ")
             << (moved ? std::string_view() : name_of(moved.error().code)) << "\n";
    RC_ASSERT(static_cast<bool>(moved) == has(legal, step.move));
    if (!moved) return is_refused(moved.error(), step);
    has_moved(*moved, step);
    steps_.push_back(step);
    now_ = std::move(moved->now);
    has_an_end_or_deadlines();
  }

  void is_refused(const Error& error, const CaseStep& step) const {
    RC_ASSERT(error.code >= ErrorCode::illegal_move);
    RC_ASSERT(error.code <= ErrorCode::too_early);
    if (!may_reach(step.actor, now_)) RC_ASSERT(error.code == ErrorCode::not_yours);
  }

  void has_moved(const CaseMoved& moved, const CaseStep& step) const {
    const Case& now = moved.now;
    RC_ASSERT(may_reach(step.actor, now_));
    RC_ASSERT(moved.from == now_.state);
    RC_ASSERT(moved.to == now.state);
    RC_ASSERT(now.updated == step.time);
    // A case that is given to another unit begins again where it is.
    const bool stays = moved.from == moved.to && now.entered == now_.entered;
    RC_ASSERT((stays || now.entered == step.time));
    // What a case is and began with does not change, and what was counted is not taken back.
    RC_ASSERT(now.opened == now_.opened);
    RC_ASSERT(now.origin == now_.origin);
    RC_ASSERT(now.way == now_.way);
    RC_ASSERT(now.returned >= now_.returned);
    RC_ASSERT(now.reopened >= now_.reopened);
    RC_ASSERT(now.urged == now_.urged + (step.move == CaseMove::urge ? 1 : 0));
    is_counted_once(now);
  }

  /// A rating counts, or is excluded and counted as that by its ruling.
  static void is_counted_once(const Case& one) {
    RC_ASSERT(one.weight <= 1U);
    const CaseCounting counting = counting_of(one);
    const bool has_rating =
        one.origin == CaseOrigin::bad_rating || one.origin == CaseOrigin::general_review;
    RC_ASSERT((counting == CaseCounting::not_a_rating) == !has_rating);
    const bool is_excluded =
        counting == CaseCounting::excluded_mistaken || counting == CaseCounting::excluded_malicious;
    RC_ASSERT(is_excluded == (one.weight == 0));
    if (!is_excluded) return;
    RC_ASSERT((one.ruling == CaseRuling::malicious || one.ruling == CaseRuling::mistaken));
  }

  void has_an_end_or_deadlines() const {
    if (one_is_over()) return;
    const auto first = due(now_, rules_);
    RC_ASSERT(first);
    for (const CaseDeadline& each : deadlines_of(now_, rules_)) {
      RC_LOG() << "  " << name_of(each.kind) << " runs\n";
      RC_ASSERT(each.starts <= each.warns);
      RC_ASSERT(each.warns <= each.due);
      if (each.passing != OnPassing::right_ends) RC_ASSERT(first->due <= each.due);
      RC_ASSERT(urgency_of(each, each.warns - 1) == Urgency::running);
      RC_ASSERT(urgency_of(each, each.due) == Urgency::overdue);
    }
    // Without a contact a call-back is waited for.
    RC_ASSERT((someone_can_act(time_) || someone_can_act(std::max(time_, first->due))));
  }

  /// At an end no duty runs, and a merged case is nobody's any more.
  [[nodiscard]] bool one_is_over() const {
    if (!is_at_end(now_)) return false;
    RC_ASSERT_FALSE(due(now_, rules_));
    if (now_.state != CaseState::merged) return true;
    for (const CaseRole role : all_roles()) {
      RC_ASSERT(legal_moves(now_, actor_of(role, now_), time_, rules_).empty());
    }
    return true;
  }

  /// More than urging and adding units.
  [[nodiscard]] bool someone_can_act(std::int64_t time) const {
    for (const CaseRole role : all_roles()) {
      for (const CaseMove move : legal_moves(now_, actor_of(role, now_), time, rules_)) {
        if (move != CaseMove::urge && move != CaseMove::co_handle) return true;
      }
    }
    return false;
  }

  RectificationRules rules_;
  Case start_;
  Case now_;
  std::int64_t time_ = kOpened;
  std::vector<CaseStep> steps_;
};

}  // namespace

TEST_CASE(
    "at any time of any history only legal moves are taken, and a case has a deadline or an "
    "end",
    "[property][rectification]") {
  for_all([] { static_cast<void>(Play(*histories())); }, Times::ten);
}

TEST_CASE("replaying the stored steps gives the same case, whatever was refused between them",
          "[property][rectification]") {
  for_all([] {
    const Play play(*histories());
    Case again = play.start();
    for (const CaseStep& step : play.steps()) {
      auto moved = apply(again, step, play.rules());
      RC_ASSERT(moved);
      again = std::move(moved->now);
    }
    RC_ASSERT(again == play.now());
  });
}

TEST_CASE("a step that lacks its reason, or is dated back, is refused",
          "[property][rectification]") {
  for_all([] {
    const Play play(*histories());
    for (const CaseRole role : all_roles()) {
      CaseStep step = step_of(CaseMove::sign, role, play.now(), play.now().updated);
      for (const CaseMove move : legal_moves(play.now(), step.actor, step.time, play.rules())) {
        step.move = move;
        CaseStep blank = step;
        blank.text = " \n";
        const auto moved = apply(play.now(), blank, play.rules());
        if (!moved) RC_ASSERT(moved.error().code == ErrorCode::reason_missing);
        CaseStep back = step;
        back.time = step.time - 1;
        RC_ASSERT_FALSE(apply(play.now(), back, play.rules()));
      }
    }
  });
}
