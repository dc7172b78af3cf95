// SPDX-License-Identifier: Apache-2.0
// The whole machine of a case, as data: `apply` reads it, docs/rectification.md is drawn from it.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

#include "yiping/rectification.hpp"

namespace yiping {

template <typename Enum>
class SetOf {
 public:
  constexpr SetOf() = default;

  constexpr SetOf(std::initializer_list<Enum> members) {
    for (const Enum member : members) bits_ |= bit(member);
  }

  [[nodiscard]] constexpr bool has(Enum member) const { return (bits_ & bit(member)) != 0; }

 private:
  static constexpr std::uint32_t bit(Enum member) { return 1U << static_cast<unsigned>(member); }

  std::uint32_t bits_ = 0;
};

/// What must hold, besides state and role. Which error it is when it does not: `error_of`.
enum class CaseGuard : std::uint8_t {
  short_way,        // the profile has the short way
  approval,         // the profile asks for an approved reply
  no_approval,      // it does not
  not_returned,     // the case was never returned
  has_rating,       // it came from a rating
  counted,          // the rating was not excluded
  excluded,         // it was
  no_ruling,        // nobody has ruled on the rating
  no_appeal,        // there never was an appeal or objection
  appeal_open,      // there is one to be reviewed
  no_open_appeal,   // there is none
  noticed,          // the rated person has had the notice
  window_open,      // and the days for evidence and appeal are not over
  reply_open,       // the reply is not overdue
  no_extension,     // none was asked for in this round
  extension_asked,  // one was, and is undecided
  contact,          // the citizen left a contact
  anonymous,        // the citizen left none
  tried_enough,     // logged attempts on as many days as the profile says
  call_back_over,   // the days for calling back are over
};
inline constexpr int kCaseGuards = 20;

enum class CaseNeed : std::uint8_t { text, unit, date, into };

/// Whether a report of retaliation moves like this as well, with the supervisor in every role.
enum class CaseTrack : std::uint8_t { ordinary, every };

enum class CaseTarget : std::uint8_t { state, same, drafted_from };

struct CaseRow {
  SetOf<CaseState> from;
  CaseMove move;
  CaseTarget target;
  CaseState to;  // when `target` is a state
  SetOf<CaseRole> roles;
  SetOf<CaseGuard> guards;
  SetOf<CaseNeed> needs;
  CaseTrack track;
};

[[nodiscard]] std::span<const CaseRow> case_rows();

[[nodiscard]] std::string_view name_of(CaseGuard guard);

}  // namespace yiping
