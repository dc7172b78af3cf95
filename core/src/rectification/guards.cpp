// SPDX-License-Identifier: Apache-2.0
#include "rectification/guards.hpp"

#include "yiping/rectification_access.hpp"
#include "yiping/rectification_deadline.hpp"

namespace yiping {
namespace {

struct Situation {
  const Case& one;
  std::int64_t time;
  const RectificationRules& rules;
};

bool holds(CaseGuard guard, const Situation& now) {
  const Case& one = now.one;
  switch (guard) {
    case CaseGuard::short_way:
      return now.rules.short_way;
    case CaseGuard::approval:
      return now.rules.reply_approval;
    case CaseGuard::no_approval:
      return !now.rules.reply_approval;
    case CaseGuard::not_returned:
      return one.returned == 0;
    case CaseGuard::has_rating:
      return has_rating(one.origin);
    case CaseGuard::counted:
      return one.weight != 0;
    case CaseGuard::excluded:
      return one.weight == 0;
    case CaseGuard::no_ruling:
      return one.ruling == CaseRuling::none;
    case CaseGuard::no_appeal:
      return one.appeal == CaseAppeal::none;
    case CaseGuard::appeal_open:
      return one.appeal == CaseAppeal::open;
    case CaseGuard::no_open_appeal:
      return one.appeal != CaseAppeal::open;
    case CaseGuard::noticed:
      return one.noticed != 0;
    case CaseGuard::window_open:
      return now.time < evidence_ends(one, now.rules);
    case CaseGuard::reply_open:
      return now.time < reply_due(one, now.rules);
    case CaseGuard::no_extension:
      return one.extension == CaseExtension::none;
    case CaseGuard::extension_asked:
      return one.extension == CaseExtension::asked;
    case CaseGuard::contact:
      return one.way != RatingWay::anonymous;
    case CaseGuard::anonymous:
      return one.way == RatingWay::anonymous;
    case CaseGuard::tried_enough:
      return one.attempt_days >= now.rules.deadlines.call_back_attempts;
    case CaseGuard::call_back_over:
      return now.time >= call_back_due(one, now.rules);
  }
  return false;
}

ErrorCode error_of(CaseGuard guard) {
  switch (guard) {
    case CaseGuard::window_open:
    case CaseGuard::reply_open:
      return ErrorCode::too_late;
    case CaseGuard::tried_enough:
    case CaseGuard::call_back_over:
      return ErrorCode::too_early;
    case CaseGuard::short_way:
    case CaseGuard::approval:
    case CaseGuard::no_approval:
    case CaseGuard::not_returned:
    case CaseGuard::has_rating:
    case CaseGuard::counted:
    case CaseGuard::excluded:
    case CaseGuard::no_ruling:
    case CaseGuard::no_appeal:
    case CaseGuard::appeal_open:
    case CaseGuard::no_open_appeal:
    case CaseGuard::noticed:
    case CaseGuard::no_extension:
    case CaseGuard::extension_asked:
    case CaseGuard::contact:
    case CaseGuard::anonymous:
      return ErrorCode::illegal_move;
  }
  return ErrorCode::illegal_move;
}

/// The supervisor is in every role of a report of retaliation, so a row's roles are others' there.
bool is_for(const CaseRow& row, const Case& from, CaseRole role) {
  if (from.origin == CaseOrigin::retaliation) return row.track == CaseTrack::every;
  return row.roles.has(role);
}

std::optional<ErrorCode> obstacle(const CaseRow& row, CaseRole role, const Situation& now) {
  if (!is_for(row, now.one, role)) return ErrorCode::not_yours;
  for (int i = 0; i < kCaseGuards; ++i) {
    const auto guard = static_cast<CaseGuard>(i);
    if (row.guards.has(guard) && !holds(guard, now)) return error_of(guard);
  }
  return std::nullopt;
}

}  // namespace

bool has_rating(CaseOrigin origin) {
  switch (origin) {
    case CaseOrigin::bad_rating:
    case CaseOrigin::general_review:
      return true;
    case CaseOrigin::complaint:
    case CaseOrigin::hotline:
    case CaseOrigin::state_portal:
    case CaseOrigin::retaliation:
      return false;
  }
  return false;
}

Result<const CaseRow*> row_for(const Case& from, const CaseAttempt& attempt,
                               const RectificationRules& rules) {
  if (!may_reach(attempt.actor, from)) return Error{ErrorCode::not_yours, "/actor"};
  std::optional<ErrorCode> why;
  for (const CaseRow& row : case_rows()) {
    if (row.move != attempt.move || !row.from.has(from.state)) continue;
    const auto fault = obstacle(row, attempt.actor.role, {from, attempt.time, rules});
    if (!fault) return &row;
    // The same move may have a row for another role: what is said is why the actor's own fails.
    if (!why || *why == ErrorCode::not_yours) why = fault;
  }
  // A supervisor is in every role of a report of retaliation: what is no role's there is no move.
  if (from.origin == CaseOrigin::retaliation && why == ErrorCode::not_yours) why.reset();
  if (why == ErrorCode::not_yours) return Error{*why, "/actor"};
  return Error{why.value_or(ErrorCode::illegal_move), "/move"};
}

std::vector<CaseMove> moves_for(const Case& from, const CaseActor& actor, std::int64_t time,
                                const RectificationRules& rules) {
  std::vector<CaseMove> moves;
  if (!may_reach(actor, from)) return moves;
  std::uint64_t open = 0;
  for (const CaseRow& row : case_rows()) {
    if (!row.from.has(from.state) || obstacle(row, actor.role, {from, time, rules})) continue;
    open |= std::uint64_t{1} << static_cast<unsigned>(row.move);
  }
  for (int i = 0; i < kCaseMoves; ++i) {
    if ((open >> static_cast<unsigned>(i) & 1U) != 0) moves.push_back(static_cast<CaseMove>(i));
  }
  return moves;
}

}  // namespace yiping
