// SPDX-License-Identifier: Apache-2.0
#include "host/hmac.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "yiping/sha256.hpp"

using namespace yiping;
using namespace yiping::host;

namespace {

std::string mac_of(std::span<const std::uint8_t> key, std::string_view message) {
  return to_hex(hmac_sha256(key, as_bytes(message)));
}

}  // namespace

TEST_CASE("HMAC-SHA256 gives the values of RFC 4231", "[host][hmac]") {
  const std::vector<std::uint8_t> first(20, 0x0B);
  CHECK(mac_of(first, "Hi There") ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(mac_of(as_bytes("Jefe"), "what do ya want for nothing?") ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  const std::vector<std::uint8_t> longer(131, 0xAA);
  CHECK(mac_of(longer, "Test Using Larger Than Block-Size Key - Hash Key First") ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("an empty key and an empty message have a digest too", "[host][hmac]") {
  CHECK(mac_of({}, "") == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST_CASE("hex is read in both cases and nothing else", "[host][hmac]") {
  CHECK(from_hex("00fFa5") == std::vector<std::uint8_t>{0x00, 0xFF, 0xA5});
  CHECK(from_hex("") == std::vector<std::uint8_t>{});
  for (const char* text : {"0", "0g", "0x00", " 00", "00 ", "é"}) CHECK_FALSE(from_hex(text));
}

TEST_CASE("base64url reads back what it wrote, at every length", "[host][hmac]") {
  std::vector<std::uint8_t> bytes;
  for (unsigned i = 0; i < 70; ++i) {
    CHECK(from_base64url(base64url(bytes)) == bytes);
    bytes.push_back(static_cast<std::uint8_t>(i * 37 + 200));
  }
  CHECK(base64url(as_bytes("foobar")) == "Zm9vYmFy");
  CHECK(base64url(std::array<std::uint8_t, 2>{0xFB, 0xFF}) == "-_8");
}

TEST_CASE("base64url has one text for each value", "[host][hmac]") {
  CHECK(from_base64url("-_8"));
  for (const char* text :
       {"-_8=", "-_9", "+/8", "-_8\n", " -_8", "A", "AAAAA", "Zm9v YmFy", "AB"}) {
    INFO(text);
    CHECK_FALSE(from_base64url(text));
  }
}

TEST_CASE("of the 64 last characters of a byte's text, four are right", "[host][hmac]") {
  std::size_t right = 0;
  for (const char c :
       std::string("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")) {
    if (from_base64url(std::string("A") + c)) ++right;
  }
  CHECK(right == 4);
}

TEST_CASE("random bytes differ from one call to the next", "[host][hmac]") {
  std::array<std::uint8_t, 16> a{}, b{};
  fill_random(a);
  fill_random(b);
  CHECK(a != b);
  CHECK(a != std::array<std::uint8_t, 16>{});
}

TEST_CASE("equal bytes are equal, others and other lengths are not", "[host][hmac]") {
  CHECK(equal_constant_time(as_bytes("abc"), as_bytes("abc")));
  CHECK(equal_constant_time({}, {}));
  CHECK_FALSE(equal_constant_time(as_bytes("abc"), as_bytes("abd")));
  CHECK_FALSE(equal_constant_time(as_bytes("abc"), as_bytes("ab")));
}
