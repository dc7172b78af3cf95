// SPDX-License-Identifier: Apache-2.0
// Devices: enrolment, signatures, and what the window asks to be rated.
#include <catch2/catch_test_macros.hpp>

#include "device_client.hpp"
#include "host/hmac.hpp"
#include "host/request_signature.hpp"

using namespace yiping::collector;
using namespace yiping::collector::test;
namespace host = yiping::host;

namespace {

Reply get_next(const Stack& stack, const std::string& authorization) {
  return stack.get("/v1/device/next", {{"Authorization", authorization}});
}

}  // namespace

TEST_CASE("a device enrols: 201, and 200 for the same again", "[http][device]") {
  Stack stack;
  const host::SigningKey key = host::make_signing_key();
  const std::string code = minted(stack, enrolment_code(1));
  const std::string public_key = base64url_of(key.public_key);
  const Reply first = enrol(stack, code, public_key);
  REQUIRE(first.status == 201);
  CHECK(first.json() == Json{{"device", host::device_id_of(key.public_key)},
                             {"area", kArea},
                             {"window", "3"},
                             {"hall", "市民中心"},
                             {"now", kNow}});
  const Reply again = enrol(stack, code, public_key);
  CHECK(again.status == 200);
  CHECK(again.body == first.body);
  // A lost answer is asked for again however late.
  stack.set_clock(kNow + 2 * kDay);
  CHECK(enrol(stack, code, public_key).status == 200);
  CHECK(stack.log().find(code) == std::string::npos);
}

TEST_CASE("a code serves one key, for its time", "[http][device]") {
  Stack stack;
  const auto fresh_key = [] { return base64url_of(host::make_signing_key().public_key); };
  const std::string code = minted(stack, enrolment_code(1));
  REQUIRE(enrol(stack, code, fresh_key()).status == 201);
  CHECK(require_problem(enrol(stack, code, fresh_key()), 409, "code_used")["field"] == "/code");
  stack.set_clock(kNow + kDay);
  require_problem(enrol(stack, minted(stack, enrolment_code(2)), fresh_key()), 401, "code_expired");
  require_problem(enrol(stack, code, fresh_key()), 409, "code_used");
}

TEST_CASE("a code that is not ours is refused, whichever bit was changed", "[http][device]") {
  Stack stack;
  const std::string code = minted(stack, enrolment_code(1));
  const Seal seal(stack.config().token_keys);
  REQUIRE(read_enrolment_code(seal, code));
  CHECK(read_enrolment_code(seal, code)->hall == "市民中心");
  const auto bytes = *host::from_base64url(code.substr(4));
  std::size_t refused = 0;
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    auto turned = bytes;
    turned[bit / 8] = static_cast<std::uint8_t>(turned[bit / 8] ^ (1U << (bit % 8)));
    refused += read_enrolment_code(seal, "ye1." + host::base64url(turned)) ? 0U : 1U;
  }
  CHECK(refused == bytes.size() * 8);

  const std::string key = base64url_of(host::make_signing_key().public_key);
  const std::string other = mint(Seal({{1, std::vector<std::uint8_t>(32, 9)}}), enrolment_code(1));
  // An invitation's tag is over another prefix: it enrols nothing.
  const std::string token = "ye1." + stack.invited().substr(4);
  for (const std::string& wrong :
       {other, token, code.substr(0, code.size() - 1), code + "=", code.substr(4),
        std::string("ye1."), std::string("ye1.AAEA"), std::string("好"), std::string(390, 'A')}) {
    INFO(wrong);
    require_problem(enrol(stack, wrong, key), 401, "code_wrong");
  }
  CHECK(enrol(stack, code, key).status == 201);
}

TEST_CASE("an enrolment that is not whole is refused and uses no code", "[http][device]") {
  Stack stack;
  const std::string code = minted(stack, enrolment_code(1));
  const std::string key = base64url_of(host::make_signing_key().public_key);
  for (const std::string& wrong : {key.substr(0, 42), key + "A", std::string("="), key + "="}) {
    CHECK(require_problem(enrol(stack, code, wrong), 400, "bad_value")["field"] == "/public_key");
  }
  const auto send = [&](const std::string& body) { return stack.post("/v1/devices:enrol", body); };
  require_problem(send("{\"code\":\"" + code), 400, "bad_json");
  require_problem(send("[]"), 400, "wrong_type");
  require_problem(send(Json{{"code", 1}, {"public_key", key}}.dump()), 400, "wrong_type");
  require_problem(send(Json{{"code", code}}.dump()), 400, "missing_field");
  require_problem(send(Json{{"code", code}, {"public_key", key}, {"area", kArea}}.dump()), 400,
                  "unknown_field");
  require_problem(send(std::string(4'097, ' ')), 413, "body_too_large");
  CHECK(enrol(stack, code, key).status == 201);
}

TEST_CASE("enrolments are limited by address", "[http][device]") {
  Stack stack;
  for (int i = 0; i < 60; ++i) require_problem(enrol(stack, "x", "x"), 401, "code_wrong");
  require_problem(enrol(stack, "x", "x"), 429, "slow_down");
  // Receipts have a quota of their own.
  require_problem(stack.post("/v1/receipts:lookup", Json{{"receipt", "x"}}.dump()), 400,
                  "bad_receipt");
}

TEST_CASE("a device that is not enrolled, or another's key, is refused", "[http][device]") {
  Stack stack;
  const DeviceClient device(stack, enrolment_code(1));
  const host::SigningKey other = host::make_signing_key();
  const auto signed_as = [&](const std::string& id, const host::Seed& seed) {
    return host::device_authorization(id, seed, "GET", "/v1/device/next", "", kNow);
  };
  const Json unsigned_body =
      require_problem(stack.get("/v1/device/next"), 401, "signature_missing");
  CHECK(unsigned_body["remedy"]["en"].get<std::string>().find("Yiping-Ed25519") !=
        std::string::npos);
  require_problem(get_next(stack, "Yiping-HMAC key=shenzhen, time=1, signature=AA"), 401,
                  "signature_missing");
  require_problem(get_next(stack, signed_as(host::device_id_of(other.public_key), other.seed)), 401,
                  "key_unknown");
  require_problem(get_next(stack, signed_as(device.id(), other.seed)), 401, "signature_wrong");
  CHECK(get_next(stack, signed_as(device.id(), device.key().seed)).status == 200);
}

TEST_CASE("a device's signature is of one method, path and body", "[http][device]") {
  Stack stack;
  const DeviceClient device(stack, enrolment_code(1));
  const auto sent = [&](std::string_view method, std::string_view path, std::string_view body) {
    return stack.post("/v1/evaluations:batch", "{}",
                      {{"Authorization", host::device_authorization(device.id(), device.key().seed,
                                                                    method, path, body, kNow)}});
  };
  require_problem(sent("POST", "/v1/evaluations:batch", "{ }"), 401, "signature_wrong");
  require_problem(sent("PUT", "/v1/evaluations:batch", "{}"), 401, "signature_wrong");
  require_problem(sent("POST", "/v1/evaluations", "{}"), 401, "signature_wrong");
  require_problem(sent("POST", "/v1/evaluations:batch", "{}"), 400, "missing_field");
}

TEST_CASE("a clock that is off is told ours, when the key is right", "[http][device]") {
  Stack stack;
  DeviceClient device(stack, enrolment_code(1));
  for (const Seconds clock : {kNow - 301, kNow + 301, Seconds{0}, Seconds{86'400}}) {
    device.set_clock(clock);
    CHECK(require_problem(device.next(), 401, "signature_stale")["now"] == kNow);
  }
  const std::string forged = host::device_authorization(device.id(), host::make_signing_key().seed,
                                                        "GET", "/v1/device/next", "", 0);
  CHECK_FALSE(require_problem(get_next(stack, forged), 401, "signature_wrong").contains("now"));
  for (const Seconds clock : {kNow - 300, kNow + 300}) {
    device.set_clock(clock);
    CHECK(device.next().status == 200);
  }
}

TEST_CASE("a window is idle until its counter asks, and again once it is rated", "[http][device]") {
  Stack stack;
  const std::string portal_token = stack.invited(1);
  const DeviceClient device(stack, enrolment_code(1));
  const Json idle = {{"state", "idle"}, {"now", kNow}};
  CHECK(device.next().json() == idle);
  CHECK(ask_at_window(stack, "4", reference(1)).json() == Json{{"state", "invited"}});
  CHECK(device.next().json() == idle);
  CHECK(ask_at_window(stack, "3", reference(1)).json() == Json{{"state", "invited"}});

  const Json invited = device.next().json();
  CHECK(invited["state"] == "invited");
  CHECK(invited["now"] == kNow);
  const std::string token = invited["token"];
  CHECK(stack.tokens().parse(token).via == TokenVia::window);
  CHECK(stack.tokens().parse(token).expires == kNow + stack.config().token_days * kDay);
  CHECK(invited["invitation"] == stack.get("/v1/invitation", with_token(portal_token)).json());
  // A poll changes nothing, not even the token.
  stack.set_clock(kNow + 60);
  CHECK(device.next().json()["token"] == token);

  REQUIRE(stack.rate(token, document({})).status == 201);
  CHECK(device.next().json()["state"] == "idle");
}

TEST_CASE("what a window asks for lasts 15 minutes", "[http][device]") {
  Stack stack;
  static_cast<void>(stack.invited(1));
  DeviceClient device(stack, enrolment_code(1));
  REQUIRE(ask_at_window(stack, "3", reference(1)).status == 200);
  const auto state_at = [&](Seconds now) {
    stack.set_clock(now);
    device.set_clock(now);
    return device.next().json()["state"];
  };
  CHECK(state_at(kNow + 899) == "invited");
  CHECK(state_at(kNow + 900) == "idle");
}

TEST_CASE("the newest request at a window is the one that is shown", "[http][device]") {
  Stack stack;
  for (const std::int64_t number : {1, 2}) static_cast<void>(stack.invited(number));
  const DeviceClient device(stack, enrolment_code(1));
  REQUIRE(ask_at_window(stack, "3", reference(1)).status == 200);
  const std::string first = device.next().json()["token"];
  REQUIRE(ask_at_window(stack, "3", reference(2)).status == 200);
  const Token second = stack.tokens().parse(device.next().json()["token"].get<std::string>());
  CHECK(second.case_digest != stack.tokens().parse(first).case_digest);
}

TEST_CASE("the counter is told why it may not ask", "[http][device]") {
  Stack stack;
  const std::string token = stack.invited(1);
  static_cast<void>(stack.invited(2));
  require_problem(ask_at_window(stack, "3", reference(9)), 404, "service_unknown");
  require_problem(ask_at_window(stack, "3", reference(1), kNow, 1), 403, "area_refused");
  require_problem(ask_at_window(stack, "3", reference(1), kNow - 301), 401, "signature_stale");
  require_problem(stack.post("/v1/windows/3/invitation", "{}"), 401, "signature_missing");
  Json more = reference(1);
  more["window"] = "3";
  require_problem(ask_at_window(stack, "3", more), 400, "unknown_field");
  require_problem(ask_at_window(stack, std::string(17, '3'), reference(1)), 400, "bad_value");
  REQUIRE(stack.rate(token, document({})).status == 201);
  require_problem(ask_at_window(stack, "3", reference(1)), 409, "already_rated");
  stack.set_clock(kNow + 8 * kDay);
  require_problem(ask_at_window(stack, "3", reference(2), kNow + 8 * kDay), 409, "window_closed");
}

TEST_CASE("no page of a browser may read a device's answers", "[http][device]") {
  Stack stack;
  const Reply reply =
      yiping::test::exchange(stack.port(), "OPTIONS", "/v1/device/next", {{"Origin", kOrigin}});
  require_problem(reply, 403, "origin_refused");
  CHECK(stack.get("/v1/device/next", {{"Origin", kOrigin}})
            .header("Access-Control-Allow-Origin")
            .empty());
}

TEST_CASE("what a device says of itself is the operator's to read", "[http][device]") {
  Stack stack([](Config& config) { config.operator_port = 0; });
  const DeviceClient device(stack, enrolment_code(1));
  const auto listed = [&] {
    return yiping::test::exchange(stack.operator_port(), "GET", "/devices").json()["devices"];
  };
  REQUIRE(listed().size() == 1);
  CHECK(listed()[0]["seen"] == 0);
  const Json report = {{"version", "0.1.0"},
                       {"series", "00000000000000aa"},
                       {"issued", 7},
                       {"waiting", 2},
                       {"refused", 1}};
  CHECK(device.heartbeat(report).json() == Json{{"now", kNow}});
  const Json entry = {
      {"token", stack.invited(1)}, {"evaluation", Json::parse(document({}))}, {"number", 3}};
  const Json body = {{"evaluations", Json::array({entry})}, {"series", "00000000000000aa"}};
  CHECK(device.batch(body.dump()).json()["results"][0]["status"] == 201);
  CHECK(listed()[0] ==
        Json{{"device", device.id()},
             {"area", kArea},
             {"window", "3"},
             {"hall", "市民中心"},
             {"enrolled", kNow},
             {"seen", kNow},
             {"version", "0.1.0"},
             {"waiting", 2},
             {"refused", 1},
             {"series",
              Json::array({Json{{"series", "00000000000000aa"},
                                {"issued", 7},
                                {"arrived", 3},
                                {"missing", Json::array({Json{{"first", 1}, {"last", 2}}})}}})}});
  const std::string metrics = yiping::test::exchange(stack.operator_port(), "GET", "/metrics").body;
  CHECK(metrics.find("yiping_devices{state=\"seen\"} 1\n") != std::string::npos);
  CHECK(metrics.find("yiping_device_ratings{state=\"missing\"} 2\n") != std::string::npos);
}

TEST_CASE("a report that is not whole is refused by its member", "[http][device]") {
  Stack stack;
  const DeviceClient device(stack, enrolment_code(1));
  const Json whole = {{"version", "0.1.0"},
                      {"series", "00000000000000aa"},
                      {"issued", 7},
                      {"waiting", 2},
                      {"refused", 1}};
  const auto with = [&](const char* member, const Json& value) {
    Json report = whole;
    report[member] = value;
    return device.heartbeat(report);
  };
  CHECK(require_problem(with("series", "00000000000000AA"), 400, "bad_value")["field"] ==
        "/series");
  CHECK(require_problem(with("issued", -1), 400, "bad_value")["field"] == "/issued");
  CHECK(require_problem(with("waiting", "2"), 400, "wrong_type")["field"] == "/waiting");
  require_problem(with("windows", 2), 400, "unknown_field");
  require_problem(stack.post("/v1/device/heartbeat", whole.dump()), 401, "signature_missing");
  CHECK(stack.store().list_devices()[0].seen == 0);
}

TEST_CASE("a number that is no number is its own entry's fault", "[http][device]") {
  Stack stack;
  const DeviceClient device(stack, enrolment_code(1));
  Json good = {{"token", stack.invited(1)}, {"evaluation", Json::parse(document({}))}};
  Json bad = good;
  bad["number"] = 0;
  good["number"] = 1;
  const Json results =
      device
          .batch(Json{{"evaluations", Json::array({bad, good})}, {"series", "00000000000000aa"}}
                     .dump())
          .json()["results"];
  CHECK(results[0] == Json{{"status", 400}, {"code", "bad_value"}, {"field", "/number"}});
  CHECK(results[1]["status"] == 201);
  require_problem(device.batch(Json{{"evaluations", Json::array({good})}, {"series", "aa"}}.dump()),
                  400, "bad_value");
}

TEST_CASE("a poll that has the answer already gets none", "[http][device]") {
  Stack stack;
  static_cast<void>(stack.invited(1));
  const DeviceClient device(stack, enrolment_code(1));
  const std::string idle = device.next().header("ETag");
  REQUIRE(!idle.empty());
  stack.set_clock(kNow + 5);
  const Reply same = device.next({{"If-None-Match", idle}});
  CHECK(same.status == 304);
  CHECK(same.body.empty());
  REQUIRE(ask_at_window(stack, "3", reference(1), kNow + 5).status == 200);
  const Reply invited = device.next({{"If-None-Match", idle}});
  CHECK(invited.status == 200);
  CHECK(device.next({{"If-None-Match", "\"x\", W/" + invited.header("ETag")}}).status == 304);
}
