// SPDX-License-Identifier: Apache-2.0
// The short way, read from the machine's own table: a case of which only the state is known.
#include <initializer_list>

#include "rectification/guards.hpp"
#include "yiping/rectification.hpp"
#include "yiping/rectification_case.hpp"

namespace yiping {
namespace {

constexpr std::string_view kSomewhere = "0";

const CaseRow* short_row(CaseState state, CaseMove move, CaseRole role) {
  Case one;
  one.state = state;
  one.area = kSomewhere;
  one.owner = kSomewhere;
  RectificationRules rules;
  rules.short_way = true;
  const CaseActor actor{role, one.area, one.owner, {}};
  const auto row = row_for(one, {move, actor, 0}, rules);
  return row ? *row : nullptr;
}

std::vector<CaseMove> allowed(CaseState state, std::initializer_list<CaseMove> moves,
                              CaseRole role) {
  std::vector<CaseMove> found;
  for (const CaseMove move : moves) {
    if (short_row(state, move, role) != nullptr) found.push_back(move);
  }
  return found;
}

}  // namespace

std::optional<CaseState> after(CaseState state, CaseMove move) {
  const bool by_officer = move == CaseMove::reply || move == CaseMove::close;
  const bool by_citizen = move == CaseMove::satisfied || move == CaseMove::not_satisfied;
  if (!by_officer && !by_citizen) return std::nullopt;
  const CaseRow* row = short_row(state, move, by_officer ? CaseRole::handler : CaseRole::citizen);
  if (row == nullptr) return std::nullopt;
  return row->to;
}

std::vector<CaseMove> officer_moves(CaseState state) {
  return allowed(state, {CaseMove::reply, CaseMove::close}, CaseRole::handler);
}

std::vector<CaseMove> citizen_moves(CaseState state) {
  return allowed(state, {CaseMove::satisfied, CaseMove::not_satisfied}, CaseRole::citizen);
}

}  // namespace yiping
