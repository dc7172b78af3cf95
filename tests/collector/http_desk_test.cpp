// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "collector/password.hpp"
#include "http_stack.hpp"
#include "yiping/evaluation.hpp"

using namespace yiping::collector;
using namespace yiping::collector::test;
using yiping::test::exchange;

namespace {

Reply sign_in(const Stack& stack, const char* password, const Headers& headers = {}) {
  return stack.post("/v1/admin/session", Json{{"name", "officer"}, {"password", password}}.dump(),
                    headers);
}

/// A stack with one officer, signed in.
struct Desk {
  explicit Desk(const std::function<void(Config&)>& configure = {}) : stack(configure) {
    stack.store().put_staff({"officer", "值班员", kArea, hash_password(kPassword)});
  }

  void enter() {
    const Reply reply = sign_in(stack, kPassword);
    REQUIRE(reply.status == 200);
    const std::string set = reply.header("Set-Cookie");
    session = {{"Cookie", set.substr(0, set.find(';'))}};
    change = session;
    change.emplace_back("X-Yiping-CSRF", reply.json()["csrf"]);
  }

  /// Rates badly and returns the case's id.
  std::string open_case(const std::string& text = "太慢") {
    rated = stack.rate(stack.invited(), document({Level::dissatisfied, {"207"}, text, 1})).json();
    return stack.get("/v1/admin/cases", session).json()["cases"][0]["id"];
  }

  Reply move(const std::string& id, const char* name, const Json& body) {
    return stack.post("/v1/admin/cases/" + id + "/" + name, body.dump(), change);
  }

  Stack stack;
  Headers session;
  Headers change;
  Json rated;
};

}  // namespace

TEST_CASE("an officer signs in and out", "[http][desk]") {
  Desk desk;
  require_problem(desk.stack.get("/v1/admin/session"), 401, "signed_out");
  desk.enter();
  const Json officer = desk.stack.get("/v1/admin/session", desk.session).json();
  CHECK(officer["display_name"] == "值班员");
  CHECK(officer["area"] == kArea);
  const Reply out = exchange(desk.stack.port(), "DELETE", "/v1/admin/session", desk.change);
  CHECK(out.status == 204);
  require_problem(desk.stack.get("/v1/admin/session", desk.session), 401, "signed_out");
}

TEST_CASE("the session cookie is closed to scripts and other sites", "[http][desk]") {
  Desk desk;
  const std::string plain = sign_in(desk.stack, kPassword).header("Set-Cookie");
  CHECK(plain.find("HttpOnly") != std::string::npos);
  CHECK(plain.find("SameSite=Strict") != std::string::npos);
  CHECK(plain.find("Secure") == std::string::npos);
  Desk secure([](Config& config) { config.public_url = "https://collector.example"; });
  const std::string bound = sign_in(secure.stack, kPassword).header("Set-Cookie");
  CHECK(bound.starts_with("__Host-"));
  CHECK(bound.find("; Secure") != std::string::npos);
}

TEST_CASE("a session ends after eight hours", "[http][desk]") {
  Desk desk;
  desk.enter();
  desk.stack.set_clock(kNow + 8 * 3'600 + 1);
  require_problem(desk.stack.get("/v1/admin/cases", desk.session), 401, "signed_out");
}

TEST_CASE("five wrong passwords shut the account for a quarter of an hour", "[http][desk]") {
  Desk desk;
  for (int i = 0; i < 5; ++i) {
    require_problem(sign_in(desk.stack, "wrong password"), 401, "password_wrong");
  }
  const Reply shut = sign_in(desk.stack, kPassword);
  require_problem(shut, 429, "slow_down");
  CHECK(shut.header("Retry-After") == "900");
  desk.stack.set_clock(kNow + 900);
  CHECK(sign_in(desk.stack, kPassword).status == 200);
}

TEST_CASE("an unknown name looks like a wrong password", "[http][desk]") {
  Desk desk;
  const Reply known = sign_in(desk.stack, "wrong password");
  const Reply unknown = desk.stack.post(
      "/v1/admin/session", Json{{"name", "nobody"}, {"password", "wrong password"}}.dump());
  require_problem(unknown, 401, "password_wrong");
  CHECK(known.body == unknown.body);
}

TEST_CASE("a change without the page's mark, or from another site, is refused", "[http][desk]") {
  Desk desk;
  desk.enter();
  const std::string id = desk.open_case();
  const std::string body = Json{{"version", 1}, {"text", "已改进"}}.dump();
  const std::string path = "/v1/admin/cases/" + id + "/reply";
  require_problem(desk.stack.post(path, body), 401, "signed_out");
  require_problem(desk.stack.post(path, body, desk.session), 403, "csrf_refused");
  Headers wrong = desk.session;
  wrong.emplace_back("X-Yiping-CSRF", "AAAAAAAAAAAAAAAAAAAAAA");
  require_problem(desk.stack.post(path, body, wrong), 403, "csrf_refused");
  Headers foreign = desk.change;
  foreign.emplace_back("Origin", kOrigin);
  require_problem(desk.stack.post(path, body, foreign), 403, "csrf_refused");
  require_problem(sign_in(desk.stack, kPassword, {{"Origin", kOrigin}}), 403, "csrf_refused");
  require_problem(exchange(desk.stack.port(), "DELETE", "/v1/admin/session", desk.session), 403,
                  "csrf_refused");
  Headers own = desk.change;
  own.emplace_back("Origin", "http://collector.example");
  CHECK(desk.stack.post(path, body, own).status == 200);
}

TEST_CASE("an officer replies and closes", "[http][desk]") {
  Desk desk;
  desk.enter();
  const std::string id = desk.open_case();
  const Json opened = desk.stack.get("/v1/admin/cases/" + id, desk.session).json();
  CHECK(opened["moves"] == Json({"sign", "return", "reply"}));
  CHECK(opened["duty"] == "reply");
  CHECK(opened["warns"] < opened["due"]);
  CHECK(opened["reasons"][0]["code"] == "207");
  CHECK(opened["reasons"][0]["text"]["zh-Hans"] == "没有提供材料样本");
  CHECK_FALSE(opened["reasons"][0]["text"]["en"].get<std::string>().empty());
  CHECK(opened["week"] == "2026-W47");

  const Json replied = desk.move(id, "reply", {{"version", 1}, {"text", " 已改进 "}}).json();
  CHECK(replied["state"] == "replied");
  CHECK(replied["version"] == 2);
  CHECK(replied["reply"] == "已改进");
  CHECK(replied["history"].size() == 2);
  CHECK_FALSE(replied["history"][0].contains("at"));  // the moment of the rating
  CHECK(replied["history"][1].contains("at"));

  const Json closed = desk.move(id, "close", {{"version", 2}}).json();
  CHECK(closed["state"] == "closed");
  CHECK(closed["moves"].empty());
  const auto listed = [&](const char* state) {
    return desk.stack.get(std::string("/v1/admin/cases?state=") + state, desk.session)
        .json()["cases"]
        .size();
  };
  CHECK(listed("open") == 0);
  CHECK(listed("closed") == 1);
  CHECK(listed("all") == 1);
  require_problem(desk.stack.get("/v1/admin/cases?state=odd", desk.session), 400, "bad_value");
}

TEST_CASE("a stale version and an illegal move are told apart", "[http][desk]") {
  Desk desk;
  desk.enter();
  const std::string id = desk.open_case();
  const Json refused =
      require_problem(desk.move(id, "close", {{"version", 1}}), 409, "move_refused");
  CHECK(refused["remedy"]["en"] == "Allowed now: sign, return, reply.");
  CHECK(desk.move(id, "reply", {{"version", 1}, {"text", "一"}}).status == 200);
  require_problem(desk.move(id, "close", {{"version", 1}}), 409, "case_moved");
  const Json again = require_problem(desk.move(id, "reply", {{"version", 2}, {"text", "二"}}), 409,
                                     "move_refused");
  CHECK(again["remedy"]["en"] == "Allowed now: close.");
}

TEST_CASE("a case goes through the hands of those who may", "[http][desk]") {
  Desk desk;
  using yiping::CaseRole;
  const auto acts_as = [&](std::vector<CaseRole> roles) {
    Staff officer{"officer", "值班员", kArea, hash_password(kPassword)};
    officer.roles = std::move(roles);
    if (officer.roles.front() == CaseRole::administration) officer.unit = "administration";
    desk.stack.store().put_staff(officer);
    desk.enter();
  };
  acts_as({CaseRole::handler});
  CHECK(desk.stack.get("/v1/admin/session", desk.session).json()["roles"] == Json({"handler"}));
  const std::string id = desk.open_case();
  CHECK(desk.move(id, "sign", {{"version", 1}}).json()["state"] == "signed_for");
  CHECK(desk.move(id, "verify", {{"version", 2}}).json()["state"] == "verifying");
  const Json unsaid =
      require_problem(desk.move(id, "propose_mistaken", {{"version", 3}}), 400, "missing_field");
  CHECK(unsaid["field"] == "/text");
  const Json proposed =
      desk.move(id, "propose_mistaken", {{"version", 3}, {"text", "评错了窗口"}}).json();
  CHECK(proposed["state"] == "proposed");
  CHECK(proposed["moves"] == Json::array());
  acts_as({CaseRole::administration});
  const Json ruled = desk.move(id, "rule_upheld", {{"version", 4}, {"text", "属实"}}).json();
  CHECK(ruled["ruling"] == "upheld");
  CHECK(ruled["history"].back()["role"] == "administration");
  acts_as({CaseRole::dispatcher});
  const Json wrong = require_problem(
      desk.move(id, "reassign", {{"version", 5}, {"text", "…"}, {"unit", "nobody"}}), 400,
      "bad_value");
  CHECK(wrong["field"] == "/unit");
  require_problem(desk.move(id, "dance", {{"version", 5}}), 400, "bad_value");
  require_problem(desk.move(id, "sign", {{"version", 5}, {"note", "x"}}), 400, "unknown_field");
}

TEST_CASE("whose cases they are not sees none", "[http][desk]") {
  Desk desk;
  Staff officer{"officer", "值班员", kArea, hash_password(kPassword)};
  officer.unit = "another";
  desk.stack.store().put_staff(officer);
  desk.enter();
  const auto rated =
      desk.stack.rate(desk.stack.invited(), document({Level::dissatisfied, {}, "", 1}));
  REQUIRE(rated.status == 201);
  CHECK(desk.stack.get("/v1/admin/cases", desk.session).json()["cases"].empty());
  Staff all = officer;
  all.unit.clear();
  const auto cases = desk.stack.store().list_cases(all, CaseFilter::all);
  REQUIRE(cases.size() == 1);
  require_problem(desk.stack.get("/v1/admin/cases/" + cases[0].facts.id, desk.session), 404,
                  "case_unknown");
  require_problem(desk.move(cases[0].facts.id, "sign", {{"version", 1}}), 404, "case_unknown");
}

TEST_CASE("a reply has 1 to 1,000 code points", "[http][desk]") {
  Desk desk;
  desk.enter();
  const std::string id = desk.open_case();
  require_problem(desk.move(id, "reply", {{"version", 1}, {"text", " \n "}}), 400, "bad_value");
  std::string long_text;
  for (int i = 0; i < 1'000; ++i) long_text += "好";
  require_problem(desk.move(id, "reply", {{"version", 1}, {"text", long_text + "好"}}), 400,
                  "text_too_long");
  CHECK(desk.move(id, "reply", {{"version", 1}, {"text", long_text}}).status == 200);
}

TEST_CASE("an officer sees neither receipt, case number, time nor telephone", "[http][desk]") {
  Desk desk;
  desk.enter();
  const std::string id = desk.open_case("请回电 13800138000，办件 44030026111");
  const std::string list = desk.stack.get("/v1/admin/cases", desk.session).body;
  const std::string detail = desk.stack.get("/v1/admin/cases/" + id, desk.session).body;
  CHECK(detail.find("请回电") != std::string::npos);
  const std::string receipt = desk.rated["receipt"];
  for (const std::string& body : {list, detail}) {
    for (const std::string& hidden :
         {receipt, receipt.substr(6, 16), desk.rated["submission"].get<std::string>(),
          desk.rated["digest"].get<std::string>().substr(8), std::string("13800138000"),
          std::string("44030026111"), std::to_string(kNow), std::to_string(kNow + 60),
          std::to_string(kNow - 3'600)}) {
      INFO(hidden);
      CHECK(body.find(hidden) == std::string::npos);
    }
  }
}

TEST_CASE("an officer of another area sees nothing of it", "[http][desk]") {
  Desk desk;
  desk.enter();
  const std::string id = desk.open_case();
  desk.stack.store().put_staff({"officer", "别处", kOtherArea, hash_password(kPassword)});
  desk.enter();
  CHECK(desk.stack.get("/v1/admin/cases?state=all", desk.session).json()["cases"].empty());
  require_problem(desk.stack.get("/v1/admin/cases/" + id, desk.session), 404, "case_unknown");
  require_problem(desk.move(id, "reply", {{"version", 1}, {"text", "x"}}), 404, "case_unknown");
  require_problem(desk.stack.get("/v1/admin/cases/" + std::string(31, '0'), desk.session), 404,
                  "case_unknown");
}

TEST_CASE("every call of the desk asks who calls, whence, and about what", "[http][desk]") {
  Desk desk;
  desk.enter();
  const std::string id = desk.open_case();
  const std::string nobody(32, '0');
  const std::string path = "/v1/admin/cases/" + id;
  const std::string version = Json{{"version", 1}}.dump();
  require_problem(desk.stack.get("/v1/admin/cases"), 401, "signed_out");
  require_problem(desk.stack.get(path), 401, "signed_out");
  require_problem(exchange(desk.stack.port(), "DELETE", "/v1/admin/session"), 401, "signed_out");
  require_problem(desk.stack.post("/v1/admin/session", "{}"), 400, "missing_field");
  for (const char* move : {"/reply", "/close"}) {
    require_problem(desk.stack.post(path + move, version), 401, "signed_out");
    require_problem(desk.stack.post(path + move, version, desk.session), 403, "csrf_refused");
    require_problem(desk.stack.post(path + move, "{}", desk.change), 400, "missing_field");
  }
  require_problem(desk.move(nobody, "close", {{"version", 1}}), 404, "case_unknown");
  require_problem(desk.move("x", "close", {{"version", 1}}), 404, "case_unknown");
}

TEST_CASE("a long list comes in pages", "[http][desk]") {
  Desk desk;
  for (std::uint8_t i = 1; i <= 3; ++i) {
    const std::string token = desk.stack.invited(i);
    REQUIRE(desk.stack.rate(token, document({Level::dissatisfied, {}, {}, i})).status == 201);
  }
  desk.enter();
  const auto page = [&](const std::string& query) {
    return desk.stack.get("/v1/admin/cases?" + query, desk.session);
  };
  const Json first = page("limit=2").json();
  REQUIRE(first["cases"].size() == 2);
  const Json second = page("limit=2&after=" + first["next"].get<std::string>()).json();
  REQUIRE(second["cases"].size() == 1);
  CHECK_FALSE(second.contains("next"));
  CHECK(second["cases"][0]["id"] != first["cases"][0]["id"]);
  CHECK(second["cases"][0]["id"] != first["cases"][1]["id"]);
  CHECK_FALSE(page("limit=4").json().contains("next"));
  for (const char* limit : {"0", "201", "x", "-1", "2x"}) {
    CHECK(require_problem(page("limit=" + std::string(limit)), 400, "bad_value")["field"] ==
          "/limit");
  }
  for (const char* after : {"", "1", "1-", "-1-00112233445566778899aabbccddeeff", "1-zz",
                            "99999999999999999999-00112233445566778899aabbccddeeff"}) {
    CHECK(require_problem(page("after=" + std::string(after)), 400, "bad_value")["field"] ==
          "/after");
  }
}
