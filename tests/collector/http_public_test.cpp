// SPDX-License-Identifier: Apache-2.0
// What everyone may read, and from which pages.
#include <catch2/catch_test_macros.hpp>
#include <fstream>

#include "http_stack.hpp"

using namespace yiping::collector;
using namespace yiping::collector::test;
using yiping::test::exchange;

namespace {

Reply preflight(const Stack& stack, const char* path, const char* origin) {
  return exchange(stack.port(), "OPTIONS", path,
                  {{"Origin", origin},
                   {"Access-Control-Request-Method", "POST"},
                   {"Access-Control-Request-Headers", "authorization,content-type"}});
}

Json figure(const Json& figures, const char* id) {
  for (const Json& each : figures["figures"]) {
    if (each["id"] == id) return Json({each["numerator"], each["denominator"]});
  }
  return {};
}

}  // namespace

TEST_CASE("a rating and a reply move the published figures", "[http][public]") {
  Stack stack;
  const std::string target = std::string("/v1/public/figures?area=") + kArea + "&month=2026-11";
  require_problem(stack.get(target), 404, "figures_unknown");
  const std::string good = stack.invited(1);
  const std::string bad = stack.invited(2);
  static_cast<void>(stack.invited(3));
  REQUIRE(stack.rate(good, document({Level::very_satisfied, {}, "", 1})).status == 201);
  REQUIRE(stack.rate(bad, document({Level::dissatisfied, {}, "", 2})).status == 201);
  stack.store().take_snapshot();

  const Reply reply = stack.get(target, {{"Origin", "https://anyone.example"}});
  REQUIRE(reply.status == 200);
  CHECK(reply.header("Access-Control-Allow-Origin") == "*");
  const Json figures = reply.json();
  CHECK(figures["schema"] == "yiping.figures/1");
  CHECK(figures["levels"]["very_satisfied"] == 1);
  CHECK(figures["levels"]["dissatisfied"] == 1);
  CHECK(figures["pending"] == 1);
  CHECK(figure(figures, "good_rate") == Json({1, 2}));
  CHECK(figure(figures, "bad_reply_rate") == Json({0, 1}));
  CHECK(figures["organisations"][0]["name"] == "深圳市公安局");

  const auto opened = stack.store().list_cases(officer(), CaseFilter::open);
  stack.store().move_case(officer(), opened.at(0).id, 1,
                          {.move = yiping::CaseMove::reply, .text = "已改进"});
  stack.set_clock(kNow + kDay);
  stack.store().take_snapshot();
  CHECK(figure(stack.get(target).json(), "bad_reply_rate") == Json({1, 1}));

  const Json index = stack.get("/v1/public/index").json();
  CHECK(index["areas"][0]["name"]["zh-Hans"] == "深圳市");
  CHECK(index["months"] == Json({"2026-11"}));
}

TEST_CASE("figures that the asker has are not sent again until they change", "[http][public]") {
  Stack stack;
  REQUIRE(stack.rate(stack.invited(1), document({})).status == 201);
  stack.store().take_snapshot();
  const std::string figures = "/v1/public/figures?area=" + std::string(kArea) + "&month=2026-11";
  for (const std::string& path : {figures, std::string("/v1/public/index")}) {
    const std::string etag = stack.get(path).header("ETag");
    REQUIRE(!etag.empty());
    const Reply same = stack.get(path, {{"If-None-Match", etag}});
    CHECK(same.status == 304);
    CHECK(same.body.empty());
    CHECK(stack.get(path, {{"If-None-Match", "\"other\""}}).status == 200);
  }
}

TEST_CASE("figures of a place that is not ours are refused", "[http][public]") {
  Stack stack;
  require_problem(stack.get("/v1/public/figures?area=110000000000&month=2026-11"), 404,
                  "area_unknown");
  CHECK(require_problem(stack.get("/v1/public/figures"), 400, "missing_field")["field"] == "/area");
}

TEST_CASE("a questionnaire is served in its language, immutable", "[http][public]") {
  Stack stack;
  const Reply chinese = stack.get("/v1/questionnaires/online-item/1");
  REQUIRE(chinese.status == 200);
  CHECK(chinese.header("Content-Type") == "application/cbor");
  CHECK(chinese.header("Cache-Control") == "public, max-age=31536000, immutable");
  CHECK(chinese.body.find("非常满意") != std::string::npos);
  const Reply english = stack.get("/v1/questionnaires/online-item/1?lang=en");
  CHECK(english.body != chinese.body);
  CHECK(english.header("ETag") != chinese.header("ETag"));
  const Reply small = stack.get("/v1/questionnaires/online-item/1", {{"Accept-Encoding", "br"}});
  CHECK(small.header("Content-Encoding") == "br");
  CHECK(small.body.size() * 2 < chinese.body.size());
  const Reply same =
      stack.get("/v1/questionnaires/online-item/1", {{"If-None-Match", chinese.header("ETag")}});
  CHECK(same.status == 304);
  CHECK(same.body.empty());
  for (const char* other : {"online-item/2", "online-item/x", "other/1", "online-item/1?lang=xx"}) {
    require_problem(stack.get(std::string("/v1/questionnaires/") + other), 404,
                    "questionnaire_unknown");
  }
}

TEST_CASE("a preflight is answered for any configured origin", "[http][cors]") {
  Stack stack;
  for (const char* origin : {kOrigin, kOtherOrigin, "http://collector.example"}) {
    const Reply reply = preflight(stack, "/v1/evaluations", origin);
    CHECK(reply.status == 204);
    CHECK(reply.header("Access-Control-Allow-Origin") == origin);
    CHECK(reply.header("Access-Control-Allow-Headers") == "Authorization, Content-Type");
    CHECK(reply.header("Access-Control-Max-Age") == "7200");
    CHECK(reply.header("Access-Control-Allow-Credentials").empty());
  }
  const Reply refused = preflight(stack, "/v1/evaluations", "https://evil.example");
  require_problem(refused, 403, "origin_refused");
  CHECK(refused.header("Access-Control-Allow-Origin").empty());
  require_problem(preflight(stack, "/v1/admin/session", kOrigin), 403, "origin_refused");
  require_problem(preflight(stack, "/v1/services", kOrigin), 403, "origin_refused");
}

TEST_CASE("an origin that is not allowed is named, with the area", "[http][cors]") {
  Stack stack;
  const std::string token = stack.invited();
  const auto from = [&](const char* origin) {
    Headers headers = with_token(token);
    headers.emplace_back("Origin", origin);
    return stack.get("/v1/invitation", headers);
  };
  const Reply own = from(kOrigin);
  CHECK(own.status == 200);
  CHECK(own.header("Access-Control-Allow-Origin") == kOrigin);
  CHECK(own.header("Vary") == "Origin");

  const Reply other = from(kOtherOrigin);
  const Json body = require_problem(other, 403, "origin_refused");
  const std::string message = body["message"]["zh-Hans"];
  CHECK(message.find(kOtherOrigin) != std::string::npos);
  CHECK(message.find(kArea) != std::string::npos);
  // A page of the other area may read why.
  CHECK(other.header("Access-Control-Allow-Origin") == kOtherOrigin);

  for (int again = 0; again < 3; ++again) {
    const Reply unknown = from("https://evil.example");
    require_problem(unknown, 403, "origin_refused");
    CHECK(unknown.header("Access-Control-Allow-Origin").empty());
  }
  const std::string log = stack.log();
  const std::size_t first = log.find("https://evil.example");
  CHECK(first != std::string::npos);
  CHECK(log.find("https://evil.example", first + 1) == std::string::npos);
}

TEST_CASE("receipts are read from the pages of their own area", "[http][cors]") {
  Stack stack;
  const Json rated = stack.rate(stack.invited(), document({})).json();
  const std::string body = Json{{"receipt", rated["receipt"]}}.dump();
  CHECK(stack.post("/v1/receipts:lookup", body, {{"Origin", kOrigin}}).status == 200);
  require_problem(stack.post("/v1/receipts:lookup", body, {{"Origin", kOtherOrigin}}), 403,
                  "origin_refused");
}

TEST_CASE("static files come in the encoding that was asked for", "[http][static]") {
  const Folder folder;
  const auto write = [&](const char* name, std::string_view text) {
    std::ofstream(folder.path() / name) << text;
  };
  write("a.js", "plain");
  write("a.js.br", "brotli");
  write("a.js.gz", "gzip");
  write("page.html", "<!doctype html>");
  write(
      "manifest.json",
      R"({"files":[{"path":"/a.1.js","file":"a.js","type":"text/javascript","immutable":true,)"
      R"("br":"a.js.br","gz":"a.js.gz","page":false},)"
      R"({"path":"/results","file":"page.html","type":"text/html; charset=utf-8","immutable":false,)"
      R"("page":true}]})");
  Stack stack([&](Config& config) { config.web = folder.path(); });
  const auto body = [&](const char* accepted) {
    return stack.get("/a.1.js", {{"Accept-Encoding", accepted}}).body;
  };
  CHECK(body("gzip, deflate, br") == "brotli");
  CHECK(body("gzip;q=1.0, br;q=0") == "gzip");
  CHECK(body("identity") == "plain");
  CHECK(body("brotli") == "plain");

  const Reply script = stack.get("/a.1.js", {{"Accept-Encoding", "br"}});
  CHECK(script.header("Content-Encoding") == "br");
  CHECK(script.header("Vary") == "Accept-Encoding");
  CHECK(script.header("Cache-Control") == "public, max-age=31536000, immutable");
  CHECK(script.header("Cross-Origin-Resource-Policy") == "cross-origin");
  CHECK(script.header("Access-Control-Allow-Origin") == "*");
  CHECK(script.header("Content-Security-Policy").empty());
  const Reply same =
      stack.get("/a.1.js", {{"Accept-Encoding", "br"}, {"If-None-Match", script.header("ETag")}});
  CHECK(same.status == 304);

  const Reply page = stack.get("/results");
  CHECK(page.header("Cache-Control") == "no-cache");
  const std::string policy = page.header("Content-Security-Policy");
  CHECK(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"));
  CHECK(policy.find("unsafe-inline") == std::string::npos);
  CHECK(policy.find("frame-ancestors 'none'") != std::string::npos);
  CHECK(page.header("X-Content-Type-Options") == "nosniff");
  CHECK(exchange(stack.port(), "HEAD", "/results").header("Content-Length") == "15");
  require_problem(stack.get("/manifest.json"), 404, "no_such_path");
  require_problem(stack.post("/results", "{}"), 405, "method_refused");
}
