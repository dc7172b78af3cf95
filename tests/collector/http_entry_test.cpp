// SPDX-License-Identifier: Apache-2.0
// Ratings entered for people: by telephone, message, paper, from an older system.
#include <catch2/catch_test_macros.hpp>

#include "collector/reply.hpp"
#include "http_stack.hpp"

using namespace yiping::collector;
using namespace yiping::collector::test;

namespace {

Json entry(std::int64_t number, const char* level = "satisfied") {
  const Json event = service_event(number);
  return {{"id", "hotline-" + std::to_string(number)},
          {"area", event["area"]},
          {"case_no", event["case_no"]},
          {"service_no", event["service_no"]},
          {"source", "phone"},
          {"operator", "1024"},
          {"rated", kNow},
          {"answers", {{"level", level}}}};
}

/// Without `answers`: what somebody sent back.
Json replied(std::int64_t number, const char* text) {
  Json one = entry(number);
  one.erase("answers");
  one["source"] = "sms";
  one["reply"] = text;
  return one;
}

Json entered(const Stack& stack, const Json& entries) {
  const Reply reply = stack.post_signed("/v1/entries", Json{{"entries", entries}}.dump());
  INFO(reply.body);
  REQUIRE(reply.status == 200);
  return reply.json()["results"];
}

Json enter(const Stack& stack, const Json& one) { return entered(stack, Json::array({one}))[0]; }

Json looked_up(const Stack& stack, const Json& result) {
  return stack.post("/v1/receipts:lookup", Json{{"receipt", result["receipt"]}}.dump()).json();
}

void require_refused(const Json& result, int status, const char* code, const char* field) {
  INFO(result.dump());
  CHECK(result["status"] == status);
  CHECK(result["code"] == code);
  CHECK(result.value("field", "") == field);
}

}  // namespace

TEST_CASE("what somebody said on the telephone is a rating, once", "[http][entry]") {
  Stack stack;
  (void)stack.invited(1);
  Json said = entry(1, "dissatisfied");
  said["answers"]["texts"]["suggestion"] = "等太久";
  const Json first = enter(stack, said);
  INFO(first.dump());
  REQUIRE(first["status"] == 201);
  CHECK(looked_up(stack, first)["level"] == "dissatisfied");
  CHECK(looked_up(stack, first)["way"] == "anonymous");
  CHECK(looked_up(stack, first).contains("case"));
  const Json again = enter(stack, said);
  CHECK(again["status"] == 200);
  CHECK(again["receipt"] == first["receipt"]);
  // Under the same id something else; for the same service another.
  require_refused(enter(stack, entry(1)), 409, "digest_mismatch", "");
  Json other = entry(1);
  other["id"] = "hotline-other";
  require_refused(enter(stack, other), 409, "already_rated", "");
  const Verification whole = stack.store().verify();
  CHECK(whole.evaluations == 1);
  CHECK(whole.faults() == 0);
}

TEST_CASE("it counts from when it was said", "[http][entry]") {
  Stack stack;
  (void)stack.invited(1);
  (void)stack.invited(2);
  const Json event = service_event(1);
  stack.set_clock(kNow + 365 * kDay);
  Json in_time = entry(1);
  in_time["rated"] = event["service_time"].get<Seconds>() + 60;
  CHECK(enter(stack, in_time)["status"] == 201);
  // After its window: stored as late, with weight 0.
  Json late = entry(2);
  late["rated"] = kNow + 300 * kDay;
  CHECK(enter(stack, late)["status"] == 201);
  Json ahead = entry(1);
  ahead["rated"] = kNow + 365 * kDay + 301;
  require_refused(enter(stack, ahead), 400, "bad_value", "/rated");
}

TEST_CASE("a key enters ratings only where it is trusted with it", "[http][entry]") {
  Stack stack;
  (void)stack.invited(1);
  const std::string body = Json{{"entries", Json::array({entry(1)})}}.dump();
  require_problem(stack.post("/v1/entries", body), 401, "signature_missing");
  require_problem(stack.post_signed("/v1/entries", body, 1), 403, "entries_refused");
  require_problem(stack.post_signed("/v1/entries", R"({"entries":[]})"), 400, "bad_value");
  require_problem(stack.post_signed("/v1/entries", R"({"entries":[{"a":1,"a":2}]})"), 400,
                  "duplicate_key");
  Json elsewhere = entry(1);
  elsewhere["area"] = kOtherArea;
  require_refused(enter(stack, elsewhere), 403, "area_refused", "/area");
}

TEST_CASE("a faulty entry is named and holds nobody up", "[http][entry]") {
  Stack stack;
  (void)stack.invited(1);
  const auto with = [](const char* name, const Json& value) {
    Json one = entry(1);
    one[name] = value;
    return one;
  };
  Json nothing = entry(1);
  nothing.erase("answers");
  Json both = entry(1);
  both["reply"] = "5";
  Json reason = entry(1);
  reason["answers"]["reasons"] = {{"list", "national-2020"}, {"version", 1}, {"codes", {"207"}}};
  const Json results =
      entered(stack, Json::array({with("source", "fax"), with("answers", {{"level", "splendid"}}),
                                  with("answers", {{"level", "satisfied"}, {"contact", true}}),
                                  with("answers", Json::object()), with("language", "xx"), nothing,
                                  both, entry(9), reason, 7, entry(1)}));
  require_refused(results[0], 400, "bad_value", "/source");
  require_refused(results[1], 400, "unknown_level", "/answers/level");
  require_refused(results[2], 400, "unknown_field", "/answers/contact");
  require_refused(results[3], 400, "missing_field", "/answers/level");
  require_refused(results[4], 400, "bad_value", "/answers/language");
  require_refused(results[5], 400, "missing_field", "/reply");
  require_refused(results[6], 400, "unknown_field", "/reply");
  require_refused(results[7], 404, "service_unknown", "");
  require_refused(results[8], 400, "reason_of_other_level", "/answers/reasons/codes/0");
  CHECK(results[9]["status"] == 400);
  CHECK(results[10]["status"] == 201);
}

TEST_CASE("a text without a question's name answers the first one that asks for a text",
          "[http][entry]") {
  Stack stack;
  (void)stack.invited(1);
  Json said = entry(1, "dissatisfied");
  said["text"] = "等太久";
  const Json first = enter(stack, said);
  REQUIRE(first["status"] == 201);
  said.erase("text");
  said["answers"]["texts"]["suggestion"] = "等太久";
  CHECK(enter(stack, said)["digest"] == first["digest"]);
  said["text"] = "again";
  require_refused(enter(stack, said), 400, "unknown_field", "/text");
  Json reply = replied(1, "5");
  reply["text"] = "again";
  require_refused(enter(stack, reply), 400, "unknown_field", "/text");
}

TEST_CASE("the answer to a message is a rating", "[http][entry]") {
  Stack stack;
  for (std::int64_t number = 1; number <= 3; ++number) (void)stack.invited(number);
  const Json results = entered(
      stack, Json::array({replied(1, "2 等太久"), replied(2, "非常满意"), replied(3, "哪位？")}));
  CHECK(looked_up(stack, results[0])["level"] == "dissatisfied");
  CHECK(looked_up(stack, results[1])["level"] == "very_satisfied");
  require_refused(results[2], 400, "reply_unreadable", "/reply");
}

TEST_CASE("a reply is read as people write it, and never guessed", "[entry]") {
  const Folder folder;
  const Config config = test_config(folder.path());
  const Questionnaires questionnaires(config.assets);
  const yiping::Locale& chinese = *questionnaires.offered().questionnaire.locale("zh-Hans");
  const yiping::CodeTable levels = read_reply_levels(config.assets);
  const auto read = [&](const char* text) { return read_reply(text, levels, chinese); };
  struct Expected {
    const char* message;
    Level level;
    const char* text;
  };
  const Expected all[] = {{"5", Level::very_satisfied, ""},
                          {" 4分 ", Level::satisfied, ""},
                          {"３，还行", Level::basically_satisfied, "还行"},
                          {"1星。态度差！", Level::very_dissatisfied, "态度差！"},
                          {"不满意 等太久", Level::dissatisfied, "等太久"},
                          {"非常不满意", Level::very_dissatisfied, ""},
                          {"满意", Level::satisfied, ""},
                          {"2:\n跑了三趟", Level::dissatisfied, "跑了三趟"}};
  for (const Expected& expected : all) {
    INFO(expected.message);
    const auto reply = read(expected.message);
    REQUIRE(reply);
    CHECK(reply->level == expected.level);
    CHECK(reply->text == expected.text);
  }
  for (const char* unclear :
       {"", "0", "6", "55", "好", "very good", "我很满意", "０", "10分", "-1"}) {
    INFO(unclear);
    CHECK_FALSE(read(unclear));
  }
}
