// SPDX-License-Identifier: Apache-2.0
// The three ways to rate (匿名, 仅回访可见, 实名). The last two make a bad rating 实名差评.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace yiping {

enum class RatingWay : std::uint8_t { anonymous, call_back, named };

/// By RatingWay: the name in every document, and the codes of a contact item's list.
inline constexpr std::array<std::string_view, 3> kRatingWays{"anonymous", "call_back", "named"};

[[nodiscard]] constexpr std::string_view name_of(RatingWay way) {
  return kRatingWays[static_cast<std::size_t>(way)];
}

[[nodiscard]] constexpr std::optional<RatingWay> rating_way_named(std::string_view name) {
  for (std::size_t i = 0; i < kRatingWays.size(); ++i) {
    if (kRatingWays[i] == name) return static_cast<RatingWay>(i);
  }
  return std::nullopt;
}

}  // namespace yiping
