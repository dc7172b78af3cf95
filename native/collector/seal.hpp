// SPDX-License-Identifier: Apache-2.0
// Texts that only we can make, readable by whoever holds them: a prefix that names the layout, then
// base64url of key id (2 bytes), payload and tag (16). Layouts: docs/http.md.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "collector/config.hpp"

namespace yiping::collector {

class Seal {
 public:
  explicit Seal(const std::vector<TokenKey>& keys) : keys_(keys) {}

  /// By the first key.
  [[nodiscard]] std::string close(std::string_view prefix,
                                  std::span<const std::uint8_t> payload) const;

  /// The payload between key id and tag, when the tag is one of ours; else nothing. `sealed`: the
  /// bytes after the prefix.
  [[nodiscard]] std::optional<std::vector<std::uint8_t>> open(
      std::string_view prefix, std::span<const std::uint8_t> sealed) const;

  static constexpr std::size_t kKeyBytes = 2;
  static constexpr std::size_t kTagBytes = 16;

 private:
  std::vector<TokenKey> keys_;
};

/// Big-endian, as all integers of a payload.
void put_integer(std::vector<std::uint8_t>& out, std::uint64_t value, unsigned bytes);
/// Takes them off the front; there must be so many.
[[nodiscard]] std::uint64_t take_integer(std::span<const std::uint8_t>& in, std::size_t bytes);

}  // namespace yiping::collector
