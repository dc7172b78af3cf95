// SPDX-License-Identifier: Apache-2.0
// Ed25519 (RFC 8032), by which an enrolled device signs what it sends.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace yiping::host {

/// The secret 32 bytes that everything else of a key follows from.
using Seed = std::array<std::uint8_t, 32>;
using PublicKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;

struct SigningKey {
  Seed seed;
  PublicKey public_key;
};

/// Of random bytes. As all below: throws std::runtime_error when OpenSSL refuses.
[[nodiscard]] SigningKey make_signing_key();

[[nodiscard]] PublicKey public_key_of(const Seed& seed);

[[nodiscard]] Signature sign(const Seed& seed, std::span<const std::uint8_t> message);

/// False for a signature of another key, message or length, and for a key that is no point.
[[nodiscard]] bool verify(const PublicKey& key, std::span<const std::uint8_t> message,
                          std::span<const std::uint8_t> signature);

}  // namespace yiping::host
