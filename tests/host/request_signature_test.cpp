// SPDX-License-Identifier: Apache-2.0
#include "host/request_signature.hpp"

#include <catch2/catch_test_macros.hpp>

#include "host/hmac.hpp"
#include "yiping/sha256.hpp"

using namespace yiping;
using namespace yiping::host;

TEST_CASE("what is signed is method, path, time and the body's digest", "[host][signature]") {
  CHECK(signed_text("GET", "/v1/device/next", "1795312800", "") ==
        "GET\n/v1/device/next\n1795312800\n"
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("a device's header reads back and verifies", "[host][signature]") {
  const SigningKey key = make_signing_key();
  const std::string device = device_id_of(key.public_key);
  CHECK(device.size() == 16);
  const std::string header =
      device_authorization(device, key.seed, "POST", "/v1/evaluations:batch", "{}", 1'795'312'800);
  CHECK(header.starts_with("Yiping-Ed25519 key=" + device + ", time=1795312800, signature="));

  const auto claim = read_signature_claim(header, kDeviceScheme);
  REQUIRE(claim);
  CHECK(claim->key == device);
  CHECK(claim->seconds == 1'795'312'800);
  const auto genuine = [&](std::string_view method, std::string_view path, std::string_view body) {
    const std::string text = signed_text(method, path, claim->time, body);
    return verify(key.public_key, as_bytes(text), claim->signature);
  };
  CHECK(genuine("POST", "/v1/evaluations:batch", "{}"));
  CHECK_FALSE(genuine("PUT", "/v1/evaluations:batch", "{}"));
  CHECK_FALSE(genuine("POST", "/v1/evaluations", "{}"));
  CHECK_FALSE(genuine("POST", "/v1/evaluations:batch", "{} "));
}

TEST_CASE("the members stand in any order, each once", "[host][signature]") {
  const auto read = [](std::string_view header) {
    return read_signature_claim(header, kDeviceScheme);
  };
  REQUIRE(read("Yiping-Ed25519 signature=_w,time=5,  key=a"));
  CHECK(read("Yiping-Ed25519 signature=_w,time=5,  key=a")->signature ==
        std::vector<std::uint8_t>{0xFF});
  for (const char* header :
       {"", "Yiping-Ed25519", "Yiping-Ed25519 ", "Yiping-Ed25519key=a, time=5, signature=_w",
        "Yiping-HMAC key=a, time=5, signature=_w", "Yiping-Ed25519 key=a, time=5",
        "Yiping-Ed25519 key=a, key=a, time=5, signature=_w",
        "Yiping-Ed25519 key=a, time=5, signature=_w, more=1", "Yiping-Ed25519 key=, time=5",
        "Yiping-Ed25519 ,,,", "Yiping-Ed25519 key"}) {
    INFO(header);
    CHECK_FALSE(read(header));
  }
}

TEST_CASE("a time or signature that cannot be read is there, and wrong", "[host][signature]") {
  for (const char* rest : {"time=x, signature=_w", "time=5x, signature=_w", "time=5, signature=_w=",
                           "time=99999999999999999999, signature=_w", "time=5, signature=+"}) {
    INFO(rest);
    const auto claim =
        read_signature_claim("Yiping-Ed25519 key=a, " + std::string(rest), kDeviceScheme);
    REQUIRE(claim);
    CHECK(claim->signature.empty());
  }
}
