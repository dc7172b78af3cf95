// SPDX-License-Identifier: Apache-2.0
// The bad-review case (差评整改): its words, and the short way of a desk that only replies and
// closes. The machine: rectification_table.hpp. A case that moves: rectification_case.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "yiping/rating_way.hpp"

namespace yiping {

enum class CaseState : std::uint8_t {
  opened,      // 待签收: with the unit that handled the service, or that the dispatcher chose
  signed_for,  // 已签收
  returned,    // 已退回: the dispatcher decides whose it is (首办责任)
  verifying,   // 核实中
  fixing,      // 立行立改
  ledger,      // 挂账整改: with a date
  explaining,  // 解释说明: without a legal basis
  proposed,    // 拟不采纳: proposed as mistaken or malicious, the administration rules
  excluded,    // 认定不采纳: weight 0, and the rater has still to be told
  drafted,     // 答复待审
  replied,     // 已答复: to be called back
  reopened,    // 已重开
  closed,      // 已办结
  merged,      // 已并案: goes on in another case
};
inline constexpr int kCaseStates = 14;

/// Stored by name. `satisfied` and `not_satisfied` are the citizen's answer to the reply.
enum class CaseMove : std::uint8_t {
  // clang-format off
  sign, return_case, assign, reassign, co_handle, contribute,
  verify, evidence, fix_now, enter_ledger, explain,
  ask_extension, grant_extension, refuse_extension,
  propose_mistaken, propose_malicious, rule_upheld, rule_mistaken, rule_malicious,
  draft, approve, reject_draft, reply,
  call_attempt, satisfied, partly, not_satisfied, unreachable, no_contact, close, reopen,
  appeal, object, review_upheld, review_mistaken, review_malicious,
  urge, merge,
  // clang-format on
};
inline constexpr int kCaseMoves = 38;  // fewer than 64, so that a set of them is one number

/// Who acts. What each may reach of a case: `scope_of`.
enum class CaseRole : std::uint8_t {
  handler,  // 承办人 of the unit that answers for the case, with co-handlers its lead (牵头)
  co_handler,      // 会办单位
  approver,        // 单位负责人
  dispatcher,      // 派单员
  administration,  // 同级政务服务管理机构
  supervisor,      // 监督机构
  caller,          // 回访员
  rated,           // 被评价人
  citizen,         // holder of the receipt
  system,
};
inline constexpr int kCaseRoles = 10;

enum class CaseOrigin : std::uint8_t {
  bad_rating,      // 差评
  complaint,       // 投诉
  general_review,  // 综合点评
  hotline,         // 12345
  state_portal,    // the platform of a higher level
  retaliation,     // 打击报复举报: the supervising body's alone
};
inline constexpr int kCaseOrigins = 6;

[[nodiscard]] std::string_view name_of(CaseState state);
[[nodiscard]] std::string_view name_of(CaseMove move);
[[nodiscard]] std::string_view name_of(CaseRole role);
[[nodiscard]] std::string_view name_of(CaseOrigin origin);
[[nodiscard]] std::optional<CaseState> case_state_named(std::string_view name);
[[nodiscard]] std::optional<CaseMove> case_move_named(std::string_view name);
[[nodiscard]] std::optional<CaseRole> case_role_named(std::string_view name);
[[nodiscard]] std::optional<CaseOrigin> case_origin_named(std::string_view name);

/// The latest reply to a case opened at `opened`, by the default profile: `reply_due` of
/// rectification_deadline.hpp. All cases of a week share the date, 9 to 15 days away, because a day
/// of its own would tell the office on which day the citizen rated.
[[nodiscard]] std::int64_t reply_due(std::int64_t opened);

}  // namespace yiping
