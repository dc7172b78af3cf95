// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "collector/problem.hpp"
#include "host/hmac.hpp"
#include "http_stack.hpp"

using namespace yiping::collector;
using namespace yiping::collector::test;

namespace {

Token token_of(const Stack& stack, const char* case_no) {
  Token token;
  token.area = kArea;
  token.case_digest = stack.tokens().case_digest(kArea, case_no, 1);
  token.expires = static_cast<std::uint32_t>(kNow + 1'000);
  return token;
}

std::string last_character_changed(std::string token) {
  token.back() = token.back() == 'A' ? 'Q' : 'A';
  return token;
}

}  // namespace

TEST_CASE("a genuine token opens its invitation", "[http][token]") {
  Stack stack;
  const std::string token = stack.invited();
  const Reply reply = stack.get("/v1/invitation", with_token(token));
  REQUIRE(reply.status == 200);
  const Json body = reply.json();
  CHECK(body["state"] == "open");
  CHECK(body["area"] == kArea);
  CHECK(body["service"]["item_name"] == "居住证签发");
  CHECK(body["questionnaire"]["id"] == "online-item");
  CHECK(body["languages"] == Json({"zh-Hans", "en"}));
  // 24:00 UTC+8 of the seventh day after 2026-11-22.
  CHECK(body["window_closes"] == 1'795'968'000);
}

TEST_CASE("a request without a token is told so", "[http][token]") {
  Stack stack;
  require_problem(stack.get("/v1/invitation"), 401, "token_missing");
  require_problem(stack.get("/v1/invitation", {{"Authorization", "Bearer x"}}), 401,
                  "token_missing");
  require_problem(stack.post("/v1/evaluations", "{}"), 401, "token_missing");
}

TEST_CASE("a token for a service that nobody reported is unknown", "[http][token]") {
  Stack stack;
  const std::string token = stack.tokens().mint(token_of(stack, "never reported"));
  require_problem(stack.get("/v1/invitation", with_token(token)), 401, "token_unknown");
  require_problem(stack.rate(token, document({})), 401, "token_unknown");
}

TEST_CASE("an expired token is refused, from its very second on", "[http][token]") {
  Stack stack;
  const std::string token = stack.invited();
  const Seconds expires = kNow + stack.config().token_days * kDay;
  stack.set_clock(expires - 1);
  CHECK(stack.get("/v1/invitation", with_token(token)).status == 200);
  stack.set_clock(expires);
  require_problem(stack.get("/v1/invitation", with_token(token)), 401, "token_expired");
  require_problem(stack.rate(token, document({})), 401, "token_expired");
}

TEST_CASE("a forged token is refused", "[http][token]") {
  Stack stack;
  const std::string genuine = stack.invited();

  SECTION("another key signed it") {
    const Tokens other({{1, std::vector<std::uint8_t>(32, 9)}}, stack.config().case_key);
    const std::string token = other.mint(token_of(stack, "44030026111"));
    require_problem(stack.get("/v1/invitation", with_token(token)), 401, "token_forged");
  }
  SECTION("a key that the collector does not have signed it") {
    const Tokens other({{2, std::vector<std::uint8_t>(32, 1)}}, stack.config().case_key);
    const std::string token = other.mint(token_of(stack, "44030026111"));
    require_problem(stack.get("/v1/invitation", with_token(token)), 401, "token_forged");
  }
  SECTION("any single bit was changed") {
    const auto bytes = *yiping::host::from_base64url(genuine.substr(4));
    const Tokens tokens = stack.tokens();
    int refused = 0;
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
      auto turned = bytes;
      turned[bit / 8] = static_cast<std::uint8_t>(turned[bit / 8] ^ (1U << (bit % 8)));
      try {
        static_cast<void>(tokens.read("Yiping yp1." + yiping::host::base64url(turned)));
      } catch (const Problem& problem) {
        refused += problem.code() == "token_forged" ? 1 : 0;
      }
    }
    CHECK(refused == 46 * 8);
  }
}

TEST_CASE("a token that is not the one text of its bytes is malformed", "[http][token]") {
  Stack stack;
  const std::string genuine = stack.invited();
  REQUIRE(stack.get("/v1/invitation", with_token(genuine)).status == 200);
  for (const std::string& token :
       {genuine + "=", genuine + "==", genuine + "A", genuine.substr(0, genuine.size() - 1),
        last_character_changed(genuine).substr(0, genuine.size() - 2), std::string("yp1."),
        std::string("yp2.") + genuine.substr(4), genuine.substr(4), std::string("yp1.a b"),
        std::string("yp1.++++"), std::string(7'000, 'A')}) {
    INFO(token);
    require_problem(stack.get("/v1/invitation", with_token(token)), 401, "token_malformed");
  }
  SECTION("stray bits after the last byte") {
    // 46 bytes leave four bits in the last character that must be 0.
    std::string token = genuine;
    token.back() = static_cast<char>(token.back() == 'g' ? 'h' : token.back() + 1);
    require_problem(stack.get("/v1/invitation", with_token(token)), 401, "token_malformed");
  }
}

TEST_CASE("after a rotation old tokens still open and the case digest stays", "[http][token]") {
  Stack stack;
  const Tokens before = stack.tokens();
  const Tokens after({{2, std::vector<std::uint8_t>(32, 7)}, stack.config().token_keys[0]},
                     stack.config().case_key);
  const Token token = token_of(stack, "44030026111");
  CHECK(after.read("Yiping " + before.mint(token)).case_digest == token.case_digest);
  CHECK(after.read("Yiping " + after.mint(token)).expires == token.expires);
  CHECK(after.case_digest(kArea, "44030026111", 1) == token.case_digest);
  CHECK(after.case_digest(kOtherArea, "44030026111", 1) != token.case_digest);
  CHECK(after.case_digest(kArea, "44030026111", 2) != token.case_digest);
  // Case and service are kept apart: "…11" and 1 are not "…1" and 11.
  CHECK(after.case_digest(kArea, "4403002611", 11) != token.case_digest);
}
