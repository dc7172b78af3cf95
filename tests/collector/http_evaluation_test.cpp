// SPDX-License-Identifier: Apache-2.0
// From the rating to the answer that the citizen reads.
#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "http_stack.hpp"
#include "yiping/evaluation.hpp"

using namespace yiping::collector;
using namespace yiping::collector::test;

namespace {

Json look_up(const Stack& stack, const std::string& receipt) {
  const Reply reply = stack.post("/v1/receipts:lookup", Json{{"receipt", receipt}}.dump());
  REQUIRE(reply.status == 200);
  return reply.json();
}

Reply answer(const Stack& stack, const std::string& receipt, const char* word) {
  return stack.post("/v1/receipts:answer", Json{{"receipt", receipt}, {"answer", word}}.dump());
}

}  // namespace

TEST_CASE("201 first, 200 for the same again, with the same body", "[http][evaluation]") {
  Stack stack;
  const std::string token = stack.invited();
  const std::string rated = document({Level::very_satisfied, {"510"}, "很好", 7});
  const Reply first = stack.rate(token, rated);
  REQUIRE(first.status == 201);
  const Json body = first.json();
  CHECK(body["digest"] == yiping::digest_of(rated));
  CHECK(body["submission"] == "07070707070707070707070707070707");
  yiping::SubmissionId submission;
  submission.fill(7);
  CHECK(body["receipt"] == yiping::receipt_of(440'300, submission));
  for (int again = 0; again < 3; ++again) {
    const Reply replay = stack.rate(token, rated);
    CHECK(replay.status == 200);
    CHECK(replay.body == first.body);
  }
  CHECK(stack.get("/v1/invitation", with_token(token)).json()["state"] == "rated");
}

TEST_CASE("a retry of a stored rating gets its receipt after the token's end",
          "[http][evaluation]") {
  Stack stack;
  const std::string token = stack.invited();
  const std::string rated = document({});
  const Reply first = stack.rate(token, rated);
  REQUIRE(first.status == 201);
  stack.set_clock(kNow + 400 * kDay);
  const Reply late = stack.rate(token, rated);
  CHECK(late.status == 200);
  CHECK(late.body == first.body);
  require_problem(stack.rate(token, document({Level::satisfied, {}, "", 2})), 401, "token_expired");
}

TEST_CASE("eight retries at once store one rating", "[http][evaluation]") {
  Stack stack;
  const std::string token = stack.invited();
  const std::string rated = document({});
  std::vector<std::thread> threads;
  threads.reserve(8);
  std::atomic<int> created = 0;
  std::atomic<int> replayed = 0;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      const int status = stack.rate(token, rated).status;
      created += status == 201 ? 1 : 0;
      replayed += status == 200 ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(created == 1);
  CHECK(replayed == 7);
}

TEST_CASE("another document under a submission is refused and kept aside", "[http][evaluation]") {
  Stack stack;
  const std::string token = stack.invited();
  REQUIRE(stack.rate(token, document({Level::satisfied, {}, "one", 1})).status == 201);
  require_problem(stack.rate(token, document({Level::dissatisfied, {}, "two", 1})), 409,
                  "digest_mismatch");
  // The first stands: there is no case, which a bad rating would have opened.
  CHECK(stack.store().list_cases(officer(), CaseFilter::all).empty());
}

TEST_CASE("a service is rated once", "[http][evaluation]") {
  Stack stack;
  const std::string token = stack.invited();
  REQUIRE(stack.rate(token, document({Level::satisfied, {}, "", 1})).status == 201);
  require_problem(stack.rate(token, document({Level::satisfied, {}, "", 2})), 409, "already_rated");
  // A fresh token of the same service is a token of the same one rating.
  const Reply again = stack.push(Json{{"services", {service_event(1)}}}.dump());
  REQUIRE(again.json()["known"] == 1);
  const std::string fresh = again.json()["services"][0]["token"];
  require_problem(stack.rate(fresh, document({Level::satisfied, {}, "", 3})), 409, "already_rated");
}

TEST_CASE("after the window no rating is taken, and the page can say so", "[http][evaluation]") {
  Stack stack;
  const std::string token = stack.invited();
  stack.set_clock(kNow + 8 * kDay);
  CHECK(stack.get("/v1/invitation", with_token(token)).json()["state"] == "closed");
  require_problem(stack.rate(token, document({})), 409, "window_closed");
}

TEST_CASE("a receipt opens its rating, however it was typed", "[http][receipt]") {
  Stack stack;
  const std::string receipt =
      stack.rate(stack.invited(), document({})).json()["receipt"].get<std::string>();
  const Json stored = look_up(stack, receipt);
  CHECK(stored["state"] == "stored");
  CHECK(stored["level"] == "satisfied");
  CHECK(stored["item_name"] == "居住证签发");
  CHECK_FALSE(stored.contains("case"));
  std::string typed = receipt.substr(0, 6) + "-";
  for (const char c : receipt.substr(6)) {
    typed += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    typed += ' ';
  }
  CHECK(look_up(stack, typed) == stored);
}

TEST_CASE("a receipt that is not there yet is no error", "[http][receipt]") {
  Stack stack;
  yiping::SubmissionId submission{};
  CHECK(look_up(stack, yiping::receipt_of(440'300, submission)) == Json{{"state", "not_arrived"}});
}

TEST_CASE("what is no receipt is refused", "[http][receipt]") {
  Stack stack;
  yiping::SubmissionId submission{};
  std::string wrong = yiping::receipt_of(440'300, submission);
  wrong.back() = wrong.back() == '7' ? '8' : '7';
  for (const std::string& typed : {wrong, std::string("1"), std::string("好")}) {
    const Reply reply = stack.post("/v1/receipts:lookup", Json{{"receipt", typed}}.dump());
    CHECK(require_problem(reply, 400, "bad_receipt")["field"] == "/receipt");
  }
}

TEST_CASE("look-ups are limited by address", "[http][receipt]") {
  Stack stack;
  yiping::SubmissionId submission{};
  const std::string body = Json{{"receipt", yiping::receipt_of(440'300, submission)}}.dump();
  for (int i = 0; i < 60; ++i) REQUIRE(stack.post("/v1/receipts:lookup", body).status == 200);
  const Reply refused = stack.post("/v1/receipts:lookup", body);
  require_problem(refused, 429, "slow_down");
  CHECK(refused.header("Retry-After") == "1");
  stack.set_clock(kNow + 1);
  CHECK(stack.post("/v1/receipts:lookup", body).status == 200);
}

TEST_CASE("a bad rating is answered, and the citizen has the last word", "[http][receipt]") {
  Stack stack;
  const std::string receipt =
      stack.rate(stack.invited(), document({Level::very_dissatisfied, {"109"}, "太慢", 1}))
          .json()["receipt"];
  CHECK(look_up(stack, receipt)["case"]["state"] == "opened");
  const Json early = require_problem(answer(stack, receipt, "satisfied"), 409, "move_refused");
  CHECK(early["remedy"]["en"] == "Allowed now: —.");

  const auto opened = stack.store().list_cases(officer(), CaseFilter::open);
  REQUIRE(opened.size() == 1);
  const auto reply = stack.store().move_case(officer(), opened[0].id, 1,
                                             {.move = yiping::CaseMove::reply, .text = "已经改进"});
  REQUIRE(reply.result == CasePut::moved);
  const Json replied = look_up(stack, receipt)["case"];
  CHECK(replied["state"] == "replied");
  CHECK(replied["reply"] == "已经改进");

  const Json reopened = answer(stack, receipt, "not_satisfied").json();
  CHECK(reopened["case"]["state"] == "reopened");
  CHECK(reopened["case"]["outcome"] == "not_satisfied");
  require_problem(answer(stack, receipt, "maybe"), 400, "bad_value");
}

TEST_CASE("a good rating has no case to answer", "[http][receipt]") {
  Stack stack;
  const std::string receipt =
      stack.rate(stack.invited(), document({})).json()["receipt"].get<std::string>();
  const Reply reply = answer(stack, receipt, "satisfied");
  require_problem(reply, 404, "case_unknown");
}

TEST_CASE("a page of another area's portal cannot rate here", "[http][origin]") {
  Stack stack;
  const std::string token = stack.invited();
  require_problem(
      stack.rate(token, document({Level::satisfied, {}, "", 1}), {{"Origin", kOtherOrigin}}), 403,
      "origin_refused");
  CHECK(stack.store().verify().evaluations == 0);
  CHECK(stack.rate(token, document({Level::satisfied, {}, "", 1}), {{"Origin", kOrigin}}).status ==
        201);
}
