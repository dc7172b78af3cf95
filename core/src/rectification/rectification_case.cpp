// SPDX-License-Identifier: Apache-2.0
#include "yiping/rectification_case.hpp"

#include <algorithm>

#include "eligibility/civil.hpp"
#include "rectification/effects.hpp"
#include "rectification/guards.hpp"
#include "yiping/rectification_deadline.hpp"
#include "yiping/text.hpp"

namespace yiping {
namespace {

constexpr std::size_t kMaxCoHandlers = 32;

Error bad(const char* where) { return {ErrorCode::bad_value, where}; }

bool is_blank(const std::string& text) { return normalise(text).empty(); }

/// A unit that is not yet what the move makes it.
bool is_usable_unit(const Case& from, const CaseStep& step) {
  if (step.unit.empty()) return false;
  // The dispatcher may send a returned case back to where it came from: that decides 首办责任.
  if (step.move == CaseMove::assign) return true;
  if (step.unit == from.owner) return false;
  if (step.move != CaseMove::co_handle) return true;
  return from.co_handlers.size() < kMaxCoHandlers &&
         std::find(from.co_handlers.begin(), from.co_handlers.end(), step.unit) ==
             from.co_handlers.end();
}

/// A ledger's date is no way around the reply's: a later one takes an extension first.
bool is_usable_date(const Case& from, const CaseStep& step, const RectificationRules& rules) {
  return china_day(step.date) >= china_day(step.time) &&
         end_of_day(china_day(step.date)) <= reply_due(from, rules);
}

Status check_needs(const CaseRow& row, const Case& from, const CaseStep& step,
                   const RectificationRules& rules) {
  if (row.needs.has(CaseNeed::text) && is_blank(step.text)) {
    return Error{ErrorCode::reason_missing, "/text"};
  }
  if (row.needs.has(CaseNeed::unit) && !is_usable_unit(from, step)) return bad("/unit");
  if (row.needs.has(CaseNeed::date) && !is_usable_date(from, step, rules)) return bad("/date");
  if (row.needs.has(CaseNeed::into) && (step.into.empty() || step.into == from.id)) {
    return bad("/into");
  }
  return {};
}

CaseState target_of(const CaseRow& row, const Case& from) {
  switch (row.target) {
    case CaseTarget::state:
      return row.to;
    case CaseTarget::same:
      return from.state;
    case CaseTarget::drafted_from:
      return from.drafted_from;
  }
  return from.state;
}

}  // namespace

Case open_case(Case fields, std::int64_t time) {
  fields.state = CaseState::opened;
  fields.opened = time;
  fields.updated = time;
  fields.entered = time;
  fields.reply_from = time;
  return fields;
}

Result<CaseMoved> apply(const Case& from, const CaseStep& step, const RectificationRules& rules) {
  const auto row = row_for(from, {step.move, step.actor, step.time}, rules);
  if (!row) return row.error();
  if (step.time < from.updated) return bad("/time");
  if (const auto needs = check_needs(**row, from, step, rules); !needs) return needs.error();
  CaseMoved moved{from, from.state, target_of(**row, from)};
  take_effect(moved.now, step);
  enter(moved.now, moved.to, step);
  return moved;
}

std::vector<CaseMove> legal_moves(const Case& from, const CaseActor& actor, std::int64_t time,
                                  const RectificationRules& rules) {
  return moves_for(from, actor, time, rules);
}

bool is_at_end(const Case& one) {
  if (one.state == CaseState::merged) return true;
  return one.state == CaseState::closed && one.appeal != CaseAppeal::open;
}

CaseCounting counting_of(const Case& one) {
  if (!has_rating(one.origin)) return CaseCounting::not_a_rating;
  if (one.weight != 0) return CaseCounting::counted;
  return one.ruling == CaseRuling::malicious ? CaseCounting::excluded_malicious
                                             : CaseCounting::excluded_mistaken;
}

}  // namespace yiping
