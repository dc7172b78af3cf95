// SPDX-License-Identifier: Apache-2.0
// The whole machine of a case in the store: who may step, what is due, what counts.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "store_support.hpp"

using namespace yiping;
using namespace yiping::collector;
using namespace yiping::collector::test;

namespace {

constexpr Seconds kHour = 3'600;

StoreOptions the_long_way(bool approval = false) {
  StoreOptions options;
  options.publication_min_gain = 1;
  options.publishing = Publishing::by_hand;
  options.regions = regions([approval](Profile& profile) {
    profile.windows.corrections = 0;
    profile.cases = {.short_way = false, .reply_approval = approval};
  });
  return options;
}

Staff with(std::vector<CaseRole> roles, std::string unit = {}) {
  Staff staff = officer();
  staff.roles = std::move(roles);
  staff.unit = std::move(unit);
  return staff;
}

/// A bad rating, and who handles it.
struct Desk {
  explicit Desk(StoreOptions options = the_long_way(), RatingWay way = RatingWay::anonymous)
      : store(std::move(options)) {
    store->put_services({service(1)});
    NewEvaluation bad = rating(1, 1, Level::dissatisfied);
    bad.way = way;
    REQUIRE(store->put_evaluation(bad) == EvaluationPut::stored);
    const auto cases = store->list_cases(officer(), CaseFilter::open);
    REQUIRE(cases.size() == 1);
    one = cases[0];
  }

  /// A step that must pass.
  void step(const Staff& by, CaseInput input) {
    const CaseMove move = input.move;
    const auto moved = store->move_case(by, one.id, one.version, std::move(input));
    INFO(name_of(move));
    REQUIRE(moved.result == CasePut::moved);
    one = moved.detail->summary;
  }
  /// Why a step does not.
  ErrorCode refusal(const Staff& by, CaseInput input) {
    const auto moved = store->move_case(by, one.id, one.version, std::move(input));
    REQUIRE(moved.result == CasePut::refused);
    REQUIRE(moved.error);
    return moved.error->code;
  }
  Counts total() {
    store->take_snapshot();
    return store->latest_snapshot(kArea, "2026-11")->total;
  }

  Fixture store;
  CaseSummary one;
};

}  // namespace

TEST_CASE("a case goes the whole way, and the figures with it", "[store][case]") {
  Desk desk(the_long_way(), RatingWay::call_back);
  const Staff handler = with({CaseRole::handler});
  const Staff caller = with({CaseRole::caller});
  CHECK(desk.one.duty == DeadlineKind::sign_for);
  CHECK(desk.refusal(handler, {.move = CaseMove::reply, .text = "早"}) == ErrorCode::illegal_move);
  desk.step(handler, {.move = CaseMove::sign});
  CHECK(desk.one.duty == DeadlineKind::reply);
  desk.step(handler, {.move = CaseMove::verify});
  desk.step(handler, {.move = CaseMove::fix_now});
  CHECK(desk.total().bad_rectified == 0);
  desk.step(handler, {.move = CaseMove::reply, .text = "已增开窗口。"});
  CHECK(desk.one.duty == DeadlineKind::call_back);
  CHECK(desk.total().bad_replied == 1);
  CHECK(desk.total().bad_rectified == 1);
  CHECK(desk.total().bad_closed == 0);
  desk.step(caller, {.move = CaseMove::call_attempt});
  desk.step(caller, {.move = CaseMove::partly});
  CHECK_FALSE(desk.one.duty);
  CHECK(desk.one.facts.outcome == CaseOutcome::partly);
  const Counts counts = desk.total();
  CHECK(counts.bad_closed == 1);
  CHECK(counts.named_bad_closed == 1);
  CHECK(counts.call_back_answers == 1);
  CHECK(counts.call_back_satisfied == 1);
  const auto seen = desk.store->find_receipt(receipt_hash(receipt_text(1)));
  CHECK(seen->rectification->state == CaseProgress::closed);
  CHECK(seen->rectification->reply == "已增开窗口。");
  const auto detail = desk.store->get_case(handler, desk.one.id);
  REQUIRE(detail->history.size() == 7);
  CHECK(detail->history[1].role == "handler");
  CHECK(detail->history[6].role == "caller");
  check_clean(desk.store);
}

TEST_CASE("who ruled a rating mistaken took it out of the figures, and may be overruled",
          "[store][case]") {
  Desk desk;
  const Staff handler = with({CaseRole::handler}, desk.one.facts.owner);
  const Staff administration = with({CaseRole::administration}, "11440300000000000A");
  for (const CaseMove move : {CaseMove::sign, CaseMove::verify}) desk.step(handler, {.move = move});
  CHECK(desk.refusal(handler, {.move = CaseMove::propose_mistaken}) == ErrorCode::reason_missing);
  desk.step(handler, {.move = CaseMove::propose_mistaken, .text = "评错了窗口。"});
  CHECK(desk.one.facts.state == CaseState::proposed);
  CHECK(desk.refusal(handler, {.move = CaseMove::rule_mistaken, .text = "同意。"}) ==
        ErrorCode::not_yours);
  CHECK(desk.total().bad() == 1);
  desk.step(administration, {.move = CaseMove::rule_mistaken, .text = "属实。"});
  CHECK(desk.total().bad() == 0);
  CHECK(desk.total().mistaken == 1);
  desk.step(handler, {.move = CaseMove::reply, .text = "经认定为误评。"});
  CHECK(desk.store->find_receipt(receipt_hash(receipt_text(1)))->rectification->reply ==
        "经认定为误评。");
  check_clean(desk.store);
}

TEST_CASE("a reply that has to be approved is the draft that was approved", "[store][case]") {
  Desk desk(the_long_way(true));
  const Staff handler = with({CaseRole::handler});
  const Staff approver = with({CaseRole::approver});
  for (const CaseMove move : {CaseMove::sign, CaseMove::verify, CaseMove::fix_now}) {
    desk.step(handler, {.move = move});
  }
  CHECK(desk.refusal(handler, {.move = CaseMove::reply, .text = "x"}) == ErrorCode::illegal_move);
  desk.step(handler, {.move = CaseMove::draft, .text = "初稿"});
  desk.step(approver, {.move = CaseMove::reject_draft, .text = "请写明措施。"});
  desk.step(handler, {.move = CaseMove::draft, .text = "已增开窗口。"});
  const Hash32 receipt = receipt_hash(receipt_text(1));
  CHECK(desk.store->find_receipt(receipt)->rectification->reply.empty());
  desk.step(approver, {.move = CaseMove::approve});
  CHECK(desk.store->find_receipt(receipt)->rectification->reply == "已增开窗口。");
  check_clean(desk.store);
}

TEST_CASE("an office reaches its own cases, and those that it was given", "[store][case]") {
  Desk desk;
  ReportedService other = service(2);
  other.org_code = "11440300MB2D00001X";
  other.org_name = "别的单位";
  desk.store->put_services({other});
  const Staff owner = with({CaseRole::handler}, desk.one.facts.owner);
  const Staff elsewhere = with({CaseRole::handler}, other.org_code);
  const Staff dispatcher = with({CaseRole::dispatcher});
  CHECK(desk.store->list_cases(owner, CaseFilter::open).size() == 1);
  CHECK(desk.store->list_cases(elsewhere, CaseFilter::open).empty());
  CHECK_FALSE(desk.store->get_case(elsewhere, desk.one.id));
  CHECK(desk.store->move_case(elsewhere, desk.one.id, 1, {.move = CaseMove::sign}).result ==
        CasePut::unknown);

  desk.step(owner, {.move = CaseMove::return_case, .text = "不属于本单位。"});
  CHECK(desk.one.duty == DeadlineKind::dispatch);
  CHECK(desk.refusal(dispatcher, {.move = CaseMove::assign, .text = "…", .unit = "nobody"}) ==
        ErrorCode::bad_value);
  desk.step(dispatcher, {.move = CaseMove::assign, .text = "由其办理。", .unit = other.org_code});
  CHECK(desk.one.facts.owner == other.org_code);
  CHECK(desk.store->list_cases(owner, CaseFilter::open).empty());
  CHECK(desk.store->list_cases(elsewhere, CaseFilter::open).size() == 1);
  desk.step(dispatcher, {.move = CaseMove::co_handle, .unit = service(1).org_code});
  const Staff co_handler = with({CaseRole::co_handler}, service(1).org_code);
  CHECK(desk.store->list_cases(co_handler, CaseFilter::open).size() == 1);
  desk.step(elsewhere, {.move = CaseMove::sign});
  desk.step(co_handler, {.move = CaseMove::contribute, .text = "材料已核。"});
  // What it counts for stays with who was rated.
  CHECK(desk.store->latest_snapshot(kArea, "2026-11") == std::nullopt);
  CHECK(desk.total().bad() == 1);
  check_clean(desk.store);
}

TEST_CASE("a unit's code may hold what codes hold elsewhere", "[store][case]") {
  Desk desk;
  ReportedService other = service(2);
  other.org_code = "MB2D 00001-X";
  desk.store->put_services({other});
  const Staff dispatcher = with({CaseRole::dispatcher});
  desk.step(dispatcher, {.move = CaseMove::co_handle, .unit = other.org_code});
  CHECK(desk.one.facts.co_handlers == std::vector{other.org_code});
  CHECK(desk.store->list_cases(with({CaseRole::co_handler}, other.org_code), CaseFilter::open)
            .size() == 1);
}

TEST_CASE("cases of one matter are merged into one that is there", "[store][case]") {
  Desk desk;
  desk.store->put_services({service(2)});
  REQUIRE(desk.store->put_evaluation(rating(2, 2, Level::very_dissatisfied)) ==
          EvaluationPut::stored);
  const Staff dispatcher = with({CaseRole::dispatcher});
  std::string other;
  for (const auto& each : desk.store->list_cases(dispatcher, CaseFilter::open)) {
    if (each.id != desk.one.id) other = each.facts.id;
  }
  for (const std::string& wrong : {desk.one.facts.id, std::string(32, '0'), std::string("x")}) {
    CHECK(desk.refusal(dispatcher, {.move = CaseMove::merge, .text = "同一事。", .into = wrong}) ==
          ErrorCode::bad_value);
  }
  desk.step(dispatcher, {.move = CaseMove::merge, .text = "同一事。", .into = other});
  CHECK(desk.one.facts.merged_into == other);
  CHECK_FALSE(desk.one.duty);
  CHECK(desk.store->list_cases(dispatcher, CaseFilter::open).size() == 1);
  CHECK(desk.total().bad() == 2);
  check_clean(desk.store);
}

TEST_CASE("what an officer may do now is what the store takes", "[store][case]") {
  const bool approval = GENERATE(false, true);
  Desk desk(the_long_way(approval));
  const Staff everybody = with({CaseRole::handler, CaseRole::dispatcher, CaseRole::supervisor});
  const auto moves = desk.store->moves_of(everybody, desk.one.facts);
  CHECK(moves == std::vector{CaseMove::sign, CaseMove::return_case, CaseMove::reassign,
                             CaseMove::co_handle, CaseMove::urge, CaseMove::merge});
  for (int i = 0; i < kCaseMoves; ++i) {
    const auto move = static_cast<CaseMove>(i);
    const bool legal = std::find(moves.begin(), moves.end(), move) != moves.end();
    const auto moved = desk.store->move_case(everybody, desk.one.id, desk.one.version + 100,
                                             {.move = move, .text = "…"});
    CHECK(moved.result == CasePut::stale);  // whatever it is: nothing moves by a wrong version
    if (legal) continue;
    const ErrorCode code = desk.refusal(everybody, {.move = move, .text = "…"});
    INFO(name_of(move));
    CHECK((code == ErrorCode::illegal_move || code == ErrorCode::not_yours));
  }
}

TEST_CASE("an extension that is granted moves what is due", "[store][case]") {
  Desk desk;
  const Staff handler = with({CaseRole::handler});
  const Staff approver = with({CaseRole::approver});
  desk.step(handler, {.move = CaseMove::sign});
  const Seconds before = desk.one.due;
  desk.store.set_clock(kNow + kHour);
  desk.step(handler, {.move = CaseMove::ask_extension, .text = "需现场核查。"});
  CHECK(desk.one.due == before);
  desk.step(approver, {.move = CaseMove::grant_extension});
  CHECK(desk.one.due > before);
  check_clean(desk.store);
}
