// SPDX-License-Identifier: Apache-2.0
#include "yiping/rectification_deadline.hpp"

#include "eligibility/civil.hpp"
#include "rectification/deadline_after.hpp"
#include "rectification/guards.hpp"
#include "yiping/eligibility.hpp"

namespace yiping {
namespace {

using S = CaseState;
using R = CaseRole;

/// A deadline's own row: where it runs and whom it concerns. Its dates are in `dates_of`.
struct DeadlineRow {
  DeadlineKind kind;
  SetOf<CaseState> states;
  CaseRole warned;
  CaseRole escalates_to;
  OnPassing passing;
};

constexpr SetOf<S> kUnanswered{S::opened,   S::signed_for, S::returned,   S::verifying,
                               S::fixing,   S::ledger,     S::explaining, S::proposed,
                               S::excluded, S::drafted,    S::reopened};
constexpr SetOf<S> kNotMerged{S::opened,   S::signed_for, S::returned, S::verifying, S::fixing,
                              S::ledger,   S::explaining, S::proposed, S::excluded,  S::drafted,
                              S::reopened, S::replied,    S::closed};

constexpr DeadlineRow kRows[] = {
    {DeadlineKind::sign_for, {S::opened}, R::handler, R::dispatcher, OnPassing::urge},
    {DeadlineKind::dispatch, {S::returned}, R::dispatcher, R::administration, OnPassing::urge},
    {DeadlineKind::reply, kUnanswered, R::handler, R::administration, OnPassing::urge},
    {DeadlineKind::ledger, {S::ledger}, R::handler, R::administration, OnPassing::urge},
    {DeadlineKind::ruling, {S::proposed}, R::administration, R::supervisor, OnPassing::urge},
    {DeadlineKind::call_back,
     {S::replied},
     R::caller,
     R::administration,
     OnPassing::may_no_contact},
    {DeadlineKind::review, kNotMerged, R::administration, R::supervisor, OnPassing::urge},
    {DeadlineKind::evidence,
     {S::verifying, S::fixing, S::ledger, S::explaining, S::proposed, S::drafted},
     R::rated,
     R::rated,
     OnPassing::right_ends},
    {DeadlineKind::appeal,
     {S::opened, S::signed_for, S::verifying, S::fixing, S::ledger, S::explaining, S::drafted,
      S::replied, S::reopened, S::closed},
     R::rated,
     R::rated,
     OnPassing::right_ends},
};

/// Whether the rules and the case's history let it run, besides its state.
bool runs(DeadlineKind kind, const Case& one, const RectificationRules& rules) {
  switch (kind) {
    case DeadlineKind::sign_for:
      // Who may reply at once need not sign first.
      return !rules.short_way || rules.reply_approval || one.origin == CaseOrigin::retaliation;
    case DeadlineKind::dispatch:
    case DeadlineKind::reply:
    case DeadlineKind::ledger:
    case DeadlineKind::ruling:
    case DeadlineKind::call_back:
      return true;
    case DeadlineKind::review:
      return one.appeal == CaseAppeal::open;
    case DeadlineKind::evidence:
      return one.noticed != 0;
    case DeadlineKind::appeal:
      return one.noticed != 0 && has_rating(one.origin) && one.weight != 0 &&
             one.appeal == CaseAppeal::none;
  }
  return false;
}

struct Dates {
  std::int64_t starts;
  std::int64_t due;
};

Dates sign_for_dates(const Case& one, const RectificationRules& rules) {
  const Span count = rules.deadlines.sign_for;
  if (one.assigned != 0) return {one.assigned, deadline_after(one.assigned, count, rules.calendar)};
  return {week_begins(one.opened), deadline_after_week_of(one.opened, count, rules.calendar)};
}

Dates dates_of(DeadlineKind kind, const Case& one, const RectificationRules& rules) {
  const Deadlines& lengths = rules.deadlines;
  switch (kind) {
    case DeadlineKind::sign_for:
      return sign_for_dates(one, rules);
    case DeadlineKind::dispatch:
      return {one.entered, deadline_after(one.entered, lengths.sign_for, rules.calendar)};
    case DeadlineKind::reply:
      return {week_begins(one.reply_from), reply_due(one, rules)};
    case DeadlineKind::ledger:
      return {one.entered, end_of_day(china_day(one.ledger_date))};
    case DeadlineKind::ruling:
      return {one.entered, deadline_after(one.entered, lengths.appeal_review, rules.calendar)};
    case DeadlineKind::call_back:
      return {one.replied, call_back_due(one, rules)};
    case DeadlineKind::review:
      return {one.appealed, deadline_after(one.appealed, lengths.appeal_review, rules.calendar)};
    case DeadlineKind::evidence:
    case DeadlineKind::appeal:
      return {one.noticed, evidence_ends(one, rules)};
  }
  return {0, 0};
}

/// Under retaliation all is the supervisor's; a draft waits for the approver.
CaseRole concerned(CaseRole role, DeadlineKind kind, const Case& one) {
  if (one.origin == CaseOrigin::retaliation) return R::supervisor;
  if (kind != DeadlineKind::reply || role != R::handler) return role;
  return one.state == S::drafted ? R::approver : role;
}

CaseDeadline made_of(const DeadlineRow& row, const Case& one, const RectificationRules& rules) {
  const Dates dates = dates_of(row.kind, one, rules);
  // 0 of 0 in a profile would divide by it: no warning before the date then.
  const std::int64_t share = rules.warn_of > 0
                                 ? (dates.due - dates.starts) * rules.warn_after / rules.warn_of
                                 : dates.due - dates.starts;
  return {row.kind,
          dates.starts,
          dates.starts + share,
          dates.due,
          concerned(row.warned, row.kind, one),
          concerned(row.escalates_to, row.kind, one),
          row.passing};
}

}  // namespace

std::vector<CaseDeadline> deadlines_of(const Case& one, const RectificationRules& rules) {
  std::vector<CaseDeadline> found;
  for (const DeadlineRow& row : kRows) {
    if (row.states.has(one.state) && runs(row.kind, one, rules)) {
      found.push_back(made_of(row, one, rules));
    }
  }
  return found;
}

std::optional<CaseDeadline> due(const Case& one, const RectificationRules& rules) {
  std::optional<CaseDeadline> first;
  for (const CaseDeadline& deadline : deadlines_of(one, rules)) {
    if (deadline.passing == OnPassing::right_ends) continue;
    if (!first || deadline.due < first->due) first = deadline;
  }
  return first;
}

std::int64_t reply_due(const Case& one, const RectificationRules& rules) {
  const std::int64_t first =
      deadline_after_week_of(one.reply_from, rules.deadlines.reply, rules.calendar);
  if (one.extension != CaseExtension::granted) return first;
  // 24:00 of a day is 0:00 of the next: the extension follows the day itself.
  return deadline_after(first - 1, rules.deadlines.extension, rules.calendar);
}

std::int64_t reply_due(std::int64_t opened) {
  return deadline_after_week_of(opened, kDefaultDeadlines.reply, nullptr);
}

std::int64_t evidence_ends(const Case& one, const RectificationRules& rules) {
  return one.noticed == 0 ? 0
                          : deadline_after(one.noticed, rules.deadlines.evidence, rules.calendar);
}

std::int64_t call_back_due(const Case& one, const RectificationRules& rules) {
  return deadline_after(one.replied, rules.deadlines.call_back, rules.calendar);
}

Urgency urgency_of(const CaseDeadline& deadline, std::int64_t time) {
  if (time >= deadline.due) return Urgency::overdue;
  return time >= deadline.warns ? Urgency::warning : Urgency::running;
}

}  // namespace yiping
