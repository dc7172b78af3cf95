// SPDX-License-Identifier: Apache-2.0
// 更正, 追评 and when a case reaches the desk: by the profile, told to the holder of the receipt.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include "store_support.hpp"

using namespace yiping;
using namespace yiping::collector;
using namespace yiping::collector::test;

namespace {

constexpr Seconds kCorrection = 600;

Hash32 receipt(std::int64_t submission) { return receipt_hash(receipt_text(submission)); }

/// `by`: the submission whose receipt the citizen holds.
EvaluationPut correct(Fixture& store, std::int64_t by, std::int64_t submission, Level level) {
  return store->correct_evaluation({receipt(by), rating(0, submission, level)});
}

Counts total(Fixture& store, Table table = Table::cases) {
  store->take_snapshot();
  return store->latest_snapshot(kArea, "2026-11", table)->total;
}

std::int64_t of(const Counts& counts, Level level) {
  return counts.levels[static_cast<std::size_t>(level)];
}

std::size_t at_the_desk(Fixture& store) {
  return store->list_cases(officer(), CaseFilter::all).size();
}

}  // namespace

TEST_CASE("a rating is corrected once, and the first stays at weight 0", "[store][correction]") {
  Fixture store(as_shipped());
  store->put_services({service(1)});
  REQUIRE(store->put_evaluation(rating(1, 1, Level::very_dissatisfied)) == EvaluationPut::stored);
  CHECK(store->find_receipt(receipt(1))->offer.state == RatingState::correction_open);
  CHECK(store->find_receipt(receipt(1))->offer.until == kNow + kCorrection);

  REQUIRE(correct(store, 1, 2, Level::satisfied) == EvaluationPut::stored);
  CHECK(correct(store, 1, 2, Level::satisfied) == EvaluationPut::replay);
  CHECK(correct(store, 1, 2, Level::dissatisfied) == EvaluationPut::digest_mismatch);
  CHECK(correct(store, 1, 3, Level::satisfied) == EvaluationPut::correction_closed);
  CHECK(correct(store, 2, 3, Level::satisfied) == EvaluationPut::correction_closed);
  CHECK(correct(store, 9, 3, Level::satisfied) == EvaluationPut::service_unknown);

  // Either receipt finds what counts now.
  for (const std::int64_t held : {1, 2}) {
    const auto found = store->find_receipt(receipt(held));
    REQUIRE(found);
    CHECK(found->level == Level::satisfied);
    CHECK(found->corrected == kNow);
    CHECK_FALSE(found->rectification);
  }
  CHECK(store->put_evaluation(rating(1, 1, Level::very_dissatisfied)) == EvaluationPut::replay);
  const Counts counts = total(store);
  CHECK(of(counts, Level::satisfied) == 1);
  CHECK(counts.bad() == 0);
  CHECK(counts.corrected == 1);
  CHECK(store->verify().evaluations == 2);
  CHECK(store->verify().cases == 0);
  check_clean(store);
}

TEST_CASE("the time to correct ends to the second", "[store][correction]") {
  Fixture store(as_shipped());
  store->put_services({service(1)});
  REQUIRE(store->put_evaluation(rating(1, 1, Level::satisfied)) == EvaluationPut::stored);
  SECTION("the last second") {
    store.set_clock(kNow + kCorrection - 1);
    CHECK(correct(store, 1, 2, Level::dissatisfied) == EvaluationPut::stored);
  }
  SECTION("after it") {
    store.set_clock(kNow + kCorrection);
    CHECK(correct(store, 1, 2, Level::dissatisfied) == EvaluationPut::correction_closed);
    CHECK(store->find_receipt(receipt(1))->offer.state == RatingState::follow_up_open);
  }
  check_clean(store);
}

TEST_CASE("a bad rating reaches the desk when it can no longer be corrected",
          "[store][correction][case]") {
  Fixture store(as_shipped());
  store->put_services({service(1)});
  REQUIRE(store->put_evaluation(rating(1, 1, Level::dissatisfied)) == EvaluationPut::stored);
  // It is there with its rating, and nobody sees it yet but who holds the receipt.
  CHECK(store->verify().cases == 1);
  CHECK(at_the_desk(store) == 0);
  REQUIRE(store->find_receipt(receipt(1))->rectification);
  SECTION("in time") {
    store.set_clock(kNow + kCorrection - 1);
    CHECK(at_the_desk(store) == 0);
    store.set_clock(kNow + kCorrection);
    CHECK(at_the_desk(store) == 1);
  }
  SECTION("at once when the correction is used") {
    REQUIRE(correct(store, 1, 2, Level::very_dissatisfied) == EvaluationPut::stored);
    const auto cases = store->list_cases(officer(), CaseFilter::open);
    REQUIRE(cases.size() == 1);
    CHECK(cases[0].level == Level::very_dissatisfied);
    CHECK(store->get_case(officer(), cases[0].id)->document ==
          rating(0, 2, Level::very_dissatisfied).document);
  }
  SECTION("never, when it was a slip of the finger") {
    REQUIRE(correct(store, 1, 2, Level::very_satisfied) == EvaluationPut::stored);
    store.set_clock(kNow + kDay);
    CHECK(at_the_desk(store) == 0);
  }
  SECTION("and not by its id before") {
    store.set_clock(kNow + kCorrection);
    const Id16 id = store->list_cases(officer(), CaseFilter::open).at(0).id;
    store.set_clock(kNow);
    CHECK_FALSE(store->get_case(officer(), id));
    CHECK(store->move_case(officer(), id, 1, {.move = CaseMove::reply, .text = "…"}).result ==
          CasePut::unknown);
  }
  check_clean(store);
}

TEST_CASE("a reply is counted with the rating that it answers", "[store][correction][case]") {
  Fixture store(as_shipped());
  store->put_services({service(1)});
  REQUIRE(store->put_evaluation(rating(1, 1, Level::satisfied)) == EvaluationPut::stored);
  REQUIRE(correct(store, 1, 2, Level::dissatisfied) == EvaluationPut::stored);
  const auto cases = store->list_cases(officer(), CaseFilter::open);
  REQUIRE(cases.size() == 1);
  REQUIRE(store->move_case(officer(), cases[0].id, 1, {.move = CaseMove::reply, .text = "已改。"})
              .result == CasePut::moved);
  const Counts counts = total(store);
  CHECK(counts.bad_replied == 1);
  CHECK(counts.corrected == 1);
  CHECK(store->answer_receipt(receipt(1), CaseMove::satisfied).result == CasePut::moved);
  check_clean(store);
}

TEST_CASE("a further rating stands in a table of its own", "[store][follow-up]") {
  Fixture store(as_shipped());
  store->put_services({service(1)});
  REQUIRE(store->put_evaluation(rating(1, 1, Level::satisfied)) == EvaluationPut::stored);
  NewEvaluation further = rating(1, 2, Level::dissatisfied);
  further.round = 2;
  // Not while the first may still be corrected.
  CHECK(store->put_evaluation(further) == EvaluationPut::window_closed);
  store.set_clock(kNow + kDay);
  REQUIRE(store->find_receipt(receipt(1))->offer.state == RatingState::follow_up_open);
  CHECK(store->find_service(kArea, service(1).case_digest, 2)->offer.state == RatingState::open);
  REQUIRE(store->put_evaluation(further) == EvaluationPut::stored);
  CHECK(store->put_evaluation(further) == EvaluationPut::replay);
  NewEvaluation third = rating(1, 3, Level::satisfied);
  third.round = 2;
  CHECK(store->put_evaluation(third) == EvaluationPut::already_rated);
  third.round = 3;
  CHECK(store->put_evaluation(third) == EvaluationPut::window_closed);
  // The first is past correction, the further one is not.
  CHECK(correct(store, 1, 4, Level::satisfied) == EvaluationPut::correction_closed);
  REQUIRE(correct(store, 2, 4, Level::very_dissatisfied) == EvaluationPut::stored);
  CHECK(at_the_desk(store) == 1);
  const Counts first = total(store);
  CHECK(of(first, Level::satisfied) == 1);
  CHECK(first.bad() == 0);
  const Counts further_ones = total(store, Table::follow_ups);
  CHECK(of(further_ones, Level::very_dissatisfied) == 1);
  CHECK(further_ones.rated() == 1);
  CHECK(further_ones.corrected == 1);
  check_clean(store);
}

TEST_CASE("a further rating comes in its window or not at all", "[store][follow-up]") {
  Fixture store(as_shipped());
  store->put_services({service(1)});
  REQUIRE(store->put_evaluation(rating(1, 1, Level::satisfied)) == EvaluationPut::stored);
  store.set_clock(kNow + 40 * kDay);
  NewEvaluation further = rating(1, 2, Level::satisfied);
  further.round = 2;
  CHECK(store->put_evaluation(further) == EvaluationPut::window_closed);
  CHECK(store->find_receipt(receipt(1))->offer.state == RatingState::closed);
  check_clean(store);
}

TEST_CASE("whatever the levels, a correction leaves the figures of what counts",
          "[store][correction]") {
  const Level first = GENERATE(from_range(std::begin(kLevels), std::end(kLevels)));
  const Level second = GENERATE(from_range(std::begin(kLevels), std::end(kLevels)));
  CAPTURE(name_of(first), name_of(second));
  Fixture store(as_shipped());
  store->put_services({service(1)});
  REQUIRE(store->put_evaluation(rating(1, 1, first)) == EvaluationPut::stored);
  REQUIRE(correct(store, 1, 2, second) == EvaluationPut::stored);
  CHECK(of(total(store), second) == 1);
  CHECK(total(store).rated() == 1);
  CHECK(at_the_desk(store) == (is_bad(second) ? 1U : 0U));
  check_clean(store);
}

TEST_CASE("a contact is kept sealed beside its rating and goes with a correction",
          "[store][contact]") {
  Fixture store(as_shipped());
  store->put_services({service(1)});
  NewEvaluation named = rating(1, 1, Level::dissatisfied);
  named.way = RatingWay::named;
  named.contact =
      SealedContact{.key_id = 1, .sealed = "\x01\x02", .blind = {}, .keep_until = kNow + kDay};
  REQUIRE(store->put_evaluation(named) == EvaluationPut::stored);
  CHECK(store->find_receipt(receipt(1))->way == RatingWay::named);
  CHECK(total(store).named_bad == 1);
  const Id16 submission = named.submission;
  REQUIRE(store->find_contact(kArea, submission));
  CHECK(store->find_contact(kArea, submission)->sealed == "\x01\x02");
  SECTION("replaced") {
    REQUIRE(correct(store, 1, 2, Level::dissatisfied) == EvaluationPut::stored);
    CHECK_FALSE(store->find_contact(kArea, submission));
    CHECK(total(store).named_bad == 0);
  }
  SECTION("withdrawn by the holder") {
    CHECK(store->forget_contact(receipt(1)));
    CHECK_FALSE(store->find_contact(kArea, submission));
    CHECK_FALSE(store->forget_contact(receipt(1)));
    CHECK(store->find_receipt(receipt(1))->level == Level::dissatisfied);
  }
  SECTION("no longer than it may be") {
    store.set_clock(kNow + kDay - 1);
    store->take_snapshot();
    CHECK(store->find_contact(kArea, submission));
    store.set_clock(kNow + kDay);
    store->take_snapshot();
    CHECK_FALSE(store->find_contact(kArea, submission));
  }
  check_clean(store);
}
