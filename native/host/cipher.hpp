// SPDX-License-Identifier: Apache-2.0
// Authenticated encryption of what is kept: the one place that names a cipher. A module of a
// hardware (PKCS#11, SDF) would take its place here.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace yiping::host {

enum class Cipher : std::uint8_t {
  aes_256_gcm,       // NIST SP 800-38D, nonce of 12 random bytes, tag of 16
  sm4_ctr_hmac_sm3,  // 国密: GB/T 32907, GB/T 32905; encrypt, then authenticate, tag of 32
};

[[nodiscard]] std::string_view name_of(Cipher cipher);
[[nodiscard]] std::optional<Cipher> cipher_named(std::string_view name);

using SecretKey = std::span<const std::uint8_t>;  // 32 bytes or more

/// Nonce, then ciphertext, then tag. `beside` is authenticated and not kept: where the text
/// belongs, so that it cannot be moved. Throws std::runtime_error when OpenSSL refuses.
[[nodiscard]] std::string seal(Cipher cipher, SecretKey key, std::string_view text,
                               std::string_view beside);

/// Nothing when it was not sealed so: another key, another place, a changed byte.
[[nodiscard]] std::optional<std::string> unseal(Cipher cipher, SecretKey key,
                                                std::string_view sealed, std::string_view beside);

/// A keyed digest of a text, to find it again without opening anything (盲索引): the cipher's hash,
/// and a key of its own made from `key`.
[[nodiscard]] std::array<std::uint8_t, 32> blind_index(Cipher cipher, SecretKey key,
                                                       std::string_view text);

}  // namespace yiping::host
