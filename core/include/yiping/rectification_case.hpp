// SPDX-License-Identifier: Apache-2.0
// A case, a step of it, and what the step makes of it. Pure: the same steps give the same case.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "yiping/error.hpp"
#include "yiping/rectification.hpp"
#include "yiping/rectification_rules.hpp"

namespace yiping {

enum class CaseFinding : std::uint8_t { none, fix_now, ledger, explain };
/// What the administration says of a rating (认定): it stands, 误评, or 恶意差评.
enum class CaseRuling : std::uint8_t { none, upheld, mistaken, malicious };
enum class CaseExtension : std::uint8_t { none, asked, granted, refused };
/// 申诉 of the rated person, or the rater's objection to an exclusion; one of them for each case.
enum class CaseAppeal : std::uint8_t { none, open, upheld, excluded };
enum class CaseOutcome : std::uint8_t {
  none,
  satisfied,
  partly,
  not_satisfied,
  unreachable,
  no_contact,
  by_office
};

/// Times are Unix seconds, 0 when it has not happened.
struct Case {
  std::string id;
  CaseState state = CaseState::opened;
  CaseOrigin origin = CaseOrigin::bad_rating;
  RatingWay way = RatingWay::anonymous;
  std::string area;   // 6 or 12 digits
  std::string owner;  // unit that answers for the case; the lead (牵头) when others co-handle
  std::vector<std::string> co_handlers;
  std::string rated;  // pseudonym of the rated person
  CaseFinding finding = CaseFinding::none;
  CaseRuling proposal = CaseRuling::none;
  CaseRuling ruling = CaseRuling::none;
  CaseExtension extension = CaseExtension::none;
  CaseAppeal appeal = CaseAppeal::none;
  CaseOutcome outcome = CaseOutcome::none;
  CaseState drafted_from = CaseState::opened;  // where a rejected draft goes back to
  std::uint32_t weight = 1;                    // of the rating in the figures: 0 once excluded
  std::uint32_t returned = 0;
  std::uint32_t reopened = 0;
  std::uint32_t urged = 0;
  std::uint32_t attempt_days = 0;  // days with an attempt to call back since the reply
  std::string merged_into;
  std::int64_t opened = 0;
  std::int64_t updated = 0;     // the last step
  std::int64_t entered = 0;     // the present state
  std::int64_t assigned = 0;    // the dispatcher's last decision
  std::int64_t reply_from = 0;  // what the reply's deadline counts from
  std::int64_t noticed = 0;     // the rated person's notice
  std::int64_t replied = 0;
  std::int64_t appealed = 0;
  std::int64_t last_attempt = 0;
  std::int64_t ledger_date = 0;

  friend bool operator==(const Case&, const Case&) = default;
};

/// Area and unit are what the host's records say of the actor, never what a request says.
struct CaseActor {
  CaseRole role = CaseRole::system;
  std::string area;
  std::string unit;
  std::string person;  // of the rated person: the pseudonym
};

struct CaseStep {
  CaseMove move = CaseMove::sign;
  CaseActor actor;
  std::int64_t time = 0;
  std::string text;       // reason, reply or evidence
  std::string unit;       // assign, reassign, co_handle
  std::int64_t date = 0;  // enter_ledger: any time of the day
  std::string into;       // merge: id of the other case
};

/// To be stored with the step: who, when and why are there.
struct CaseMoved {
  Case now;
  CaseState from = CaseState::opened;
  CaseState to = CaseState::opened;
};

/// The case as it begins: `opened`, `updated`, `entered` and `reply_from` are set to `time`.
[[nodiscard]] Case open_case(Case fields, std::int64_t time);

/// Fails with `illegal_move` (`legal_moves` has the others), `not_yours`, `too_late`, `too_early`,
/// `reason_missing`, and `bad_value` for /time, /unit, /date or /into.
[[nodiscard]] Result<CaseMoved> apply(const Case& from, const CaseStep& step,
                                      const RectificationRules& rules);

/// The moves that `apply` takes from this actor now, given what they need.
[[nodiscard]] std::vector<CaseMove> legal_moves(const Case& from, const CaseActor& actor,
                                                std::int64_t time, const RectificationRules& rules);

/// Nothing has to be done any more: closed without an open appeal, or merged.
[[nodiscard]] bool is_at_end(const Case& one);

/// How a public figure counts the rating: an excluded one is counted as such and never dropped.
enum class CaseCounting : std::uint8_t {
  not_a_rating,
  counted,
  excluded_mistaken,
  excluded_malicious
};
[[nodiscard]] CaseCounting counting_of(const Case& one);

[[nodiscard]] std::string_view name_of(CaseFinding finding);
[[nodiscard]] std::string_view name_of(CaseRuling ruling);
[[nodiscard]] std::string_view name_of(CaseExtension extension);
[[nodiscard]] std::string_view name_of(CaseAppeal appeal);
[[nodiscard]] std::string_view name_of(CaseOutcome outcome);
[[nodiscard]] std::string_view name_of(CaseCounting counting);

}  // namespace yiping
