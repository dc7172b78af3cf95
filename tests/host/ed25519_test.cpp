// SPDX-License-Identifier: Apache-2.0
#include "host/ed25519.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "host/hmac.hpp"
#include "yiping/sha256.hpp"

using namespace yiping;
using namespace yiping::host;

namespace {

struct Vector {
  const char* seed;
  const char* public_key;
  const char* message;
  const char* signature;
};

// RFC 8032 §7.1, tests 1 to 3.
constexpr Vector kVectors[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b"
     "46bd25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11"
     "d8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc"
     "6594a7c15e9716ed28dc027beceea1ec40a"},
};

Seed seed_of(const Vector& vector) {
  Seed seed{};
  std::ranges::copy(*from_hex(vector.seed), seed.begin());
  return seed;
}

}  // namespace

TEST_CASE("Ed25519 gives the values of RFC 8032", "[host][ed25519]") {
  for (const Vector& vector : kVectors) {
    const Seed seed = seed_of(vector);
    const auto message = *from_hex(vector.message);
    const Signature signature = sign(seed, message);
    CHECK(to_hex(public_key_of(seed)) == vector.public_key);
    CHECK(to_hex(signature) == vector.signature);
    CHECK(verify(public_key_of(seed), message, signature));
  }
}

TEST_CASE("a signature with any bit changed is refused", "[host][ed25519]") {
  const Seed seed = seed_of(kVectors[1]);
  const PublicKey key = public_key_of(seed);
  const auto message = as_bytes("什么都没变");
  const Signature sound = sign(seed, message);
  REQUIRE(verify(key, message, sound));
  int refused = 0;
  for (std::size_t bit = 0; bit < sound.size() * 8; ++bit) {
    Signature turned = sound;
    turned[bit / 8] = static_cast<std::uint8_t>(turned[bit / 8] ^ (1U << (bit % 8)));
    refused += verify(key, message, turned) ? 0 : 1;
  }
  CHECK(refused == 64 * 8);
}

TEST_CASE("a signature is of one key, one message and one length", "[host][ed25519]") {
  const SigningKey one = make_signing_key();
  const SigningKey other = make_signing_key();
  REQUIRE(one.public_key == public_key_of(one.seed));
  REQUIRE(one.seed != other.seed);
  const Signature signature = sign(one.seed, as_bytes("message"));
  CHECK(verify(one.public_key, as_bytes("message"), signature));
  CHECK_FALSE(verify(other.public_key, as_bytes("message"), signature));
  CHECK_FALSE(verify(one.public_key, as_bytes("message "), signature));
  CHECK_FALSE(verify(one.public_key, as_bytes("message"), std::span(signature).first(63)));
  CHECK_FALSE(verify(one.public_key, as_bytes("message"), {}));
}

TEST_CASE("bytes that are no point of the curve verify nothing", "[host][ed25519]") {
  PublicKey key;
  key.fill(0xFF);
  CHECK_FALSE(verify(key, as_bytes("message"), sign(Seed{}, as_bytes("message"))));
}
