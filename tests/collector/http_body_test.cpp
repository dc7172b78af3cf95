// SPDX-License-Identifier: Apache-2.0
// Bodies that must be refused, and the texts that must not be.
#include <catch2/catch_test_macros.hpp>

#include "http_stack.hpp"

using namespace yiping::collector;
using namespace yiping::collector::test;

namespace {

Reply send(const Stack& stack, const std::string& token, const std::string& body) {
  return stack.post("/v1/evaluations", body, with_token(token));
}

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out.append(text);
  return out;
}

}  // namespace

TEST_CASE("a body over the limit is refused, and the limit named", "[http][body]") {
  Stack stack;
  const std::string token = stack.invited();
  const Json body =
      require_problem(send(stack, token, std::string(16'385, ' ')), 413, "body_too_large");
  CHECK(body["message"]["en"].get<std::string>().find("16384") != std::string::npos);
  // One byte less is read, and found to be no JSON.
  require_problem(send(stack, token, std::string(16'384, ' ')), 400, "bad_json");
  require_problem(stack.post("/v1/receipts:lookup", std::string(65'537, ' ')), 413,
                  "body_too_large");
  require_problem(stack.post("/v1/services", std::string((2U << 20U) + 1, ' ')), 413,
                  "body_too_large");
  require_problem(stack.post("/v1/services", std::string(12U << 20U, ' ')), 413, "body_too_large");
}

TEST_CASE("a length is not believed when it is none", "[http][body]") {
  Stack stack;
  for (const char* length : {"-1", "1x", "0x10", "99999999999999999999999999", ""}) {
    INFO(length);
    const Reply reply =
        yiping::test::exchange_raw(stack.port(),
                                   "POST /v1/evaluations HTTP/1.1\r\nHost: h\r\nContent-Type: "
                                   "application/json\r\nContent-Length: " +
                                       std::string(length) + "\r\n\r\n{}");
    CHECK(reply.status >= 400);
    CHECK(reply.status < 500);
  }
}

TEST_CASE("a body that is too deep is refused", "[http][body]") {
  Stack stack;
  const std::string token = stack.invited();
  require_problem(send(stack, token, repeated("[", 33) + repeated("]", 33)), 400, "too_deep");
  require_problem(send(stack, token, repeated("[", 16'000)), 400, "too_deep");
  require_problem(send(stack, token, repeated("{\"a\":", 3'000)), 400, "too_deep");
}

TEST_CASE("a body that is not UTF-8 is refused", "[http][body]") {
  Stack stack;
  const std::string token = stack.invited();
  // GB 18030 bytes of 好评, a lone surrogate, an overlong slash, past the last code point.
  for (const char* bytes : {"\xBA\xC3\xC6\xC0", "\xED\xA0\x80", "\xC0\xAF", "\xF4\x90\x80\x80"}) {
    require_problem(send(stack, token, "{\"evaluation\":\"" + std::string(bytes) + "\"}"), 400,
                    "not_utf8");
  }
}

TEST_CASE("a key that stands twice is refused", "[http][body]") {
  Stack stack;
  const std::string token = stack.invited();
  std::string twice = document({});
  twice.insert(1, "\"contact\":false,");
  const Json body = require_problem(send(stack, token, envelope(twice)), 400, "duplicate_key");
  CHECK(body["field"] == "/evaluation/contact");
}

TEST_CASE("a field that is not known is refused", "[http][body]") {
  Stack stack;
  const std::string token = stack.invited();
  const std::string sound = document({});
  CHECK(require_problem(stack.rate(token, changed(sound, "/phone", "13800138000")), 400,
                        "unknown_field")["field"] == "/evaluation/phone");
  CHECK(require_problem(stack.rate(token, changed(sound, "/dimensions/manner", "satisfied")), 400,
                        "unknown_field")["field"] == "/evaluation/dimensions/manner");
  CHECK(require_problem(send(stack, token, "{\"evaluation\":" + sound + ",\"more\":1}"), 400,
                        "unknown_field")["field"] == "/more");
}

TEST_CASE("a field that is missing is named", "[http][body]") {
  Stack stack;
  const std::string token = stack.invited();
  CHECK(require_problem(send(stack, token, "{}"), 400, "missing_field")["field"] == "/evaluation");
  Json without = Json::parse(document({}));
  without.erase("modes");
  CHECK(require_problem(stack.rate(token, without.dump()), 400, "missing_field")["field"] ==
        "/evaluation/modes");
}

TEST_CASE("a field of the wrong type is refused", "[http][body]") {
  Stack stack;
  const std::string token = stack.invited();
  const std::string sound = document({});
  CHECK(require_problem(stack.rate(token, changed(sound, "/level", 5)), 400,
                        "wrong_type")["field"] == "/evaluation/level");
  CHECK(require_problem(stack.rate(token, changed(sound, "/contact", "no")), 400,
                        "wrong_type")["field"] == "/evaluation/contact");
  CHECK(require_problem(stack.rate(token, changed(sound, "/submitted", 1.5)), 400,
                        "wrong_type")["field"] == "/evaluation/submitted");
  require_problem(send(stack, token, "[]"), 400, "wrong_type");
  require_problem(send(stack, token, "{\"evaluation\":[]}"), 400, "wrong_type");
  require_problem(send(stack, token, "{\"evaluation\":null}"), 400, "wrong_type");
}

TEST_CASE("a level that is not one of the five is refused", "[http][body]") {
  Stack stack;
  const std::string token = stack.invited();
  const std::string sound = document({});
  for (const char* level : {"", "excellent", "6", "Satisfied", "非常满意"}) {
    CHECK(require_problem(stack.rate(token, changed(sound, "/level", level)), 400,
                          "unknown_level")["field"] == "/evaluation/level");
  }
  CHECK(require_problem(stack.rate(token, changed(sound, "/dimensions/guide_clarity", "5")), 400,
                        "unknown_level")["field"] == "/evaluation/dimensions/guide_clarity");
}

TEST_CASE("a reason of another level is refused", "[http][body]") {
  Stack stack;
  const std::string token = stack.invited();
  const std::string sound = document({Level::dissatisfied, {"207", "213"}, "", 1});
  CHECK(require_problem(stack.rate(token, changed(sound, "/reasons/codes/1", "510")), 400,
                        "reason_of_other_level")["field"] == "/evaluation/reasons/codes/1");
  CHECK(require_problem(stack.rate(token, changed(sound, "/level", "very_satisfied")), 400,
                        "reason_of_other_level")["field"] == "/evaluation/reasons/codes/0");
  CHECK(require_problem(stack.rate(token, changed(sound, "/reasons/codes/0", "999")), 400,
                        "unknown_option")["field"] == "/evaluation/reasons/codes/0");
  REQUIRE(stack.rate(token, sound).status == 201);
}

TEST_CASE("a text is counted in code points", "[http][body]") {
  Stack stack;
  const std::string token = stack.invited();
  // 200 of four bytes each; the 201st is one too many.
  const std::string full = document({Level::satisfied, {}, repeated("😀", 200), 1});
  const std::string over = changed(full, "/texts/suggestion", repeated("😀", 201));
  const Json body = require_problem(stack.rate(token, over), 400, "text_too_long");
  CHECK(body["field"] == "/evaluation/texts/suggestion");
  CHECK(body["message"]["zh-Hans"].get<std::string>().find("200") != std::string::npos);
  CHECK(stack.rate(token, full).status == 201);
}

TEST_CASE("emoji and rare characters survive to the officer", "[http][body]") {
  Stack stack;
  // A family of joined emoji; 𠮷, 𱁬 and others that GB 18030 writes with four bytes; Tibetan,
  // Mongolian, Uyghur; a combining mark; what HTML would take for markup.
  const std::string text = std::string("👨‍👩‍👧‍👦") + "𠮷野家" + "𱁬䶮㐂" +
                           "ཨོཾ་མ" + "ᠮᠣᠩᠭᠣᠯ" + "ئۇيغۇر" + "e\u0301 <b>&amp;\"\\";
  const std::string token = stack.invited();
  const std::string rated = document({Level::dissatisfied, {}, text, 1});
  REQUIRE(stack.rate(token, rated).status == 201);
  const auto cases = stack.store().list_cases(officer(), CaseFilter::all);
  REQUIRE(cases.size() == 1);
  const auto detail = stack.store().get_case(officer(), cases[0].id);
  CHECK(detail->document == rated);
  CHECK(Json::parse(detail->document)["texts"]["suggestion"] == text);
}

TEST_CASE("only the bytes that the core writes are taken", "[http][body]") {
  Stack stack;
  const std::string token = stack.invited();
  const std::string sound = document({Level::dissatisfied, {"207", "213"}, "text", 1});
  require_problem(send(stack, token, "{ \"evaluation\":" + sound + "}"), 400, "not_canonical");
  require_problem(send(stack, token, envelope(sound) + "\n"), 400, "not_canonical");
  require_problem(stack.rate(token, sound.substr(0, 1) + " " + sound.substr(1)), 400,
                  "not_canonical");
  std::string escaped = sound;
  escaped.replace(escaped.find("text\""), 1, "\\u0074");
  require_problem(stack.rate(token, escaped), 400, "not_canonical");
  require_problem(stack.rate(token, changed(sound, "/texts/suggestion", "text ")), 400,
                  "not_canonical");
  require_problem(stack.rate(token, changed(sound, "/reasons/codes", {"213", "207"})), 400,
                  "not_canonical");
  CHECK(stack.rate(token, sound).status == 201);
}

TEST_CASE("a document of another questionnaire is refused", "[http][body]") {
  Stack stack;
  const std::string token = stack.invited();
  const std::string sound = document({});
  for (const auto& [pointer, value] :
       {std::pair{"/questionnaire/version", Json(2)}, std::pair{"/questionnaire/id", Json("x")},
        std::pair{"/questionnaire/hash", Json(std::string(64, '0'))}}) {
    require_problem(stack.rate(token, changed(sound, pointer, value)), 400,
                    "questionnaire_mismatch");
  }
}
