// SPDX-License-Identifier: Apache-2.0
#include "yiping/sha256.hpp"

#include <openssl/sha.h>

#include <catch2/catch_test_macros.hpp>

using namespace yiping;

TEST_CASE("SHA-256 gives the values of FIPS 180-4", "[sha256]") {
  CHECK(to_hex(sha256(as_bytes(""))) ==
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(to_hex(sha256(as_bytes("abc"))) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(to_hex(sha256(as_bytes(std::string(1'000'000, 'a')))) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("SHA-256 agrees with OpenSSL at every length around the block borders", "[sha256]") {
  std::string text;
  for (std::size_t size = 0; size <= 260; ++size) {
    Sha256 expected{};
    SHA256(as_bytes(text).data(), text.size(), expected.data());
    CAPTURE(size);
    REQUIRE(sha256(as_bytes(text)) == expected);
    text += static_cast<char>(size);
  }
}
