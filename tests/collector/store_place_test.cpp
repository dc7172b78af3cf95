// SPDX-License-Identifier: Apache-2.0
// Places that anybody may rate without a case: figures of their own, a case for every bad rating,
// and never anything in 好评率.
#include <catch2/catch_test_macros.hpp>

#include "store_support.hpp"

using namespace yiping;
using namespace yiping::collector;
using namespace yiping::collector::test;

namespace {

Place place(std::uint8_t number, Standing standing = Standing::visit) {
  Place made;
  made.area = kArea;
  made.digest.fill(number);
  made.standing = standing;
  made.id = "window-" + std::to_string(number);
  made.name = std::to_string(number) + "号窗口";
  made.org_code = "11440300K317280672";
  made.org_name = "市民中心";
  made.channel = "qr";
  return made;
}

NewEvaluation visit(std::uint8_t number, std::int64_t submission, Level level) {
  NewEvaluation made = rating(0, submission, level);
  made.case_digest.fill(number);
  made.kind = "open";
  made.via = "qr";
  return made;
}

Hash32 receipt(std::int64_t submission) { return receipt_hash(receipt_text(submission)); }

Counts total(Fixture& store, Table table) {
  store->take_snapshot();
  const auto snapshot = store->latest_snapshot(kArea, "2026-11", table);
  return snapshot ? snapshot->total : Counts{};
}

}  // namespace

TEST_CASE("a place is rated again and again, in a table of its own", "[store][place]") {
  Fixture store(as_shipped());
  store->put_places({place(1), place(2, Standing::general)});
  store->put_services({service(1)});
  REQUIRE(store->put_evaluation(visit(1, 1, Level::satisfied)) == EvaluationPut::stored);
  REQUIRE(store->put_evaluation(visit(1, 2, Level::very_satisfied)) == EvaluationPut::stored);
  REQUIRE(store->put_evaluation(visit(2, 3, Level::satisfied)) == EvaluationPut::stored);
  REQUIRE(store->put_evaluation(rating(1, 4, Level::satisfied)) == EvaluationPut::stored);
  CHECK(total(store, Table::visits).rated() == 2);
  CHECK(total(store, Table::general).rated() == 1);
  const Counts cases = total(store, Table::cases);
  CHECK(cases.rated() == 1);
  CHECK(cases.pending == 0);
  check_clean(store);
}

TEST_CASE("the same submission at a place is one rating, and another document none",
          "[store][place]") {
  Fixture store(as_shipped());
  store->put_places({place(1), place(2)});
  const NewEvaluation first = visit(1, 1, Level::satisfied);
  REQUIRE(store->put_evaluation(first) == EvaluationPut::stored);
  CHECK(store->put_evaluation(first) == EvaluationPut::replay);
  NewEvaluation other = visit(1, 1, Level::dissatisfied);
  other.digest = "sha-256:other";
  CHECK(store->put_evaluation(other) == EvaluationPut::digest_mismatch);
  // The same document by another poster is another rating's id.
  CHECK(store->put_evaluation(visit(2, 1, Level::satisfied)) == EvaluationPut::digest_mismatch);
  CHECK(total(store, Table::visits).rated() == 1);
  check_clean(store);
}

TEST_CASE("a place that nobody registered takes nothing", "[store][place]") {
  Fixture store(as_shipped());
  CHECK(store->put_evaluation(visit(9, 1, Level::satisfied)) == EvaluationPut::service_unknown);
  CHECK_FALSE(store->find_place(kArea, place(9).digest));
  check_clean(store);
}

TEST_CASE("what was rated keeps its words when its place gets others", "[store][place]") {
  Fixture store(as_shipped());
  store->put_places({place(1)});
  REQUIRE(store->put_evaluation(visit(1, 1, Level::satisfied)) == EvaluationPut::stored);
  Place renamed = place(1);
  renamed.name = "综合窗口";
  store->put_places({renamed});
  CHECK(store->find_place(kArea, renamed.digest) == renamed);
  CHECK(store->find_receipt(receipt(1))->item_name == "1号窗口");
  REQUIRE(store->put_evaluation(visit(1, 2, Level::satisfied)) == EvaluationPut::stored);
  CHECK(store->find_receipt(receipt(2))->item_name == "综合窗口");
  check_clean(store);
}

TEST_CASE("a bad rating of a place is answered like any other", "[store][place][case]") {
  Fixture store(as_shipped());
  store->put_places({place(1)});
  REQUIRE(store->put_evaluation(visit(1, 1, Level::dissatisfied)) == EvaluationPut::stored);
  CHECK(store->list_cases(officer(), CaseFilter::all).empty());  // it may still be corrected
  store.set_clock(kNow + 601);
  const auto cases = store->list_cases(officer(), CaseFilter::open);
  REQUIRE(cases.size() == 1);
  CHECK(cases[0].item_name == "1号窗口");
  const auto moved = store->move_case(officer(), cases[0].id, 1,
                                      {.move = CaseMove::reply, .text = "已增开窗口。"});
  REQUIRE(moved.result == CasePut::moved);
  CHECK(store->find_receipt(receipt(1))->rectification->reply == "已增开窗口。");
  CHECK(total(store, Table::visits).bad_replied == 1);
  CHECK(total(store, Table::cases).bad_replied == 0);
  check_clean(store);
}

TEST_CASE("a rating of a place is corrected within its ten minutes", "[store][place][correction]") {
  Fixture store(as_shipped());
  store->put_places({place(1)});
  REQUIRE(store->put_evaluation(visit(1, 1, Level::very_dissatisfied)) == EvaluationPut::stored);
  CHECK(store->find_receipt(receipt(1))->offer.state == RatingState::correction_open);
  NewEvaluation corrected = rating(0, 2, Level::satisfied);
  REQUIRE(store->correct_evaluation({receipt(1), corrected}) == EvaluationPut::stored);
  const Counts counts = total(store, Table::visits);
  CHECK(counts.rated() == 1);
  CHECK(counts.bad() == 0);
  CHECK(counts.corrected == 1);
  store.set_clock(kNow + 601);
  CHECK(store->list_cases(officer(), CaseFilter::all).empty());
  check_clean(store);
}

TEST_CASE("what a device held back of a place counts by its touch", "[store][place][device]") {
  Fixture store(as_shipped());
  store->put_places({place(1)});
  NewEvaluation held = visit(1, 1, Level::satisfied);
  // 2026-10-31 10:00 UTC+8.
  held.device = DeviceClock{kNow - 22 * kDay, 0};
  REQUIRE(store->put_evaluation(held) == EvaluationPut::stored);
  store->take_snapshot();
  CHECK(store->latest_snapshot(kArea, "2026-10", Table::visits)->total.rated() == 1);
  check_clean(store);
}
