// SPDX-License-Identifier: Apache-2.0
// Open tokens: what a poster at a window leads to, again and again.
#include <catch2/catch_test_macros.hpp>

#include "form_client.hpp"
#include "yiping/eligibility.hpp"

using namespace yiping::collector;
using namespace yiping::collector::test;

namespace {

Json place(const std::string& id, const char* standing = "visit") {
  return {{"area", kArea},
          {"id", id},
          {"standing", standing},
          {"name", "3号窗口"},
          {"org_code", "11440300K317280672"},
          {"org_name", "市民中心"}};
}

Reply put(const Stack& stack, const Json& places) {
  return stack.post_signed("/v1/places", Json{{"places", places}}.dump());
}

std::string poster(const Stack& stack, const char* standing = "visit") {
  const Reply reply = put(stack, Json::array({place("w3", standing)}));
  REQUIRE(reply.status == 200);
  return reply.json()["places"][0]["token"];
}

}  // namespace

TEST_CASE("a place is answered with what its poster shows", "[http][place]") {
  Stack stack;
  const Reply reply = put(stack, Json::array({place("w3"), place("portal", "general")}));
  REQUIRE(reply.status == 200);
  const Json places = reply.json()["places"];
  REQUIRE(places.size() == 2);
  CHECK(places[0]["id"] == "w3");
  CHECK(places[0]["expires"] == kNow + 365 * kDay);
  const std::string token = places[0]["token"];
  CHECK(places[0]["link"] == stack.config().public_url + "/f/" + token);

  const Json invitation = stack.get("/v1/invitation", with_token(token)).json();
  CHECK(invitation["state"] == "open");
  CHECK(invitation["standing"] == "visit");
  CHECK(invitation["service"]["item_name"] == "3号窗口");
  CHECK(invitation["service"]["service_time"] == kNow);
  CHECK(invitation["questionnaire"]["id"] == "window-visit");
  CHECK(invitation["window_closes"] == kNow + 365 * kDay);
  const std::string general = places[1]["token"];
  CHECK(stack.get("/v1/invitation", with_token(general)).json()["questionnaire"]["id"] ==
        "general");
}

TEST_CASE("one poster takes many ratings, and each is stored once", "[http][place]") {
  Stack stack;
  const std::string token = poster(stack);
  const std::string first = document({.submission = 1});
  const Reply stored = stack.rate(token, first);
  REQUIRE(stored.status == 201);
  CHECK(stack.rate(token, first).status == 200);
  CHECK(stack.rate(token, document({.submission = 2})).status == 201);
  stack.store().take_snapshot();
  const std::string figures = "/v1/public/figures?month=2026-11&area=" + std::string(kArea);
  const Json visits = stack.get(figures + "&table=visits").json();
  CHECK(visits["levels"]["satisfied"] == 2);
  CHECK(stack.get(figures + "&table=cases").json()["levels"]["satisfied"] == 0);
  const Json found =
      stack.post("/v1/receipts:lookup", Json{{"receipt", stored.json()["receipt"]}}.dump()).json();
  CHECK(found["item_name"] == "3号窗口");
}

TEST_CASE("a contact may be left at a window, with or without scripts", "[http][place][contact]") {
  Stack stack;
  const std::string token = poster(stack);
  const auto [document, contact] = with_contact("call_back", "13800138000", Level::dissatisfied);
  const Reply stored = stack.post("/v1/evaluations",
                                  R"({"contact":)" + contact + R"(,"evaluation":)" + document + "}",
                                  with_token(token));
  REQUIRE(stored.status == 201);

  FormPage page = open_form(stack, token);
  REQUIRE(page.status() == 200);
  CHECK(page.says("3号窗口"));
  FormPage more = page.set("level", "very_dissatisfied").press(stack, "next");
  REQUIRE(more.status() == 200);
  more.set("contact", "call_back").set("contact_phone", "13800138000");
  FormPage sent = more.press(stack, "submit");
  // What hides behind the choice is shown when the page returns.
  if (sent.receipt().empty()) {
    sent.set("contact_phone", "13800138000");
    sent = sent.press(stack, sent.has_button("confirm") ? "confirm" : "submit");
  }
  INFO(sent.html());
  const std::string receipt = sent.receipt();
  REQUIRE_FALSE(receipt.empty());
  const Json found = stack.post("/v1/receipts:lookup", Json{{"receipt", receipt}}.dump()).json();
  CHECK(found["way"] == "call_back");
}

TEST_CASE("a page is answered by the questionnaire that it was made of", "[http][place][form]") {
  Stack stack;
  const std::string token = poster(stack);
  FormPage page = open_form(stack, token);
  CHECK(page.value("_questionnaire") == "window-visit/1");
  for (const char* wrong : {"nothing/1", "window-visit/9", "window-visit", "/", "call-back/x"}) {
    FormPage tried = page;
    tried.set("_questionnaire", wrong).set("level", "satisfied");
    CHECK(tried.press(stack, "next").status() == 400);
  }
}

TEST_CASE("an open token is used so often, and no more, from one address", "[http][place]") {
  Stack stack;
  const std::string token = poster(stack);
  const std::string same = document({});
  REQUIRE(stack.rate(token, same).status == 201);
  for (int i = 1; i < 30; ++i) REQUIRE(stack.rate(token, same).status == 200);
  const Reply refused = stack.rate(token, same);
  require_problem(refused, 429, "slow_down");
  CHECK_FALSE(refused.header("Retry-After").empty());
  FormPage page = open_form(stack, token).set("level", "satisfied").press(stack, "next");
  CHECK(page.press(stack, "submit").status() == 429);
  // A case's own token is not of that count.
  CHECK(stack.rate(stack.invited(), document({.submission = 9})).status == 201);
  stack.set_clock(kNow + 2);
  CHECK(stack.rate(token, same).status == 200);
}

TEST_CASE("what a place may not be is refused by name", "[http][place][hostile]") {
  Stack stack;
  const auto refused = [&](const char* member, const Json& value, int status, const char* code) {
    Json one = place("w3");
    one[member] = value;
    const Json problem = require_problem(put(stack, Json::array({one})), status, code);
    CHECK(problem["field"] == std::string("/places/0/") + member);
  };
  refused("area", kOtherArea, 403, "area_refused");
  refused("area", "999999999999", 404, "area_unknown");
  refused("standing", "case", 400, "bad_value");
  refused("id", "", 400, "bad_value");
  refused("name", std::string(201, 'x'), 400, "text_too_long");
  refused("channel", "post", 400, "bad_value");
  refused("days", 0, 400, "bad_value");
  refused("days", 4'000, 400, "bad_value");
  refused("window", "3", 400, "unknown_field");
  require_problem(put(stack, Json::array()), 400, "bad_value");
  require_problem(stack.post("/v1/places", "{}"), 401, "signature_missing");
}

TEST_CASE("a poster's token rates its place and nothing else", "[http][place][hostile]") {
  Stack stack;
  Token token;
  token.kind = TokenKind::open;
  token.area = kArea;
  token.expires = static_cast<std::uint32_t>(kNow + 1'000);
  // The digest of a case under an open token is no place's.
  static_cast<void>(stack.invited());
  token.case_digest =
      stack.tokens().case_digest(kArea, service_event(1)["case_no"].get<std::string>(), 1);
  const std::string text = stack.tokens().mint(token);
  require_problem(stack.get("/v1/invitation", with_token(text)), 401, "token_unknown");
  require_problem(stack.rate(text, document({})), 401, "token_unknown");
  CHECK(open_form(stack, text).status() == 401);
}

TEST_CASE("a poster ends on its day", "[http][place]") {
  Stack stack;
  const std::string token = poster(stack);
  stack.set_clock(kNow + 365 * kDay);
  require_problem(stack.rate(token, document({})), 401, "token_expired");
}
