// SPDX-License-Identifier: Apache-2.0
// Which deadlines of a case run, when they warn, and whom it concerns when they pass. Nothing is
// closed by silence, but a case without a contact (`no_contact`), and by a move that is recorded.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "yiping/rectification_case.hpp"

namespace yiping {

enum class DeadlineKind : std::uint8_t {
  sign_for,   // 签收
  dispatch,   // the dispatcher's decision on a returned case
  reply,      // 答复
  ledger,     // 挂账 date
  ruling,     // the administration's ruling on a proposal
  call_back,  // 回访
  review,     // 复核
  evidence,   // last day of the rated person's evidence; a right, no duty
  appeal,     // last day of the appeal; a right, no duty
};
inline constexpr int kDeadlineKinds = 9;

/// What its passing leads to.
enum class OnPassing : std::uint8_t {
  urge,            // `escalates_to` is told and may urge (督办), or take the case elsewhere
  may_no_contact,  // the same; without a contact the case may be closed as `no_contact`
  right_ends,      // the move is refused as `too_late` from then on
};

struct CaseDeadline {
  DeadlineKind kind;
  std::int64_t starts;  // Unix seconds, all three
  std::int64_t warns;
  std::int64_t due;
  CaseRole warned;        // whose duty or right it is
  CaseRole escalates_to;  // with `right_ends`: again the same
  OnPassing passing;
};

/// All that run for a case, in the order of DeadlineKind. What starts with the citizen's act counts
/// from the Monday of its week, and not before the first working day after that week is over: the
/// date then tells the week only.
[[nodiscard]] std::vector<CaseDeadline> deadlines_of(const Case& one,
                                                     const RectificationRules& rules);

/// The duty that is due first; nothing only at an end.
[[nodiscard]] std::optional<CaseDeadline> due(const Case& one, const RectificationRules& rules);

/// When the reply is due by its state's round, with a granted extension.
[[nodiscard]] std::int64_t reply_due(const Case& one, const RectificationRules& rules);

/// End of the rated person's days for evidence and appeal; 0 without a notice.
[[nodiscard]] std::int64_t evidence_ends(const Case& one, const RectificationRules& rules);

[[nodiscard]] std::int64_t call_back_due(const Case& one, const RectificationRules& rules);

enum class Urgency : std::uint8_t { running, warning, overdue };
[[nodiscard]] Urgency urgency_of(const CaseDeadline& deadline, std::int64_t time);

[[nodiscard]] std::string_view name_of(DeadlineKind kind);
[[nodiscard]] std::string_view name_of(OnPassing passing);
[[nodiscard]] std::string_view name_of(Urgency urgency);

}  // namespace yiping
