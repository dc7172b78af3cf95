// SPDX-License-Identifier: Apache-2.0
// Ratings that come many at once, and late.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "store_support.hpp"

using namespace yiping;
using namespace yiping::collector;
using namespace yiping::collector::test;

namespace {

using Results = std::vector<std::optional<EvaluationPut>>;

NewEvaluation held_back(std::int64_t number, Level level, Seconds submitted) {
  NewEvaluation evaluation = rating(number, number, level);
  evaluation.submitted = submitted;
  evaluation.device = DeviceClock{submitted - 30, 0};
  return evaluation;
}

Counts total(Fixture& store) { return store->latest_snapshot(kArea, "2026-11")->total; }

std::int64_t of(const Counts& counts, Level level) {
  return counts.levels[static_cast<std::size_t>(level)];
}

}  // namespace

TEST_CASE("a batch is answered row by row, in the order given, from one group", "[store][batch]") {
  Fixture store;
  std::vector<ReportedService> services;
  services.reserve(100);
  for (int i = 0; i < 100; ++i) services.push_back(service(i));
  store->put_services(services);
  std::vector<NewEvaluation> ratings;
  ratings.reserve(100);
  for (int i = 0; i < 100; ++i) ratings.push_back(rating(i, i, Level::satisfied));
  const auto before = store->figures();
  CHECK(store->put_evaluations(ratings) == Results(100, EvaluationPut::stored));
  CHECK(store->figures().groups == before.groups + 1);
  CHECK(store->put_evaluations(ratings) == Results(100, EvaluationPut::replay));
  CHECK(store->put_evaluations({}).empty());

  const auto mixed =
      store->put_evaluations({rating(1, 500, Level::satisfied), rating(2, 2, Level::dissatisfied),
                              rating(3, 3, Level::satisfied), rating(700, 700, Level::satisfied)});
  CHECK(mixed == Results{EvaluationPut::already_rated, EvaluationPut::digest_mismatch,
                         EvaluationPut::replay, EvaluationPut::service_unknown});
  const auto found = store->verify();
  CHECK(found.evaluations == 100);
  CHECK(found.quarantined == 1);
  CHECK(found.cells_different == 0);
}

TEST_CASE("a row that the file refuses fails alone", "[store][batch]") {
  Fixture store;
  store->put_services({service(1), service(2), service(3)});
  NewEvaluation bad = rating(2, 2, Level::dissatisfied);
  bad.via = "pigeon";
  const auto results = store->put_evaluations(
      {rating(1, 1, Level::satisfied), bad, rating(3, 3, Level::dissatisfied)});
  CHECK(results == Results{EvaluationPut::stored, std::nullopt, EvaluationPut::stored});
  CHECK(store->ready());
  CHECK(store->find_service(kArea, service(2).case_digest, 1)->offer.state == RatingState::open);
  const auto found = store->verify();
  CHECK(found.evaluations == 2);
  CHECK(found.cases == 1);
  CHECK(found.tokens_astray == 0);
  CHECK(found.cells_different == 0);
  CHECK(found.audit_broken == 0);
}

TEST_CASE("a batch that the queue has no room for is refused whole", "[store][batch]") {
  StoreOptions options;
  options.queue_rows = 3;
  Fixture store(options);
  store->put_services({service(1), service(2), service(3)});
  store->put_services({service(4)});
  CHECK_THROWS_AS(
      store->put_evaluations({rating(1, 1, Level::satisfied), rating(2, 2, Level::satisfied),
                              rating(3, 3, Level::satisfied), rating(4, 4, Level::satisfied)}),
      Unavailable);
  CHECK(store->verify().evaluations == 0);
}

TEST_CASE("what was held back counts by its first touch", "[store][batch][window]") {
  Fixture store;
  store->put_services({service(1), service(2), service(3), service(4)});
  const Seconds closes = store->find_service(kArea, service(1).case_digest, 1)->event.window_closes;

  SECTION("after the window, before the sweep") { store.set_clock(closes + kDay); }
  SECTION("after the sweep") {
    store.set_clock(closes + kDay);
    store->take_snapshot();
    CHECK(total(store).unrated == 4);
  }
  // As it arrives it is too late; as it was made it is not.
  REQUIRE(store->put_evaluation(rating(1, 1, Level::satisfied)) == EvaluationPut::window_closed);
  const Results expected(3, EvaluationPut::stored);
  CHECK(store->put_evaluations({held_back(1, Level::satisfied, closes - 1),
                                held_back(2, Level::very_dissatisfied, kNow),
                                held_back(3, Level::satisfied, closes + 3'600)}) == expected);
  CHECK(store->find_service(kArea, service(1).case_digest, 1)->offer.state ==
        RatingState::follow_up_open);
  CHECK(store->list_cases(officer(), CaseFilter::open).size() == 1);
  // A retry meets its row, however it comes.
  CHECK(store->put_evaluation(rating(1, 1, Level::satisfied)) == EvaluationPut::replay);
  const auto found = store->verify();
  CHECK(found.evaluations == 3);
  CHECK(found.cells_different == 0);
  CHECK(found.tokens_astray == 0);
}

TEST_CASE("a rating that was made after the window is kept at weight 0", "[store][batch][window]") {
  StoreOptions options;
  options.publication_min_gain = 1;
  Fixture store(options);
  store->put_services({service(1), service(2)});
  const Seconds closes = store->find_service(kArea, service(1).case_digest, 1)->event.window_closes;
  store.set_clock(closes + kDay);
  const bool swept = GENERATE(false, true);
  CAPTURE(swept);
  if (swept) store->take_snapshot();
  const NewEvaluation late = held_back(1, Level::very_dissatisfied, closes + 3'600);
  REQUIRE(store->put_evaluation(late) == EvaluationPut::stored);
  CHECK(store->put_evaluation(late) == EvaluationPut::replay);
  CHECK(store->put_evaluation(rating(1, 2, Level::satisfied)) == EvaluationPut::already_rated);
  CHECK(store->find_service(kArea, service(1).case_digest, 1)->offer.state == RatingState::rated);
  // It counts for nothing, and is answered like any other.
  CHECK(store->find_receipt(receipt_hash(receipt_text(1)))->rectification);
  CHECK(store->list_cases(officer(), CaseFilter::open).size() == 1);
  store->take_snapshot();
  CHECK(total(store).rated() == 0);
  CHECK(total(store).unrated == 2);
  CHECK(total(store).late == 1);
  const auto found = store->verify();
  CHECK(found.cells_different == 0);
  CHECK(found.tokens_astray == 0);
}

TEST_CASE("a late rating leaves the unrated and joins its level", "[store][batch][window]") {
  StoreOptions options;
  options.publication_min_gain = 1;
  Fixture store(options);
  store->put_services({service(1), service(2), service(3)});
  const Seconds closes = store->find_service(kArea, service(1).case_digest, 1)->event.window_closes;
  store.set_clock(closes);
  store->take_snapshot();
  REQUIRE(total(store).unrated == 3);
  const Results expected = {EvaluationPut::stored, EvaluationPut::stored};
  REQUIRE(store->put_evaluations({held_back(1, Level::satisfied, closes - 1),
                                  held_back(2, Level::dissatisfied, closes - 1)}) == expected);
  store.set_clock(closes + kDay);
  store->take_snapshot();
  const Counts after = total(store);
  CHECK(after.pending == 0);
  CHECK(after.unrated == 1);
  CHECK(of(after, Level::satisfied) == 1);
  CHECK(of(after, Level::dissatisfied) == 1);
  CHECK(store->verify().cells_different == 0);
}

TEST_CASE("a clock that runs ahead gains nothing", "[store][batch][window]") {
  Fixture store;
  store->put_services({service(1)});
  // Far ahead, and still stored while the window is open by our clock.
  CHECK(store->put_evaluations({held_back(1, Level::satisfied, kNow + 90 * kDay)}) ==
        Results{EvaluationPut::stored});
}
