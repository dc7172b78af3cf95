// SPDX-License-Identifier: Apache-2.0
#include "rectification/names.hpp"

#include <array>

#include "yiping/rectification_access.hpp"
#include "yiping/rectification_case.hpp"
#include "yiping/rectification_deadline.hpp"
#include "yiping/rectification_table.hpp"

namespace yiping {
namespace {

using Name = std::string_view;

constexpr std::array<Name, kCaseStates> kStates{
    "opened",   "signed_for", "returned", "verifying", "fixing",   "ledger", "explaining",
    "proposed", "excluded",   "drafted",  "replied",   "reopened", "closed", "merged"};

constexpr std::array<Name, kCaseMoves> kMoves{"sign",
                                              "return",
                                              "assign",
                                              "reassign",
                                              "co_handle",
                                              "contribute",
                                              "verify",
                                              "evidence",
                                              "fix_now",
                                              "enter_ledger",
                                              "explain",
                                              "ask_extension",
                                              "grant_extension",
                                              "refuse_extension",
                                              "propose_mistaken",
                                              "propose_malicious",
                                              "rule_upheld",
                                              "rule_mistaken",
                                              "rule_malicious",
                                              "draft",
                                              "approve",
                                              "reject_draft",
                                              "reply",
                                              "call_attempt",
                                              "satisfied",
                                              "partly",
                                              "not_satisfied",
                                              "unreachable",
                                              "no_contact",
                                              "close",
                                              "reopen",
                                              "appeal",
                                              "object",
                                              "review_upheld",
                                              "review_mistaken",
                                              "review_malicious",
                                              "urge",
                                              "merge"};

constexpr std::array<Name, kCaseRoles> kRoles{
    "handler",    "co_handler", "approver", "dispatcher", "administration",
    "supervisor", "caller",     "rated",    "citizen",    "system"};

constexpr std::array<Name, kCaseOrigins> kOrigins{"bad_rating", "complaint",    "general_review",
                                                  "hotline",    "state_portal", "retaliation"};

constexpr std::array<Name, 4> kFindings{"none", "fix_now", "ledger", "explain"};
constexpr std::array<Name, 4> kRulings{"none", "upheld", "mistaken", "malicious"};
constexpr std::array<Name, 4> kExtensions{"none", "asked", "granted", "refused"};
constexpr std::array<Name, 4> kAppeals{"none", "open", "upheld", "excluded"};
constexpr std::array<Name, 7> kOutcomes{"none",        "satisfied",  "partly",   "not_satisfied",
                                        "unreachable", "no_contact", "by_office"};
constexpr std::array<Name, 4> kCountings{"not_a_rating", "counted", "excluded_mistaken",
                                         "excluded_malicious"};

constexpr std::array<Name, kCaseGuards> kGuards{
    "short_way",       "approval", "no_approval", "not_returned", "has_rating",
    "counted",         "excluded", "no_ruling",   "no_appeal",    "appeal_open",
    "no_open_appeal",  "noticed",  "window_open", "reply_open",   "no_extension",
    "extension_asked", "contact",  "anonymous",   "tried_enough", "call_back_over"};

constexpr std::array<Name, kDeadlineKinds> kDeadlines{"sign_for", "dispatch", "reply",
                                                      "ledger",   "ruling",   "call_back",
                                                      "review",   "evidence", "appeal"};
constexpr std::array<Name, 3> kPassings{"urge", "may_no_contact", "right_ends"};
constexpr std::array<Name, 3> kUrgencies{"running", "warning", "overdue"};

constexpr std::array<Name, kCaseFields> kFields{
    "item", "office", "channel", "week", "reasons", "text", "case_number", "name", "contact"};
constexpr std::array<Name, 8> kScopes{
    "owner_unit",    "co_unit",      "own_area", "own_area_not_unit",
    "covering_area", "rated_person", "receipt",  "any"};

}  // namespace

Name name_of(CaseState state) { return name_in(kStates, state); }

Name name_of(CaseMove move) { return name_in(kMoves, move); }

Name name_of(CaseRole role) { return name_in(kRoles, role); }

Name name_of(CaseOrigin origin) { return name_in(kOrigins, origin); }

Name name_of(CaseFinding finding) { return name_in(kFindings, finding); }

Name name_of(CaseRuling ruling) { return name_in(kRulings, ruling); }

Name name_of(CaseExtension extension) { return name_in(kExtensions, extension); }

Name name_of(CaseAppeal appeal) { return name_in(kAppeals, appeal); }

Name name_of(CaseOutcome outcome) { return name_in(kOutcomes, outcome); }

Name name_of(CaseCounting counting) { return name_in(kCountings, counting); }

Name name_of(CaseGuard guard) { return name_in(kGuards, guard); }

Name name_of(DeadlineKind kind) { return name_in(kDeadlines, kind); }

Name name_of(OnPassing passing) { return name_in(kPassings, passing); }

Name name_of(Urgency urgency) { return name_in(kUrgencies, urgency); }

Name name_of(CaseField field) { return name_in(kFields, field); }

Name name_of(CaseScope scope) { return name_in(kScopes, scope); }

std::optional<CaseState> case_state_named(Name name) { return value_in<CaseState>(kStates, name); }

std::optional<CaseMove> case_move_named(Name name) { return value_in<CaseMove>(kMoves, name); }

std::optional<CaseRole> case_role_named(Name name) { return value_in<CaseRole>(kRoles, name); }

std::optional<CaseOrigin> case_origin_named(Name name) {
  return value_in<CaseOrigin>(kOrigins, name);
}

std::optional<CaseField> case_field_named(Name name) { return value_in<CaseField>(kFields, name); }

}  // namespace yiping
