// SPDX-License-Identifier: Apache-2.0
// Keyed digests, random bytes and the text forms of bytes. Hex writing is yiping::to_hex.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace yiping::host {

/// RFC 2104 with SHA-256. Throws std::runtime_error when OpenSSL refuses.
[[nodiscard]] std::array<std::uint8_t, 32> hmac_sha256(std::span<const std::uint8_t> key,
                                                       std::span<const std::uint8_t> message);

/// From the system's generator, for keys, tokens and ids. Throws std::runtime_error on failure:
/// nothing may go on with predictable bytes.
void fill_random(std::span<std::uint8_t> out);

/// Both cases are read; nothing but pairs of hex digits.
[[nodiscard]] std::optional<std::vector<std::uint8_t>> from_hex(std::string_view text);

/// RFC 4648 §5 without padding.
[[nodiscard]] std::string base64url(std::span<const std::uint8_t> bytes);

/// Strict: no padding, no white space, no stray bits, so every value has exactly one text.
[[nodiscard]] std::optional<std::vector<std::uint8_t>> from_base64url(std::string_view text);

/// The time taken depends on the lengths alone.
[[nodiscard]] bool equal_constant_time(std::span<const std::uint8_t> a,
                                       std::span<const std::uint8_t> b);

}  // namespace yiping::host
