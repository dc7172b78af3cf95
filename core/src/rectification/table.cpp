// SPDX-License-Identifier: Apache-2.0
#include "yiping/rectification_table.hpp"

namespace yiping {
namespace {

using States = SetOf<CaseState>;
using Roles = SetOf<CaseRole>;
using Guards = SetOf<CaseGuard>;
using Needs = SetOf<CaseNeed>;

/// Where a row leads, so that the table reads as from → to.
struct To {
  CaseTarget target;
  CaseState state;
};

constexpr To to(CaseState state) { return {CaseTarget::state, state}; }

constexpr To kSame{CaseTarget::same, CaseState::opened};
constexpr To kDraftedFrom{CaseTarget::drafted_from, CaseState::opened};

constexpr CaseRow row(States from, CaseMove move, To to, Roles roles, Guards guards, Needs needs,
                      CaseTrack track) {
  return {from, move, to.target, to.state, roles, guards, needs, track};
}

using S = CaseState;
using M = CaseMove;
using R = CaseRole;
using G = CaseGuard;
using N = CaseNeed;

constexpr Needs kText{N::text};
constexpr CaseTrack kOrdinary = CaseTrack::ordinary;
constexpr CaseTrack kEvery = CaseTrack::every;

constexpr States kVerified{S::verifying, S::fixing, S::ledger, S::explaining};
constexpr States kAnswerable{S::fixing, S::ledger, S::explaining, S::excluded};
constexpr States kWorking{S::signed_for, S::verifying, S::fixing, S::ledger, S::explaining};
constexpr States kExtendable{S::signed_for, S::verifying, S::fixing, S::ledger,
                             S::explaining, S::proposed,  S::drafted};
constexpr States kMovable{S::opened, S::signed_for, S::verifying, S::fixing,
                          S::ledger, S::explaining, S::reopened};
constexpr States kAppealable{S::opened,     S::signed_for, S::verifying, S::fixing,   S::ledger,
                             S::explaining, S::drafted,    S::replied,   S::reopened, S::closed};
constexpr States kReviewable{S::opened,  S::signed_for, S::returned,   S::verifying,
                             S::fixing,  S::ledger,     S::explaining, S::drafted,
                             S::replied, S::reopened,   S::closed};
constexpr States kUnderWay{S::opened,   S::signed_for, S::returned,   S::verifying,
                           S::fixing,   S::ledger,     S::explaining, S::proposed,
                           S::excluded, S::drafted,    S::replied,    S::reopened};

constexpr Roles kHandler{R::handler};
constexpr Roles kApprover{R::approver};
constexpr Roles kDispatcher{R::dispatcher};
constexpr Roles kAdministration{R::administration};
constexpr Roles kAbove{R::administration, R::supervisor};
constexpr Roles kCaller{R::caller};
constexpr Roles kCitizen{R::citizen};
constexpr Roles kRated{R::rated};

constexpr CaseRow kRows[] = {
    // 签收, 退回 once, 首办责任, 转办, 会办
    row({S::opened}, M::sign, to(S::signed_for), kHandler, {}, {}, kEvery),
    row({S::opened, S::signed_for}, M::return_case, to(S::returned), {R::handler, R::approver},
        {G::not_returned}, kText, kOrdinary),
    row({S::returned}, M::assign, to(S::opened), kDispatcher, {}, {N::text, N::unit}, kOrdinary),
    row(kMovable, M::reassign, to(S::opened), kDispatcher, {}, {N::text, N::unit}, kOrdinary),
    row(kMovable, M::co_handle, kSame, kDispatcher, {}, {N::unit}, kOrdinary),
    row(kWorking, M::contribute, kSame, {R::co_handler}, {}, kText, kOrdinary),

    // 核实 and its findings. 51号: clear and reasonable, fix at once; complex, ledger and time
    // limit; no legal basis, explain. A finding may change until the reply is out.
    row({S::signed_for, S::reopened}, M::verify, to(S::verifying), kHandler, {}, {}, kEvery),
    row({S::verifying, S::fixing, S::ledger, S::explaining, S::proposed, S::drafted}, M::evidence,
        kSame, kRated, {G::noticed, G::window_open}, kText, kOrdinary),
    row({S::verifying, S::ledger, S::explaining}, M::fix_now, to(S::fixing), kHandler, {}, {},
        kEvery),
    row(kVerified, M::enter_ledger, to(S::ledger), kHandler, {G::reply_open}, {N::text, N::date},
        kEvery),
    row({S::verifying, S::fixing, S::ledger}, M::explain, to(S::explaining), kHandler, {}, kText,
        kEvery),
    row(kWorking, M::ask_extension, kSame, kHandler, {G::no_extension, G::reply_open}, kText,
        kEvery),
    row(kExtendable, M::grant_extension, kSame, kApprover, {G::extension_asked}, {}, kEvery),
    row(kExtendable, M::refuse_extension, kSame, kApprover, {G::extension_asked}, kText, kEvery),

    // 误评, 恶意差评: the unit proposes, the same-level administration rules. 51号.
    row(kVerified, M::propose_mistaken, to(S::proposed), kHandler,
        {G::has_rating, G::counted, G::no_ruling, G::no_open_appeal}, kText, kOrdinary),
    row(kVerified, M::propose_malicious, to(S::proposed), kHandler,
        {G::has_rating, G::counted, G::no_ruling, G::no_open_appeal}, kText, kOrdinary),
    row({S::proposed}, M::rule_upheld, to(S::verifying), kAdministration, {}, kText, kOrdinary),
    row({S::proposed}, M::rule_mistaken, to(S::excluded), kAdministration, {}, kText, kOrdinary),
    row({S::proposed}, M::rule_malicious, to(S::excluded), kAdministration, {}, kText, kOrdinary),

    // 答复. The rater of an excluded rating is told as well. 51号: the result is fed back.
    row(kAnswerable, M::draft, to(S::drafted), kHandler, {G::approval}, kText, kEvery),
    row({S::drafted}, M::approve, to(S::replied), kApprover, {}, {}, kEvery),
    row({S::drafted}, M::reject_draft, kDraftedFrom, kApprover, {}, kText, kEvery),
    row(kAnswerable, M::reply, to(S::replied), kHandler, {G::no_approval}, kText, kEvery),
    row({S::opened, S::signed_for, S::reopened}, M::reply, to(S::replied), kHandler,
        {G::short_way, G::no_approval}, kText, kOrdinary),

    // 回访. What a citizen said is recorded by whoever could ask him.
    row({S::replied}, M::call_attempt, kSame, kCaller, {G::contact}, {}, kEvery),
    row({S::replied}, M::satisfied, to(S::closed), kCitizen, {}, {}, kOrdinary),
    row({S::replied}, M::satisfied, to(S::closed), kCaller, {G::contact}, {}, kEvery),
    row({S::replied}, M::partly, to(S::closed), kCitizen, {}, {}, kOrdinary),
    row({S::replied}, M::partly, to(S::closed), kCaller, {G::contact}, {}, kEvery),
    row({S::replied, S::closed}, M::not_satisfied, to(S::reopened), kCitizen, {G::counted}, {},
        kOrdinary),
    row({S::replied}, M::not_satisfied, to(S::reopened), kCaller, {G::counted, G::contact}, {},
        kEvery),
    row({S::replied}, M::unreachable, to(S::closed), kCaller, {G::contact, G::tried_enough}, {},
        kEvery),
    row({S::replied}, M::no_contact, to(S::closed), {R::caller, R::system},
        {G::anonymous, G::call_back_over}, {}, kEvery),
    row({S::replied}, M::close, to(S::closed), kHandler, {G::short_way}, {}, kOrdinary),
    row({S::closed}, M::reopen, to(S::reopened), kAbove, {G::counted}, kText, kEvery),

    // 申诉复核, beside the way of the case: the citizen's reply does not wait for it.
    row(kAppealable, M::appeal, kSame, kRated,
        {G::has_rating, G::counted, G::no_appeal, G::noticed, G::window_open}, kText, kOrdinary),
    row({S::replied, S::closed}, M::object, kSame, kCitizen, {G::excluded, G::no_appeal}, kText,
        kOrdinary),
    row(kReviewable, M::review_upheld, kSame, kAdministration, {G::appeal_open, G::counted}, kText,
        kOrdinary),
    row(kReviewable, M::review_upheld, to(S::reopened), kAdministration,
        {G::appeal_open, G::excluded}, kText, kOrdinary),
    row(kReviewable, M::review_mistaken, to(S::excluded), kAdministration, {G::appeal_open}, kText,
        kOrdinary),
    row(kReviewable, M::review_malicious, to(S::excluded), kAdministration, {G::appeal_open}, kText,
        kOrdinary),

    // 督办, 并案
    row(kUnderWay, M::urge, kSame, kAbove, {}, kText, kOrdinary),
    row({S::closed}, M::urge, kSame, kAbove, {G::appeal_open}, kText, kOrdinary),
    row({S::opened, S::signed_for, S::verifying, S::reopened}, M::merge, to(S::merged), kDispatcher,
        {G::no_open_appeal}, {N::text, N::into}, kOrdinary),
};

}  // namespace

std::span<const CaseRow> case_rows() { return kRows; }

}  // namespace yiping
