// SPDX-License-Identifier: Apache-2.0
// What a device held back, sent many at once.
#include <catch2/catch_test_macros.hpp>

#include "device_client.hpp"
#include "yiping/evaluation.hpp"

using namespace yiping::collector;
using namespace yiping::collector::test;

namespace {

Json entry(const std::string& token, const std::string& document) {
  return {{"token", token}, {"evaluation", Json::parse(document)}};
}

std::string body_of(const Json& entries) { return Json{{"evaluations", entries}}.dump(); }

Json results(const Reply& reply) {
  INFO(reply.body);
  REQUIRE(reply.status == 200);
  return reply.json()["results"];
}

std::string numbered(std::uint8_t submission, Level level = Level::satisfied) {
  return document({level, {}, "", submission});
}

Json refused(int status, const char* code, const char* field = "") {
  Json told = {{"status", status}, {"code", code}};
  if (*field != '\0') told["field"] = field;
  return told;
}

}  // namespace

TEST_CASE("each of a batch is answered by itself, in the order given", "[http][batch]") {
  Stack stack;
  const DeviceClient device(stack, enrolment_code(1));
  const std::string one = stack.invited(1);
  const std::string two = stack.invited(2);
  const std::string three = stack.invited(3);
  REQUIRE(stack.rate(three, numbered(3)).status == 201);
  const std::string unknown = [&] {
    Token token = stack.tokens().parse(one);
    token.case_digest.fill(9);
    return stack.tokens().mint(token);
  }();

  const Json answers = results(device.batch(body_of({
      entry(one, numbered(1)),
      entry(one, numbered(11)),
      entry(three, numbered(3)),
      entry(three, numbered(3, Level::dissatisfied)),
      entry(unknown, numbered(4)),
      entry("yp1.AAAA", numbered(5)),
      entry(one, changed(numbered(6), "/level", "excellent")),
      entry(two, numbered(2)),
  })));
  REQUIRE(answers.size() == 8);
  yiping::SubmissionId submission;
  submission.fill(1);
  CHECK(answers[0] == Json{{"status", 201},
                           {"digest", yiping::digest_of(numbered(1))},
                           {"receipt", yiping::receipt_of(440'300, submission)},
                           {"submission", "01010101010101010101010101010101"}});
  CHECK(answers[1] == refused(409, "already_rated"));
  CHECK(answers[2]["status"] == 200);
  CHECK(answers[3] == refused(409, "digest_mismatch"));
  CHECK(answers[4] == refused(401, "token_unknown"));
  CHECK(answers[5] == refused(401, "token_malformed"));
  CHECK(answers[6] == refused(400, "unknown_level", "/evaluation/level"));
  CHECK(answers[7]["status"] == 201);
  const Verification found = stack.store().verify();
  CHECK(found.evaluations == 3);
  CHECK(found.quarantined == 1);
  CHECK(found.cells_different == 0);
}

TEST_CASE("a whole batch sent again gets the same receipts", "[http][batch]") {
  Stack stack;
  const DeviceClient device(stack, enrolment_code(1));
  Json entries = Json::array();
  for (std::uint8_t i = 1; i <= 100; ++i) entries.push_back(entry(stack.invited(i), numbered(i)));
  const std::string body = body_of(entries);
  Json first = results(device.batch(body));
  REQUIRE(first.size() == 100);
  Json again = results(device.batch(body));
  for (std::size_t i = 0; i < 100; ++i) {
    CHECK(first[i]["status"] == 201);
    CHECK(again[i]["status"] == 200);
    CHECK(again[i]["receipt"] == first[i]["receipt"]);
    CHECK(again[i]["digest"] == first[i]["digest"]);
  }
  CHECK(stack.store().verify().evaluations == 100);

  entries.push_back(entry(stack.invited(101), numbered(101)));
  CHECK(require_problem(device.batch(body_of(entries)), 400, "bad_value")["field"] ==
        "/evaluations");
  CHECK(stack.store().verify().evaluations == 100);
}

TEST_CASE("how a batch is spelled does not change what is stored", "[http][batch]") {
  Stack stack;
  const DeviceClient device(stack, enrolment_code(1));
  const std::string rated = document({Level::dissatisfied, {"207"}, "𠮷野家 \"\\ e\u0301", 1});
  const Json answers = results(device.batch(
      Json{{"evaluations", Json::array({entry(stack.invited(), rated)})}}.dump(3, ' ', true)));
  REQUIRE(answers[0]["status"] == 201);
  const auto cases = stack.store().list_cases(officer(), CaseFilter::all);
  REQUIRE(cases.size() == 1);
  CHECK(stack.store().get_case(officer(), cases[0].id)->document == rated);
}

TEST_CASE("a device hands in for its own area", "[http][batch]") {
  Stack stack;
  EnrolmentCode elsewhere = enrolment_code(1);
  elsewhere.area = kOtherArea;
  const DeviceClient device(stack, elsewhere);
  const Json entries = Json::array({entry(stack.invited(), numbered(1))});
  CHECK(results(device.batch(body_of(entries)))[0] == refused(403, "area_refused"));
  CHECK(stack.store().verify().evaluations == 0);
  const DeviceClient own(stack, enrolment_code(2));
  CHECK(results(own.batch(body_of(entries)))[0]["status"] == 201);
}

TEST_CASE("what was held back is judged by its first touch", "[http][batch]") {
  Stack stack;
  DeviceClient device(stack, enrolment_code(1));
  const std::string window_over = stack.invited(1);
  const std::string token_over = stack.invited(2);
  const auto arrive = [&](Seconds now) {
    stack.set_clock(now);
    device.set_clock(now);
  };
  const auto hand_in = [&](const std::string& token, const std::string& document) {
    return results(device.batch(body_of(Json::array({entry(token, document)}))))[0];
  };
  arrive(kNow + 8 * kDay);
  stack.store().take_snapshot();
  require_problem(stack.rate(window_over, numbered(1)), 409, "window_closed");
  CHECK(hand_in(window_over, numbered(1))["status"] == 201);

  arrive(kNow + 40 * kDay);
  require_problem(stack.rate(token_over, numbered(2)), 401, "token_expired");
  CHECK(hand_in(token_over, numbered(2))["status"] == 201);
  CHECK(hand_in(token_over, numbered(2))["status"] == 200);
  // A token that was over when the rating was made is over.
  Token token = stack.tokens().parse(stack.invited(3));
  token.expires = static_cast<std::uint32_t>(kNow);
  CHECK(hand_in(stack.tokens().mint(token), numbered(3)) == refused(401, "token_expired"));
  CHECK(stack.store().verify().cells_different == 0);
}

TEST_CASE("a batch that is no batch is refused whole", "[http][batch]") {
  Stack stack;
  const DeviceClient device(stack, enrolment_code(1));
  const std::string good = body_of(Json::array({entry(stack.invited(), numbered(1))}));
  require_problem(device.batch(good.substr(0, good.size() - 2)), 400, "bad_json");
  require_problem(device.batch("{}"), 400, "missing_field");
  require_problem(device.batch("[]"), 400, "wrong_type");
  require_problem(device.batch(R"({"evaluations":{}})"), 400, "wrong_type");
  require_problem(device.batch(R"({"evaluations":[]})"), 400, "bad_value");
  require_problem(device.batch(R"({"evaluations":[],"more":1})"), 400, "unknown_field");
  require_problem(device.batch(R"({"evaluations":[{"token":"a","token":"b"}]})"), 400,
                  "duplicate_key");
  require_problem(device.batch("{\"evaluations\":[\"\xBA\xC3\"]}"), 400, "not_utf8");
  require_problem(device.batch(std::string(100'000, '[')), 400, "too_deep");
  require_problem(device.batch(std::string((1U << 20U) + 1, ' ')), 413, "body_too_large");
  require_problem(stack.post("/v1/evaluations:batch", good), 401, "signature_missing");
  CHECK(stack.store().verify().evaluations == 0);
  CHECK(results(device.batch(good))[0]["status"] == 201);
}

TEST_CASE("an entry that is no entry spoils nothing beside it", "[http][batch]") {
  Stack stack;
  const DeviceClient device(stack, enrolment_code(1));
  const std::string token = stack.invited();
  const Json document = Json::parse(numbered(1));
  const Json answers = results(device.batch(body_of({
      nullptr,
      7,
      Json::object(),
      {{"token", 7}, {"evaluation", document}},
      {{"token", std::string(8'000, 'A')}, {"evaluation", document}},
      {{"token", token}},
      {{"token", token}, {"evaluation", nullptr}},
      {{"token", token}, {"evaluation", document}, {"area", kArea}},
      {{"token", token}, {"evaluation", Json::parse(std::string(25, '[') + std::string(25, ']'))}},
      entry(token, changed(numbered(1), "/texts/suggestion", std::string(201, 'x'))),
      entry(token, numbered(1)),
  })));
  const std::vector<Json> expected = {
      refused(400, "wrong_type"),
      refused(400, "wrong_type"),
      refused(400, "missing_field", "/token"),
      refused(400, "wrong_type", "/token"),
      refused(401, "token_malformed"),
      refused(400, "missing_field", "/evaluation"),
      refused(400, "wrong_type", "/evaluation"),
      refused(400, "unknown_field", "/area"),
      refused(400, "too_deep", "/evaluation"),
      refused(400, "text_too_long", "/evaluation/texts/suggestion"),
  };
  for (std::size_t i = 0; i < expected.size(); ++i) {
    INFO(i);
    CHECK(answers[i] == expected[i]);
  }
  CHECK(answers.back()["status"] == 201);
}
