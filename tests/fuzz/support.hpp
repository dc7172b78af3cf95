// SPDX-License-Identifier: Apache-2.0
// What the targets share: the shipped questionnaire, and reading an input as a script.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "yiping/questionnaire.hpp"

namespace yiping::fuzz {

inline constexpr std::uint32_t kArea = 440'300;

/// The pack of assets/questionnaires/online-item.json, as a collector serves it.
[[nodiscard]] const std::vector<std::uint8_t>& chinese_pack();
[[nodiscard]] const std::vector<std::uint8_t>& english_pack();

/// Both in one.
[[nodiscard]] const Questionnaire& online_item();

/// Takes values off the front of an input; zeros and empty texts when it is used up.
class Script {
 public:
  explicit Script(std::span<const std::uint8_t> bytes) : rest_(bytes) {}

  [[nodiscard]] bool done() const { return rest_.empty(); }
  std::uint8_t byte();
  /// Less than `bound`.
  std::size_t below(std::size_t bound);
  std::uint32_t number();
  /// Up to 255 bytes, whatever they are.
  std::string text();
  std::span<const std::uint8_t> rest() const { return rest_; }

 private:
  std::span<const std::uint8_t> rest_;
};

[[nodiscard]] std::string_view as_text(std::span<const std::uint8_t> bytes);

}  // namespace yiping::fuzz
