// SPDX-License-Identifier: Apache-2.0
#include "yiping/rectification.hpp"

#include <initializer_list>

#include "eligibility/civil.hpp"

namespace yiping {
namespace {

constexpr std::int64_t kReplyDays = 15;

struct Step {
  CaseState from;
  CaseMove move;
  CaseState to;
};

/// The whole machine. An officer closes only what was replied to; a citizen who is not satisfied
/// reopens, also after the office has closed.
constexpr Step kSteps[] = {
    {CaseState::opened, CaseMove::reply, CaseState::replied},
    {CaseState::replied, CaseMove::satisfied, CaseState::closed},
    {CaseState::replied, CaseMove::not_satisfied, CaseState::reopened},
    {CaseState::replied, CaseMove::close, CaseState::closed},
    {CaseState::reopened, CaseMove::reply, CaseState::replied},
    {CaseState::closed, CaseMove::not_satisfied, CaseState::reopened},
};

std::vector<CaseMove> allowed(CaseState state, std::initializer_list<CaseMove> of_actor) {
  std::vector<CaseMove> moves;
  for (const CaseMove move : of_actor) {
    if (after(state, move)) moves.push_back(move);
  }
  return moves;
}

}  // namespace

std::string_view name_of(CaseState state) {
  switch (state) {
    case CaseState::opened:
      return "opened";
    case CaseState::replied:
      return "replied";
    case CaseState::reopened:
      return "reopened";
    case CaseState::closed:
      return "closed";
  }
  return "";
}

std::string_view name_of(CaseMove move) {
  switch (move) {
    case CaseMove::reply:
      return "reply";
    case CaseMove::satisfied:
      return "satisfied";
    case CaseMove::not_satisfied:
      return "not_satisfied";
    case CaseMove::close:
      return "close";
  }
  return "";
}

std::optional<CaseState> case_state_named(std::string_view name) {
  for (const auto state :
       {CaseState::opened, CaseState::replied, CaseState::reopened, CaseState::closed}) {
    if (name_of(state) == name) return state;
  }
  return std::nullopt;
}

std::optional<CaseState> after(CaseState state, CaseMove move) {
  for (const Step& step : kSteps) {
    if (step.from == state && step.move == move) return step.to;
  }
  return std::nullopt;
}

std::vector<CaseMove> officer_moves(CaseState state) {
  return allowed(state, {CaseMove::reply, CaseMove::close});
}

std::vector<CaseMove> citizen_moves(CaseState state) {
  return allowed(state, {CaseMove::satisfied, CaseMove::not_satisfied});
}

std::int64_t reply_due(std::int64_t opened) {
  return end_of_day(monday_of(china_day(opened)) + kReplyDays);
}

}  // namespace yiping
