// SPDX-License-Identifier: Apache-2.0
// What the log may hold: methods, route templates, statuses, times. A canary goes through all.
#include <catch2/catch_test_macros.hpp>

#include "collector/limits.hpp"
#include "collector/password.hpp"
#include "http_stack.hpp"

using namespace yiping::collector;
using namespace yiping::collector::test;

TEST_CASE("no token, text, receipt, case number or password reaches the log", "[http][log]") {
  Stack stack;
  stack.store().put_staff({"officer", "值班员", kArea, hash_password(kPassword)});
  const std::string token = stack.invited(77'001);
  const std::string text = "金丝雀文字 CANARY-TEXT";
  const Json rated = stack.rate(token, document({Level::dissatisfied, {"207"}, text, 1})).json();
  const std::string receipt = rated["receipt"];
  static_cast<void>(stack.post("/v1/receipts:lookup", Json{{"receipt", receipt}}.dump()));
  const Reply signed_in =
      stack.post("/v1/admin/session", Json{{"name", "officer"}, {"password", kPassword}}.dump());
  const std::string cookie = signed_in.header("Set-Cookie");
  const Headers session = {{"Cookie", cookie.substr(0, cookie.find(';'))}};
  const std::string id = stack.get("/v1/admin/cases", session).json()["cases"][0]["id"];
  static_cast<void>(stack.get("/v1/admin/cases/" + id, session));
  // Refusals too: in addresses, in headers, in bodies.
  static_cast<void>(stack.get("/CANARY-PATH?token=" + token));
  static_cast<void>(stack.get("/v1/invitation?t=CANARY-QUERY", with_token(token + "x")));
  static_cast<void>(stack.post("/v1/evaluations", "CANARY-BODY", with_token(token)));
  static_cast<void>(stack.post(
      "/v1/admin/session", Json{{"name", "CANARY-NAME"}, {"password", "CANARY-PASSWORD"}}.dump()));

  const std::string log = stack.log();
  INFO(log);
  CHECK(log.find("request method=POST route=/v1/evaluations status=201 ms=") != std::string::npos);
  CHECK(log.find("method=GET route=/v1/admin/cases/{id} status=200") != std::string::npos);
  CHECK(log.find("method=GET route=(unknown) status=404") != std::string::npos);
  for (const std::string& hidden :
       {token, token.substr(4, 20), std::string("CANARY"), std::string("金丝雀"), receipt,
        receipt.substr(6, 8), std::string("440300261177001"), std::string(kPassword), id,
        session[0].second.substr(12), rated["submission"].get<std::string>()}) {
    INFO(hidden);
    CHECK(log.find(hidden) == std::string::npos);
  }
}

TEST_CASE("a bucket lets a burst through, then its rate", "[http][limits]") {
  RateLimit limit(2, 60);
  CHECK(limit.take("a", 100) == 0);
  CHECK(limit.take("a", 100) == 0);
  CHECK(limit.take("a", 100) == 1);
  CHECK(limit.take("b", 100) == 0);
  CHECK(limit.take("a", 101) == 0);
  CHECK(limit.take("a", 101) == 1);
  // A clock that was set back gives nothing and takes nothing.
  CHECK(limit.take("a", 50) == 1);
  CHECK(limit.take("a", 52) == 0);
}

TEST_CASE("a password is known by its hash alone", "[http][desk]") {
  const std::string hash = hash_password("长口令 with spaces");
  CHECK(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  CHECK(is_password("长口令 with spaces", hash));
  CHECK_FALSE(is_password("长口令 with space", hash));
  CHECK_FALSE(is_password("", hash));
  CHECK(hash != hash_password("长口令 with spaces"));
}
