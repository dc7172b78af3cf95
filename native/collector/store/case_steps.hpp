// SPDX-License-Identifier: Apache-2.0
// A case as it stands, and one step of it: stored with the case that it makes, its deadlines and
// what changes in the figures.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collector/store/rollup.hpp"
#include "collector/writer.hpp"
#include "yiping/rectification_rules.hpp"

namespace yiping::collector {

/// A case as a move finds it.
struct FoundCase {
  Case facts;
  std::string reply;
  std::string draft;
  std::int64_t version = 0;
  Seconds due = 0;
  Cell cell;
  EventState state = EventState::rated;  // of the service
  CountedRating rating;
};

/// What its keys say of a case.
[[nodiscard]] Case with_id(Case one, std::string_view area, const Id16& id);
[[nodiscard]] std::optional<FoundCase> find_case(Connection& database, std::string_view area,
                                                 const Id16& id);

[[nodiscard]] RectificationRules rules_of(const Regions& regions, std::string_view area);

/// Who moves a case, by name and in any of these roles.
struct Mover {
  std::string name;
  std::vector<CaseActor> actors;
};

struct Applied {
  CasePut result = CasePut::moved;
  std::optional<Error> error = std::nullopt;
};

/// The case, its event, the figures, the audit entry.
[[nodiscard]] Applied apply(Transaction& transaction, std::string_view area, const Id16& id,
                            const FoundCase& standing, const CaseInput& input, const Mover& mover,
                            const RectificationRules& rules);

}  // namespace yiping::collector
