// SPDX-License-Identifier: Apache-2.0
// Enums whose values are 0, 1, 2 … and their names, both ways.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace yiping {

template <typename Enum>
constexpr std::string_view name_in(std::span<const std::string_view> names, Enum value) {
  const auto index = static_cast<std::size_t>(value);
  return index < names.size() ? names[index] : std::string_view{};
}

template <typename Enum>
constexpr std::optional<Enum> value_in(std::span<const std::string_view> names,
                                       std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace yiping
