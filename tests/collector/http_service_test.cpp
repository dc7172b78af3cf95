// SPDX-License-Identifier: Apache-2.0
// What business systems report.
#include <catch2/catch_test_macros.hpp>

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
