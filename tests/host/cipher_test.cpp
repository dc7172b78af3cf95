// SPDX-License-Identifier: Apache-2.0
#include "host/cipher.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <string>
#include <vector>

#include "host/hmac.hpp"
#include "yiping/sha256.hpp"

using namespace yiping;
using namespace yiping::host;

namespace {

constexpr std::string_view kText = "电话 13800138000";
constexpr std::string_view kBeside = "440300000000 07";

/// 00 01 … 1f.
std::vector<std::uint8_t> key() {
  std::vector<std::uint8_t> bytes(32);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i);
  return bytes;
}

std::string bytes_of(std::string_view hex) {
  const auto bytes = from_hex(hex).value();
  return {bytes.begin(), bytes.end()};
}

}  // namespace

TEST_CASE("what was sealed opens with its key, in its place, and unchanged", "[host][cipher]") {
  const Cipher cipher = GENERATE(Cipher::aes_256_gcm, Cipher::sm4_ctr_hmac_sm3);
  CAPTURE(name_of(cipher));
  const std::string sealed = seal(cipher, key(), kText, kBeside);
  CHECK(unseal(cipher, key(), sealed, kBeside) == kText);
  CHECK(sealed.find("13800138000") == std::string::npos);
  CHECK(seal(cipher, key(), kText, kBeside) != sealed);

  std::vector<std::uint8_t> other = key();
  other.back() ^= 1;
  CHECK_FALSE(unseal(cipher, other, sealed, kBeside));
  CHECK_FALSE(unseal(cipher, key(), sealed, "440300000000 08"));
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    CHECK_FALSE(unseal(cipher, key(), changed, kBeside));
    CHECK_FALSE(unseal(cipher, key(), sealed.substr(0, i), kBeside));
  }
  CHECK(unseal(cipher, key(), seal(cipher, key(), "", ""), "") == "");
}

TEST_CASE("what another implementation sealed opens", "[host][cipher]") {
  // By Node's crypto (OpenSSL's ciphers, its own code around them), with a nonce of 00 01 ….
  CHECK(unseal(Cipher::aes_256_gcm, key(),
               bytes_of("000102030405060708090a0b08b4e801cb94c81818b8f1d2dd1574e0bc2ba57c10c265e84d"
                        "9e755b84eb205334bf"),
               kBeside) == kText);
  CHECK(unseal(Cipher::sm4_ctr_hmac_sm3, key(),
               bytes_of("000102030405060708090a0b0c0d0e0f2100b9ca17510312204dbdfccf0c1d9f26c658efcd"
                        "5c14a7d85a5112e76354d63172d569ac2755cef1a6ebfb572f425a6b57"),
               kBeside) == kText);
  CHECK(to_hex(blind_index(Cipher::aes_256_gcm, key(), "13800138000")) ==
        "3c684a76fdeed04f0e5a94bebaf4e14176a173b25be66b611e45b961a10bd187");
  CHECK(to_hex(blind_index(Cipher::sm4_ctr_hmac_sm3, key(), "13800138000")) ==
        "bc7a3ba7d83425319187c27631a076ad1457e796fb5b06f17b658f78db12f9e4");
}

TEST_CASE("a cipher is named in one way", "[host][cipher]") {
  for (const Cipher cipher : {Cipher::aes_256_gcm, Cipher::sm4_ctr_hmac_sm3}) {
    CHECK(cipher_named(name_of(cipher)) == cipher);
  }
  for (const char* name : {"", "AES-256-GCM", "aes-128-gcm", "sm4"})
    CHECK_FALSE(cipher_named(name));
}
