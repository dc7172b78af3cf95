// SPDX-License-Identifier: Apache-2.0
// Who may reach a case, and which of its fields each role may see, by the way the citizen rated.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "yiping/rectification_case.hpp"

namespace yiping {

/// What ties an actor to a case.
enum class CaseScope : std::uint8_t {
  owner_unit,         // the unit that answers for the case, in the case's area
  co_unit,            // one that co-handles it, in the case's area
  own_area,           // any unit of the very area
  own_area_not_unit,  // the same, but none that handles the case: nobody rules on himself
  covering_area,      // the area or one above it
  rated_person,       // the pseudonym is the case's
  receipt,            // the host has checked the receipt
  any,
};

[[nodiscard]] CaseScope scope_of(CaseRole role);

/// Whether the actor's area, unit or pseudonym is in the scope of the role. For a report of
/// retaliation: the supervisor, and nobody else, whatever the scope.
[[nodiscard]] bool may_reach(const CaseActor& actor, const Case& one);

/// Whether cases of this origin are ever listed for the role.
[[nodiscard]] bool may_list(CaseRole role, CaseOrigin origin);

enum class CaseField : std::uint8_t {
  item,         // 事项
  office,       // the handling unit
  channel,      // 渠道
  week,         // of the rating; nobody at a desk sees the day
  reasons,      // ticked codes
  text,         // redacted
  case_number,  // 办件编号
  name,         // of the citizen
  contact,      // each look-up is logged
};
inline constexpr int kCaseFields = 9;

/// Whether a role that reaches the case may see the field.
[[nodiscard]] bool may_see(CaseRole role, CaseField field, RatingWay way, CaseOrigin origin);

[[nodiscard]] std::string_view name_of(CaseField field);
[[nodiscard]] std::string_view name_of(CaseScope scope);
[[nodiscard]] std::optional<CaseField> case_field_named(std::string_view name);

}  // namespace yiping
