// SPDX-License-Identifier: Apache-2.0
// The five levels (评价等级). A level is an enum with a name; no number of it leaves the ABI.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace yiping {

/// Best first, the order in which every host shows them. Source: 国办发〔2019〕51号.
enum class Level : std::uint8_t {
  very_satisfied,
  satisfied,
  basically_satisfied,
  dissatisfied,
  very_dissatisfied,
};

inline constexpr std::array<Level, 5> kLevels{Level::very_satisfied, Level::satisfied,
                                              Level::basically_satisfied, Level::dissatisfied,
                                              Level::very_dissatisfied};

/// "very_satisfied" and so on: the name in every document.
[[nodiscard]] std::string_view name_of(Level level);
[[nodiscard]] std::optional<Level> level_named(std::string_view name);

/// 差评: the last two of the five.
[[nodiscard]] constexpr bool is_bad(Level level) { return level >= Level::dissatisfied; }

}  // namespace yiping
