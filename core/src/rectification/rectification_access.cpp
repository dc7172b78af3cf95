// SPDX-License-Identifier: Apache-2.0
#include "yiping/rectification_access.hpp"

#include <algorithm>
#include <array>

#include "yiping/rectification_table.hpp"

namespace yiping {
namespace {

using R = CaseRole;
using F = CaseField;
using Fields = SetOf<CaseField>;

constexpr Fields kNothing{};
constexpr Fields kMatter{F::item, F::office, F::channel, F::week, F::reasons, F::text};
constexpr Fields kPerson{F::item,    F::office, F::channel,     F::week,
                         F::reasons, F::text,   F::case_number, F::name};
constexpr Fields kCallable{F::item,    F::office, F::channel, F::week,
                           F::reasons, F::text,   F::contact};
constexpr Fields kNamedCall{F::item,    F::office, F::channel, F::week,
                            F::reasons, F::text,   F::name,    F::contact};
constexpr Fields kNotice{F::item, F::office, F::channel, F::reasons, F::text};
constexpr Fields kAll{F::item, F::office,      F::channel, F::week,   F::reasons,
                      F::text, F::case_number, F::name,    F::contact};

struct Sight {
  CaseRole role;
  Fields anonymous;
  Fields call_back;
  Fields named;
};

/// What was said to the citizen before sending: 实名 opens case and name to the handling unit, a
/// contact is for the call-back officer. The rated person's notice has no time, case or contact.
/// A receipt may be in other hands: it shows what was rated, not who did.
constexpr std::array<Sight, kCaseRoles> kOrdinary{{
    {R::handler, kMatter, kMatter, kPerson},
    {R::co_handler, kMatter, kMatter, kMatter},
    {R::approver, kMatter, kMatter, kPerson},
    {R::dispatcher, kMatter, kMatter, kMatter},
    {R::administration, kMatter, kMatter, kMatter},
    {R::supervisor, kMatter, kMatter, kMatter},
    {R::caller, kMatter, kCallable, kNamedCall},
    {R::rated, kNotice, kNotice, kNotice},
    {R::citizen, kMatter, kMatter, kMatter},
    {R::system, kNothing, kNothing, kNothing},
}};

/// The supervising body calls back itself.
constexpr Sight kOfRetaliation{R::supervisor, kMatter, kCallable, kAll};

Fields seen_by(const Sight& sight, RatingWay way) {
  switch (way) {
    case RatingWay::anonymous:
      return sight.anonymous;
    case RatingWay::call_back:
      return sight.call_back;
    case RatingWay::named:
      return sight.named;
  }
  return kNothing;
}

bool is_same_area(const CaseActor& actor, const Case& one) {
  return !actor.area.empty() && actor.area == one.area;
}

bool is_co_unit(const std::string& unit, const Case& one) {
  return std::find(one.co_handlers.begin(), one.co_handlers.end(), unit) != one.co_handlers.end();
}

bool is_owner(const std::string& unit, const Case& one) {
  return !unit.empty() && unit == one.owner;
}

/// 省 2, 市 2, 县 2, 乡 3, 村 3 digits: what an area's zeros leave open is what it covers.
bool covers(std::string_view area, std::string_view other) {
  if (area.empty() || area.size() != other.size()) return false;
  std::size_t kept = 0;
  std::size_t end = 0;
  for (const std::size_t width : {2U, 2U, 2U, 3U, 3U}) {
    if (end + width > area.size()) break;
    end += width;
    if (area.substr(end - width, width).find_first_not_of('0') != std::string_view::npos) {
      kept = end;
    }
  }
  return end == area.size() && other.starts_with(area.substr(0, kept));
}

bool is_in(CaseScope scope, const CaseActor& actor, const Case& one) {
  switch (scope) {
    case CaseScope::owner_unit:
      return is_same_area(actor, one) && is_owner(actor.unit, one);
    case CaseScope::co_unit:
      return is_same_area(actor, one) && is_co_unit(actor.unit, one);
    case CaseScope::own_area:
      return is_same_area(actor, one);
    case CaseScope::own_area_not_unit:
      return is_same_area(actor, one) && !actor.unit.empty() && !is_owner(actor.unit, one) &&
             !is_co_unit(actor.unit, one);
    case CaseScope::covering_area:
      return covers(actor.area, one.area);
    case CaseScope::rated_person:
      return !one.rated.empty() && actor.person == one.rated;
    case CaseScope::receipt:
    case CaseScope::any:
      return true;
  }
  return false;
}

}  // namespace

CaseScope scope_of(CaseRole role) {
  switch (role) {
    case CaseRole::handler:
    case CaseRole::approver:
      return CaseScope::owner_unit;
    case CaseRole::co_handler:
      return CaseScope::co_unit;
    case CaseRole::dispatcher:
    case CaseRole::caller:
      return CaseScope::own_area;
    case CaseRole::administration:
      return CaseScope::own_area_not_unit;
    case CaseRole::supervisor:
      return CaseScope::covering_area;
    case CaseRole::rated:
      return CaseScope::rated_person;
    case CaseRole::citizen:
      return CaseScope::receipt;
    case CaseRole::system:
      break;
  }
  return CaseScope::any;
}

bool may_reach(const CaseActor& actor, const Case& one) {
  if (one.origin == CaseOrigin::retaliation && actor.role != CaseRole::supervisor) return false;
  return is_in(scope_of(actor.role), actor, one);
}

bool may_list(CaseRole role, CaseOrigin origin) {
  if (origin == CaseOrigin::retaliation) return role == CaseRole::supervisor;
  return role != CaseRole::citizen;
}

bool may_see(CaseRole role, CaseField field, RatingWay way, CaseOrigin origin) {
  if (origin == CaseOrigin::retaliation) {
    return role == CaseRole::supervisor && seen_by(kOfRetaliation, way).has(field);
  }
  for (const Sight& sight : kOrdinary) {
    if (sight.role == role) return seen_by(sight, way).has(field);
  }
  return false;
}

}  // namespace yiping
