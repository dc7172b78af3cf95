// SPDX-License-Identifier: Apache-2.0
#include "device_client.hpp"

#include <catch2/catch_test_macros.hpp>

#include "collector/signature.hpp"
#include "host/hmac.hpp"
#include "host/request_signature.hpp"

namespace yiping::collector::test {
namespace {

constexpr std::string_view kNext = "/v1/device/next";
constexpr std::string_view kHeartbeat = "/v1/device/heartbeat";
constexpr std::string_view kBatch = "/v1/evaluations:batch";

}  // namespace

EnrolmentCode enrolment_code(std::uint8_t number) {
  EnrolmentCode code;
  code.nonce.fill(number);
  code.area = kArea;
  code.window = "3";
  code.hall = "市民中心";
  code.expires = static_cast<std::uint32_t>(kNow + kDay);
  return code;
}

std::string minted(const Stack& stack, const EnrolmentCode& code) {
  return mint(Seal(stack.config().token_keys), code);
}

std::string base64url_of(const host::PublicKey& key) { return host::base64url(key); }

Reply enrol(const Stack& stack, const std::string& code, const std::string& public_key) {
  return stack.post("/v1/devices:enrol", Json{{"code", code}, {"public_key", public_key}}.dump());
}

DeviceClient::DeviceClient(const Stack& stack, const EnrolmentCode& code) : stack_(stack) {
  const Reply reply = enrol(stack, minted(stack, code), base64url_of(key_.public_key));
  INFO(reply.body);
  REQUIRE(reply.status == 201);
  id_ = reply.json()["device"];
}

Reply DeviceClient::next(const Headers& headers) const {
  Headers all = headers;
  all.emplace_back("Authorization",
                   host::device_authorization(id_, key_.seed, "GET", kNext, "", clock_));
  return stack_.get(kNext, all);
}

Reply DeviceClient::heartbeat(const Json& body) const {
  const std::string text = body.dump();
  return stack_.post(kHeartbeat, text,
                     {{"Authorization", host::device_authorization(id_, key_.seed, "POST",
                                                                   kHeartbeat, text, clock_)}});
}

Reply DeviceClient::batch(const std::string& body) const {
  return stack_.post(kBatch, body,
                     {{"Authorization",
                       host::device_authorization(id_, key_.seed, "POST", kBatch, body, clock_)}});
}

Reply ask_at_window(const Stack& stack, std::string_view window, const Json& body, Seconds now,
                    std::size_t key) {
  const std::string path = "/v1/windows/" + std::string(window) + "/invitation";
  const std::string text = body.dump();
  return stack.post(
      path, text,
      {{"Authorization", sign(stack.config().system_keys[key], "POST", path, text, now)}});
}

Json reference(std::int64_t number) {
  const Json event = service_event(number);
  return {{"area", event["area"]}, {"case_no", event["case_no"]}, {"service_no", 1}};
}

}  // namespace yiping::collector::test
