// SPDX-License-Identifier: Apache-2.0
// How far a rate of few ratings may be trusted: the 95 % Wilson score interval (E. B. Wilson, 1927)
// in 1/10,000, by integers alone, so that every host prints the same.
#pragma once

#include <cstdint>
#include <optional>

namespace yiping {

struct Interval {
  std::uint32_t low;   // 1/10,000, rounded down
  std::uint32_t high;  // 1/10,000, rounded up
  bool operator==(const Interval&) const = default;
};

/// Past it a step of the arithmetic would not fit 64 bits; nothing counted here comes near.
inline constexpr std::int64_t kMaxSample = 48'000'000'000;

/// With S = 10000, Z = 38416 (1.96² S) and R = ⌈√(⌊4 Z S x (n - x) / n⌋ + Z²)⌉:
/// low = ⌊10000 (2 x S + Z - R) / (2 (n S + Z))⌋, high = ⌈10000 (2 x S + Z + R) / (2 (n S + Z))⌉.
/// Nothing when `n` is 0 or past kMaxSample, or `x` is not within 0 … n.
[[nodiscard]] std::optional<Interval> wilson(std::int64_t x, std::int64_t n);

/// `numerator / denominator` in 1/10,000, halves up: for display beside the fraction.
/// Nothing as for `wilson`.
[[nodiscard]] std::optional<std::uint32_t> per_ten_thousand(std::int64_t numerator,
                                                            std::int64_t denominator);

}  // namespace yiping
