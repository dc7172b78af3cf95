// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "store_support.hpp"

using namespace yiping;
using namespace yiping::collector;
using namespace yiping::collector::test;

TEST_CASE("a service event is stored once and known afterwards", "[store][services]") {
  Fixture store;
  const auto first = puts(store->put_services({service(1), service(2), service(1)}));
  CHECK(first == std::vector{ServicePut::accepted, ServicePut::accepted, ServicePut::known});
  CHECK(puts(store->put_services({service(2)})) == std::vector{ServicePut::known});

  const auto found = store->find_service(kArea, service(1).case_digest, 1);
  REQUIRE(found);
  CHECK(found->event.item_name == "居民身份证换领");
  CHECK(found->event.case_no == service(1).case_no);
  CHECK(found->offer.state == RatingState::open);
  CHECK_FALSE(store->find_service(kArea, service(3).case_digest, 1));
  CHECK_FALSE(store->find_service("440100000000", service(1).case_digest, 1));
}

TEST_CASE("a rating is stored once; the same document again is a replay", "[store][once]") {
  Fixture store;
  store->put_services({service(1)});
  const auto evaluation = rating(1, 1, Level::satisfied);
  CHECK(store->put_evaluation(evaluation) == EvaluationPut::stored);
  CHECK(store->put_evaluation(evaluation) == EvaluationPut::replay);
  CHECK(store->find_service(kArea, service(1).case_digest, 1)->offer.state ==
        RatingState::follow_up_open);

  store.reopen();
  CHECK(store->put_evaluation(evaluation) == EvaluationPut::replay);
  const auto found = store->verify();
  CHECK(found.evaluations == 1);
  CHECK(found.intact);
}

TEST_CASE("a replay is a replay even after the window has closed", "[store][once]") {
  Fixture store;
  store->put_services({service(1)});
  const auto evaluation = rating(1, 1, Level::satisfied);
  CHECK(store->put_evaluation(evaluation) == EvaluationPut::stored);
  store.set_clock(kNow + 30 * kDay);
  CHECK(store->put_evaluation(evaluation) == EvaluationPut::replay);
}

TEST_CASE("another document under a submission id is kept aside and changes nothing",
          "[store][once]") {
  Fixture store;
  store->put_services({service(1)});
  REQUIRE(store->put_evaluation(rating(1, 1, Level::satisfied)) == EvaluationPut::stored);
  CHECK(store->put_evaluation(rating(1, 1, Level::dissatisfied)) == EvaluationPut::digest_mismatch);
  CHECK(store->find_receipt(receipt_hash(receipt_text(1)))->level == Level::satisfied);
  const auto found = store->verify();
  CHECK(found.evaluations == 1);
  CHECK(found.quarantined == 1);
  CHECK(found.cells_different == 0);
}

TEST_CASE("refused bodies of one submission cannot fill the disk", "[store][quarantine]") {
  Fixture store;
  store->put_services({service(1)});
  REQUIRE(store->put_evaluation(rating(1, 1, Level::satisfied)) == EvaluationPut::stored);
  auto other = rating(1, 1, Level::satisfied);
  for (int i = 0; i < 40; ++i) {
    other.document += " ";
    other.digest = "sha-256:" + std::to_string(i);
    CHECK(store->put_evaluation(other) == EvaluationPut::digest_mismatch);
  }
  CHECK(store->verify().quarantined == 16);
}

TEST_CASE("another submission for a rated case is refused", "[store][token]") {
  Fixture store;
  store->put_services({service(1)});
  REQUIRE(store->put_evaluation(rating(1, 1, Level::satisfied)) == EvaluationPut::stored);
  CHECK(store->put_evaluation(rating(1, 2, Level::satisfied)) == EvaluationPut::already_rated);
  store.set_clock(kNow + 30 * kDay);
  CHECK(store->put_evaluation(rating(1, 2, Level::satisfied)) == EvaluationPut::already_rated);
  CHECK(store->verify().evaluations == 1);
}

TEST_CASE("a rating of a service that was never reported is refused", "[store][token]") {
  Fixture store;
  CHECK(store->put_evaluation(rating(1, 1, Level::satisfied)) == EvaluationPut::service_unknown);
  CHECK(store->verify().evaluations == 0);
}

TEST_CASE("a rating after the window is refused before and after the sweep", "[store][window]") {
  Fixture store;
  store->put_services({service(1)});
  const auto closes = store->find_service(kArea, service(1).case_digest, 1)->event.window_closes;
  store.set_clock(closes - 1);
  CHECK(store->find_service(kArea, service(1).case_digest, 1)->offer.state == RatingState::open);
  store.set_clock(closes);
  CHECK(store->find_service(kArea, service(1).case_digest, 1)->offer.state == RatingState::unrated);
  CHECK(store->put_evaluation(rating(1, 1, Level::satisfied)) == EvaluationPut::window_closed);
  store->take_snapshot();
  CHECK(store->put_evaluation(rating(1, 1, Level::satisfied)) == EvaluationPut::window_closed);
  CHECK(store->find_service(kArea, service(1).case_digest, 1)->offer.state == RatingState::unrated);
}

TEST_CASE("the holder of a receipt finds the rating, others find nothing", "[store][receipt]") {
  Fixture store;
  store->put_services({service(1)});
  CHECK_FALSE(store->find_receipt(receipt_hash(receipt_text(1))));
  REQUIRE(store->put_evaluation(rating(1, 1, Level::basically_satisfied)) == EvaluationPut::stored);
  const auto receipt = store->find_receipt(receipt_hash(receipt_text(1)));
  REQUIRE(receipt);
  CHECK(receipt->level == Level::basically_satisfied);
  CHECK(receipt->item_name == "居民身份证换领");
  CHECK(receipt->org_name == "深圳市公安局");
  CHECK(receipt->submitted == kNow - 60);
  CHECK_FALSE(receipt->rectification);
  CHECK_FALSE(store->find_receipt(receipt_hash(receipt_text(2))));
}

TEST_CASE("rare characters of GB 18030 and emoji survive", "[store][text]") {
  Fixture store;
  store->put_services({service(1)});
  auto evaluation = rating(1, 1, Level::dissatisfied);
  evaluation.document =
      R"({"texts":{"suggestion":"𠮷野家𰻝𰻝面 ᠮᠣᠩᠭᠣᠯ ئۇيغۇر 👩‍👩‍👧"}})";
  REQUIRE(store->put_evaluation(evaluation) == EvaluationPut::stored);
  const auto cases = store->list_cases(officer(), CaseFilter::open);
  REQUIRE(cases.size() == 1);
  CHECK(store->get_case(officer(), cases[0].id)->document == evaluation.document);
}

TEST_CASE("a refused body is kept as it came, whatever its bytes are", "[store][text]") {
  Fixture store;
  using namespace std::string_literals;
  store->quarantine(kArea, "malformed", "\0{\xff\xfe"s);
  store->quarantine(kArea, "malformed", "\xd4\xda GBK"s);
  store->quarantine(kArea, "malformed", "\0{\xff\xfe"s);
  CHECK(store->verify().quarantined == 2);
}
