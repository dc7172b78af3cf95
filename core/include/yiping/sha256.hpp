// SPDX-License-Identifier: Apache-2.0
// SHA-256 (FIPS 180-4), in the core because receipts and digests are the core's.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace yiping {

using Sha256 = std::array<std::uint8_t, 32>;

[[nodiscard]] Sha256 sha256(std::span<const std::uint8_t> bytes);

/// Lower-case hex, two characters a byte.
[[nodiscard]] std::string to_hex(std::span<const std::uint8_t> bytes);

/// Bytes of a text, without copying.
[[nodiscard]] inline std::span<const std::uint8_t> as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace yiping
