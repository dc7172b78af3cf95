// SPDX-License-Identifier: Apache-2.0
// What business systems report.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>

#include "collector/signature.hpp"
#include "http_stack.hpp"

using namespace yiping::collector;
using namespace yiping::collector::test;

namespace {

std::string body_of(const Json& event) { return Json{{"services", {event}}}.dump(); }

Reply send(const Stack& stack, const std::string& body, const std::string& authorization) {
  return stack.post("/v1/services", body, {{"Authorization", authorization}});
}

}  // namespace

TEST_CASE("a service is accepted once and known afterwards", "[http][services]") {
  Stack stack;
  const std::string body = body_of(service_event(1));
  const Json first = stack.push(body).json();
  CHECK(first["accepted"] == 1);
  CHECK(first["known"] == 0);
  CHECK(first["services"][0]["state"] == "accepted");
  CHECK(first["services"][0]["expires"] == kNow + stack.config().token_days * kDay);
  const Json second = stack.push(body).json();
  CHECK(second["accepted"] == 0);
  CHECK(second["known"] == 1);
  CHECK(second["services"][0]["state"] == "known");
}

TEST_CASE("a request that is not signed, or not by us, is refused", "[http][services]") {
  Stack stack;
  const std::string body = body_of(service_event(1));
  const SystemKey& key = stack.config().system_keys[0];
  require_problem(stack.post("/v1/services", body), 401, "signature_missing");
  require_problem(send(stack, body, "Yiping-HMAC key=shenzhen"), 401, "signature_missing");
  require_problem(send(stack, body, "Yiping-HMAC key=a, key=b, time=1, signature=x"), 401,
                  "signature_missing");
  SystemKey unknown = key;
  unknown.id = "nobody";
  require_problem(send(stack, body, sign(unknown, "POST", "/v1/services", body, kNow)), 401,
                  "key_unknown");
}

TEST_CASE("a wrong signature is refused", "[http][services]") {
  Stack stack;
  const std::string body = body_of(service_event(1));
  const SystemKey& key = stack.config().system_keys[0];
  SystemKey other = key;
  other.secret[0] ^= 1;
  require_problem(send(stack, body, sign(other, "POST", "/v1/services", body, kNow)), 401,
                  "signature_wrong");
  require_problem(send(stack, body, sign(key, "PUT", "/v1/services", body, kNow)), 401,
                  "signature_wrong");
  require_problem(send(stack, body, sign(key, "POST", "/v1/service", body, kNow)), 401,
                  "signature_wrong");
  require_problem(send(stack, body, sign(key, "POST", "/v1/services", body + " ", kNow)), 401,
                  "signature_wrong");
  const std::string sound = sign(key, "POST", "/v1/services", body, kNow);
  require_problem(send(stack, body, sound.substr(0, sound.size() - 1)), 401, "signature_wrong");
  CHECK(send(stack, body, sound).status == 200);
}

TEST_CASE("a stale signature is refused, and only after it was found genuine", "[http][services]") {
  Stack stack;
  const std::string body = body_of(service_event(1));
  const SystemKey& key = stack.config().system_keys[0];
  const auto at = [&](Seconds time) {
    return send(stack, body, sign(key, "POST", "/v1/services", body, time));
  };
  require_problem(at(kNow - 301), 401, "signature_stale");
  require_problem(at(kNow + 301), 401, "signature_stale");
  CHECK(at(kNow - 300).status == 200);
  CHECK(at(kNow + 300).status == 200);
  SystemKey other = key;
  other.secret[0] ^= 1;
  require_problem(send(stack, body, sign(other, "POST", "/v1/services", body, 1)), 401,
                  "signature_wrong");
}

TEST_CASE("a system reports for its own areas", "[http][services]") {
  Stack stack;
  Json event = service_event(1);
  event["area"] = kOtherArea;
  CHECK(require_problem(stack.push(body_of(event)), 403, "area_refused")["field"] ==
        "/services/0/area");
  CHECK(stack.push(body_of(event), 1).status == 200);
  event["area"] = "110000000000";
  require_problem(stack.push(body_of(event)), 404, "area_unknown");
}

TEST_CASE("one bad event refuses the whole body and is named", "[http][services]") {
  Stack stack;
  const auto third = [&](const char* name, const Json& value) {
    Json bad = service_event(3);
    bad[name] = value;
    return stack.push(Json{{"services", {service_event(1), service_event(2), bad}}}.dump());
  };
  const Json channel = require_problem(third("channel", "pigeon"), 400, "bad_value");
  CHECK(channel["field"] == "/services/2/channel");
  CHECK(channel["expected"] == "pc, mobile, qr, window, kiosk, telephone, sms");
  CHECK(require_problem(third("service_no", "1"), 400, "wrong_type")["field"] ==
        "/services/2/service_no");
  CHECK(require_problem(third("service_time", 0), 400, "bad_value")["field"] ==
        "/services/2/service_time");
  CHECK(require_problem(third("phone", "13800138000"), 400, "unknown_field")["field"] ==
        "/services/2/phone");
  CHECK(require_problem(third("item_name", std::string(201, 'x')), 400, "text_too_long")["field"] ==
        "/services/2/item_name");
  CHECK(require_problem(third("org_area", "4403"), 400, "bad_value")["field"] ==
        "/services/2/org_area");
  CHECK(require_problem(third("area", "0440300000000"), 400, "bad_value")["field"] ==
        "/services/2/area");
  // None of the sound ones was taken.
  CHECK(stack.push(Json{{"services", {service_event(1), service_event(2)}}}.dump())
            .json()["accepted"] == 2);
}

TEST_CASE("a portal lists its visitor's errands, and is not told how they were rated",
          "[http][services]") {
  Stack stack;
  const auto ask = [&](const Json& services, std::size_t key = 0) {
    const std::string body = Json{{"services", services}}.dump();
    return stack.post("/v1/invitations", body,
                      {{"Authorization", sign(stack.config().system_keys[key], "POST",
                                              "/v1/invitations", body, kNow)}});
  };
  const auto errand = [](std::int64_t number) {
    const Json event = service_event(number);
    return Json{{"area", event["area"]}, {"case_no", event["case_no"]}, {"service_no", 1}};
  };
  static_cast<void>(stack.invited(1));
  REQUIRE(stack.rate(stack.invited(2), document({Level::very_dissatisfied, {}, "", 1})).status ==
          201);
  const Json answers = ask({errand(1), errand(2), errand(3)}).json()["services"];
  REQUIRE(answers.size() == 3);
  CHECK(answers[0]["state"] == "open");
  CHECK(answers[0]["service"]["item_name"] == "居住证签发");
  CHECK(answers[1]["state"] == "rated");
  CHECK_FALSE(answers[1].contains("token"));
  CHECK(answers[1].dump().find("dissatisfied") == std::string::npos);
  CHECK(answers[2] ==
        Json{{"case_no", errand(3)["case_no"]}, {"service_no", 1}, {"state", "unknown"}});
  CHECK(stack.rate(answers[0]["token"], document({Level::satisfied, {}, "", 2})).status == 201);

  CHECK(require_problem(ask(Json::array({errand(1)}), 1), 403, "area_refused")["field"] ==
        "/services/0/area");
  Json elsewhere = errand(1);
  elsewhere["area"] = "110000000000";
  require_problem(ask(Json::array({elsewhere})), 404, "area_unknown");
  require_problem(ask(Json::array()), 400, "bad_value");
  require_problem(stack.post("/v1/invitations", "{}"), 401, "signature_missing");
}

TEST_CASE("what is not rated has no token, and says why", "[http][services]") {
  Stack stack;
  const auto report = [&](std::int64_t number, const Json& more) {
    Json event = service_event(number);
    event.update(more);
    return stack.push(body_of(event)).json()["services"][0];
  };
  const Json news = report(1, {{"kind", "update"}});
  CHECK(news["state"] == "accepted");
  CHECK(news["not_rated"] == "not_a_service");
  CHECK_FALSE(news.contains("token"));
  const Json batch = {{"business", "batch"}, {"group", "b-1"}};
  const std::string token = report(2, batch)["token"];
  CHECK(report(3, batch)["not_rated"] == "in_batch");
  const Json invitation = stack.get("/v1/invitation", with_token(token)).json();
  CHECK(invitation["state"] == "open");
  CHECK(invitation["questionnaire"]["id"] == "batch");
  CHECK(stack.rate(token, document({})).status == 201);
  const Json theme = {{"business", "theme"}, {"group", "t-1"}, {"stage", "overall"}};
  const std::string whole = report(5, theme)["token"];
  CHECK(stack.get("/v1/invitation", with_token(whole)).json()["questionnaire"]["id"] == "theme");
  Json gone = batch;
  gone["kind"] = "withdrawn";
  CHECK(report(2, gone)["state"] == "kept");

  const std::string other = report(4, Json::object())["token"];
  CHECK(report(4, {{"item_name", "新名称"}})["state"] == "corrected");
  CHECK(report(4, {{"kind", "withdrawn"}})["not_rated"] == "withdrawn");
  CHECK(stack.get("/v1/invitation", with_token(other)).json()["state"] == "closed");
  require_problem(stack.rate(other, document({Level::satisfied, {}, "", 2})), 409, "window_closed");
}

TEST_CASE("members that profiles ask for are checked by name", "[http][services]") {
  Stack stack;
  const auto refused = [&](const Json& more, std::string_view code) {
    Json event = service_event(1);
    event.update(more);
    return require_problem(stack.push(body_of(event)), 400, code)["field"];
  };
  CHECK(refused({{"stage", "办结"}}, "bad_value") == "/services/0/stage");
  CHECK(refused({{"kind", "gone"}}, "bad_value") == "/services/0/kind");
  CHECK(refused({{"business", "batch"}}, "missing_field") == "/services/0/group");
  CHECK(refused({{"group", "b-1"}}, "unknown_field") == "/services/0/group");
  CHECK(refused({{"commitment", 1}}, "wrong_type") == "/services/0/commitment");
  CHECK(refused({{"updated", 0}}, "bad_value") == "/services/0/updated");
}

TEST_CASE("a window of working days needs the calendar of its year", "[http][services]") {
  const Folder own;
  std::filesystem::create_directories(own.path() / "profiles");
  std::ofstream(own.path() / "profiles" / "working.json")
      << R"({"schema": "yiping.profile/1", "id": "working", "version": 1, "extends": "default",
             "name": "某市", "source": "a test",
             "windows": {"rating": {"count": 3, "unit": "working", "source": "a test"}}})";
  Stack stack([&](Config& config) {
    config.settings = own.path();
    for (AreaConfig& area : config.areas) area.profile = "working";
  });
  Json event = service_event(1);  // of Sunday, 2026-11-22: the last of its days is a Wednesday
  const std::string token = stack.push(body_of(event)).json()["services"][0]["token"];
  CHECK(stack.get("/v1/invitation", with_token(token)).json()["window_closes"] == 1'795'622'400);
  event["service_time"] = 2'000'000'000;  // 2033
  CHECK(require_problem(stack.push(body_of(event)), 400, "calendar_missing")["field"] ==
        "/services/0/service_time");
}

TEST_CASE("500 services go in one body, 501 do not", "[http][services]") {
  Stack stack;
  Json services = Json::array();
  for (int i = 0; i < 500; ++i) services.push_back(service_event(i));
  CHECK(stack.push(Json{{"services", services}}.dump()).json()["accepted"] == 500);
  services.push_back(service_event(500));
  CHECK(require_problem(stack.push(Json{{"services", services}}.dump()), 400,
                        "bad_value")["field"] == "/services");
  require_problem(stack.push("{\"services\":[]}"), 400, "bad_value");
}
