// SPDX-License-Identifier: Apache-2.0
// The bad-review case (差评整改): which move each state allows, and what it leads to.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace yiping {

enum class CaseState : std::uint8_t { opened, replied, reopened, closed };
/// `satisfied` and `not_satisfied` are the citizen's answer to the reply, the others the officer's.
enum class CaseMove : std::uint8_t { reply, satisfied, not_satisfied, close };

[[nodiscard]] std::string_view name_of(CaseState state);
[[nodiscard]] std::string_view name_of(CaseMove move);
[[nodiscard]] std::optional<CaseState> case_state_named(std::string_view name);

/// The state that a move leads to; nothing when the state does not allow it.
[[nodiscard]] std::optional<CaseState> after(CaseState state, CaseMove move);

/// The officer's moves that a state allows.
[[nodiscard]] std::vector<CaseMove> officer_moves(CaseState state);

/// The citizen's.
[[nodiscard]] std::vector<CaseMove> citizen_moves(CaseState state);

/// The latest reply to a case opened at `opened`: 24:00 UTC+8 of the fifteenth day after the Monday
/// of its week. Source of the length: Shanxi's 15 natural days, the default profile. All cases of
/// a week share the date, 9 to 15 days away, because a day of its own would tell the office on
/// which day the citizen rated.
[[nodiscard]] std::int64_t reply_due(std::int64_t opened);

}  // namespace yiping
