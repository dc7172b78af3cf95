// SPDX-License-Identifier: Apache-2.0
// What other systems are to be told is there with what happened, once, until it was told.
#include <catch2/catch_test_macros.hpp>

#include "store_support.hpp"

using namespace yiping;
using namespace yiping::collector;
using namespace yiping::collector::test;

namespace {

StoreOptions telling() {
  StoreOptions options;
  options.publishing = Publishing::by_hand;
  options.regions = regions_at_once();
  options.relays = true;
  options.notifies = true;
  return options;
}

std::vector<std::string> kinds(const std::vector<Delivery>& deliveries) {
  std::vector<std::string> out;
  out.reserve(deliveries.size());
  for (const Delivery& one : deliveries) out.push_back(one.kind);
  return out;
}

}  // namespace

TEST_CASE("a rating is told once, with its case number and without its receipt",
          "[store][delivery]") {
  Fixture store(telling());
  store->put_services({service(1)});
  const NewEvaluation evaluation = rating(1, 1, Level::satisfied);
  REQUIRE(store->put_evaluation(evaluation) == EvaluationPut::stored);
  REQUIRE(store->put_evaluation(evaluation) == EvaluationPut::replay);
  CHECK(store->delivery_figures(Target::relay).waiting == 1);
  CHECK(store->delivery_figures(Target::relay).oldest == kNow);
  const auto claimed = store->claim_deliveries(Target::relay, 300);
  REQUIRE(kinds(claimed) == std::vector<std::string>{"evaluation"});
  const auto told = store->find_relayed(kArea, claimed[0].id);
  REQUIRE(told);
  CHECK(told->event.case_no == service(1).case_no);
  CHECK(told->document == evaluation.document);
  CHECK(told->level == Level::satisfied);
  store->settle_delivery(claimed[0], {});
  CHECK(store->delivery_figures(Target::relay).waiting == 0);
  CHECK(store->claim_deliveries(Target::relay, 300).empty());
}

TEST_CASE("what is claimed is nobody else's until its lease is over", "[store][delivery]") {
  Fixture store(telling());
  store->put_services({service(1)});
  REQUIRE(store->put_evaluation(rating(1, 1, Level::satisfied)) == EvaluationPut::stored);
  CHECK(store->claim_deliveries(Target::relay, 300).size() == 1);
  CHECK(store->claim_deliveries(Target::relay, 300).empty());
  CHECK(store->claim_deliveries(Target::notices, 300).empty());
  store.set_clock(kNow + 300);
  CHECK(store->claim_deliveries(Target::relay, 300).size() == 1);
}

TEST_CASE("later is later, and refused waits for an operator", "[store][delivery]") {
  Fixture store(telling());
  store->put_services({service(1)});
  REQUIRE(store->put_evaluation(rating(1, 1, Level::satisfied)) == EvaluationPut::stored);
  auto claimed = store->claim_deliveries(Target::relay, 300);
  store->settle_delivery(claimed.at(0), {Attempt::Result::later, kNow + 60, "503 busy"});
  CHECK(store->claim_deliveries(Target::relay, 300).empty());
  store.set_clock(kNow + 60);
  claimed = store->claim_deliveries(Target::relay, 300);
  REQUIRE(claimed.size() == 1);
  CHECK(claimed[0].attempts == 1);
  CHECK(claimed[0].error == "503 busy");
  store->settle_delivery(claimed[0], {Attempt::Result::refused, 0, "422 no identity"});
  store.set_clock(kNow + kDay);
  CHECK(store->claim_deliveries(Target::relay, 300).empty());
  CHECK(store->delivery_figures(Target::relay).dead == 1);
  CHECK(store->delivery_figures(Target::relay).waiting == 0);
  REQUIRE(store->dead_deliveries(10).size() == 1);
  CHECK(store->dead_deliveries(10)[0].error == "422 no identity");
  CHECK(store->replay_deliveries() == 1);
  CHECK(store->claim_deliveries(Target::relay, 300).size() == 1);
}

TEST_CASE("a correction says what it took the place of", "[store][delivery][correction]") {
  StoreOptions options = telling();
  options.regions = regions([](Profile&) {});
  Fixture store(options);
  store->put_services({service(1)});
  const NewEvaluation first = rating(1, 1, Level::dissatisfied);
  REQUIRE(store->put_evaluation(first) == EvaluationPut::stored);
  store.set_clock(kNow + 5);
  REQUIRE(store->correct_evaluation({receipt_hash(receipt_text(1)),
                                     rating(0, 2, Level::satisfied)}) == EvaluationPut::stored);
  const auto claimed = store->claim_deliveries(Target::relay, 300);
  REQUIRE(kinds(claimed) == std::vector<std::string>{"evaluation", "correction"});
  const auto told = store->find_relayed(kArea, claimed[1].id);
  REQUIRE(told);
  CHECK(told->replaces == std::vector{first.submission});
}

TEST_CASE("without anybody to tell, nothing is kept for it", "[store][delivery]") {
  Fixture store;
  store->put_services({service(1)});
  REQUIRE(store->put_evaluation(rating(1, 1, Level::dissatisfied)) == EvaluationPut::stored);
  store.set_clock(kNow + 40 * kDay);
  store->remind();
  CHECK(store->delivery_figures(Target::relay).waiting == 0);
  CHECK(store->delivery_figures(Target::notices).waiting == 0);
}

TEST_CASE("a deadline is told when it is near and when it has passed, once each",
          "[store][delivery][case]") {
  Fixture store(telling());
  store->put_services({service(1)});
  REQUIRE(store->put_evaluation(rating(1, 1, Level::dissatisfied)) == EvaluationPut::stored);
  const CaseSummary one = store->list_cases(officer(), CaseFilter::open).at(0);
  store->remind();
  CHECK(store->delivery_figures(Target::notices).waiting == 0);
  store.set_clock(one.warns);
  store->remind();
  store->remind();
  CHECK(store->delivery_figures(Target::notices).waiting == 1);
  store.set_clock(one.due);
  store->remind();
  store->remind();
  const auto claimed = store->claim_deliveries(Target::notices, 300);
  CHECK(kinds(claimed) == std::vector<std::string>{"case.warning", "case.overdue"});
  CHECK(store->find_notified(kArea, one.id)->duty == DeadlineKind::reply);
  for (const Delivery& each : claimed) store->settle_delivery(each, {});
  // The next duty is told anew.
  REQUIRE(store->move_case(officer(), one.id, 1, {.move = CaseMove::reply, .text = "已改进。"})
              .result == CasePut::moved);
  const CaseSummary replied = store->get_case(officer(), one.id)->summary;
  store.set_clock(replied.warns);
  store->remind();
  CHECK(store->delivery_figures(Target::notices).waiting == 1);
}

TEST_CASE("nobody can be called back: the case is closed when the days for it are over",
          "[store][delivery][case]") {
  Fixture store(telling());
  store->put_services({service(1), service(2)});
  REQUIRE(store->put_evaluation(rating(1, 1, Level::dissatisfied)) == EvaluationPut::stored);
  NewEvaluation reachable = rating(2, 2, Level::dissatisfied);
  reachable.way = RatingWay::call_back;
  REQUIRE(store->put_evaluation(reachable) == EvaluationPut::stored);
  Seconds due = 0;
  for (const auto& one : store->list_cases(officer(), CaseFilter::open)) {
    const auto moved =
        store->move_case(officer(), one.id, 1, {.move = CaseMove::reply, .text = "已改进。"});
    REQUIRE(moved.result == CasePut::moved);
    due = moved.detail->summary.due;
  }
  store.set_clock(due);
  store->remind();
  const auto open = store->list_cases(officer(), CaseFilter::open);
  REQUIRE(open.size() == 1);
  CHECK(open[0].facts.way == RatingWay::call_back);
  const auto closed = store->list_cases(officer(), CaseFilter::closed);
  REQUIRE(closed.size() == 1);
  CHECK(closed[0].facts.outcome == CaseOutcome::no_contact);
  // The citizen may still say that it is not solved.
  CHECK(store->answer_receipt(receipt_hash(receipt_text(1)), CaseMove::not_satisfied).result ==
        CasePut::moved);
  CHECK(store->verify().cells_different == 0);
}
