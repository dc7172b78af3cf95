// SPDX-License-Identifier: Apache-2.0
#include "rectification/effects.hpp"

#include <algorithm>

#include "eligibility/civil.hpp"

namespace yiping {
namespace {

/// The new unit begins anew; the citizen's deadline goes on.
void hand_over(Case& one, const CaseStep& step) {
  one.owner = step.unit;
  one.assigned = step.time;
  one.finding = CaseFinding::none;
  one.ledger_date = 0;
  if (one.extension == CaseExtension::asked) one.extension = CaseExtension::none;
  const auto end = std::remove(one.co_handlers.begin(), one.co_handlers.end(), step.unit);
  one.co_handlers.erase(end, one.co_handlers.end());
}

void find(Case& one, CaseFinding finding, std::int64_t ledger_date) {
  one.finding = finding;
  one.ledger_date = ledger_date;
}

/// What a new round owes the citizen is counted from its start.
void begin_round(Case& one, const CaseStep& step) {
  one.reply_from = step.time;
  one.extension = CaseExtension::none;
  one.ledger_date = 0;
}

void reopen(Case& one, const CaseStep& step, CaseOutcome outcome) {
  ++one.reopened;
  one.outcome = outcome;
  one.finding = CaseFinding::none;
  begin_round(one, step);
}

void rule(Case& one, const CaseStep& step, CaseRuling ruling) {
  one.ruling = ruling;
  if (ruling == CaseRuling::upheld) return;
  one.weight = 0;
  begin_round(one, step);
}

void review(Case& one, const CaseStep& step, CaseRuling ruling) {
  one.appeal = ruling == CaseRuling::upheld ? CaseAppeal::upheld : CaseAppeal::excluded;
  const bool restored = ruling == CaseRuling::upheld && one.weight == 0;
  rule(one, step, ruling);
  if (!restored) return;
  one.weight = 1;
  reopen(one, step, CaseOutcome::none);
}

void send_reply(Case& one, const CaseStep& step) {
  one.replied = step.time;
  one.outcome = CaseOutcome::none;
  one.attempt_days = 0;
  one.last_attempt = 0;
}

void log_attempt(Case& one, const CaseStep& step) {
  if (one.attempt_days == 0 || china_day(step.time) != china_day(one.last_attempt)) {
    ++one.attempt_days;
  }
  one.last_attempt = step.time;
}

}  // namespace

void take_effect(Case& one, const CaseStep& step) {
  switch (step.move) {
    case CaseMove::sign:
    case CaseMove::contribute:
    case CaseMove::evidence:
    case CaseMove::reject_draft:
      return;
    case CaseMove::return_case:
      ++one.returned;
      return;
    case CaseMove::assign:
    case CaseMove::reassign:
      return hand_over(one, step);
    case CaseMove::co_handle:
      one.co_handlers.push_back(step.unit);
      return;
    case CaseMove::verify:
      // Who is reported for retaliation is not warned.
      if (one.origin != CaseOrigin::retaliation) one.noticed = step.time;
      return;
    case CaseMove::fix_now:
      return find(one, CaseFinding::fix_now, 0);
    case CaseMove::enter_ledger:
      return find(one, CaseFinding::ledger, step.date);
    case CaseMove::explain:
      return find(one, CaseFinding::explain, 0);
    case CaseMove::ask_extension:
      one.extension = CaseExtension::asked;
      return;
    case CaseMove::grant_extension:
      one.extension = CaseExtension::granted;
      return;
    case CaseMove::refuse_extension:
      one.extension = CaseExtension::refused;
      return;
    case CaseMove::propose_mistaken:
      one.proposal = CaseRuling::mistaken;
      return;
    case CaseMove::propose_malicious:
      one.proposal = CaseRuling::malicious;
      return;
    case CaseMove::rule_upheld:
      return rule(one, step, CaseRuling::upheld);
    case CaseMove::rule_mistaken:
      return rule(one, step, CaseRuling::mistaken);
    case CaseMove::rule_malicious:
      return rule(one, step, CaseRuling::malicious);
    case CaseMove::draft:
      one.drafted_from = one.state;
      return;
    case CaseMove::approve:
    case CaseMove::reply:
      return send_reply(one, step);
    case CaseMove::call_attempt:
      return log_attempt(one, step);
    case CaseMove::satisfied:
      one.outcome = CaseOutcome::satisfied;
      return;
    case CaseMove::partly:
      one.outcome = CaseOutcome::partly;
      return;
    case CaseMove::not_satisfied:
      return reopen(one, step, CaseOutcome::not_satisfied);
    case CaseMove::unreachable:
      one.outcome = CaseOutcome::unreachable;
      return;
    case CaseMove::no_contact:
      one.outcome = CaseOutcome::no_contact;
      return;
    case CaseMove::close:
      one.outcome = CaseOutcome::by_office;
      return;
    case CaseMove::reopen:
      return reopen(one, step, CaseOutcome::none);
    case CaseMove::appeal:
    case CaseMove::object:
      one.appeal = CaseAppeal::open;
      one.appealed = step.time;
      return;
    case CaseMove::review_upheld:
      return review(one, step, CaseRuling::upheld);
    case CaseMove::review_mistaken:
      return review(one, step, CaseRuling::mistaken);
    case CaseMove::review_malicious:
      return review(one, step, CaseRuling::malicious);
    case CaseMove::urge:
      ++one.urged;
      return;
    case CaseMove::merge:
      one.merged_into = step.into;
      return;
  }
}

void enter(Case& one, CaseState to, const CaseStep& step) {
  one.updated = step.time;
  const bool anew = to != one.state || step.move == CaseMove::reassign;
  one.state = to;
  if (anew) one.entered = step.time;
}

}  // namespace yiping
