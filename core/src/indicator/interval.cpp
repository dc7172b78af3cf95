// SPDX-License-Identifier: Apache-2.0
#include "yiping/interval.hpp"

#include <bit>

namespace yiping {
namespace {

using Wide = std::uint64_t;

constexpr Wide kS = 10'000;
constexpr Wide kZ = 38'416;

// The largest value on the way is the radicand at x = n/2: Z S n + Z².
static_assert(static_cast<Wide>(kMaxSample) <= (~Wide{0} - kZ * kZ) / (kZ * kS));

/// ⌊a b / n⌋ and what is left, bit by bit: the product itself may need 128 bits, which wasm and
/// -Wpedantic do not have. Needs n < 2^63 and a quotient that fits.
struct Quotient {
  Wide whole;
  Wide rest;
};

Quotient multiply_divide(Wide a, Wide b, Wide n) {
  Quotient result{0, 0};
  const auto add = [&](Wide whole, Wide rest) {
    result.whole += whole;
    result.rest += rest;
    if (result.rest < n) return;
    result.rest -= n;
    ++result.whole;
  };
  for (auto bit = static_cast<int>(std::bit_width(a)); bit > 0; --bit) {
    add(result.whole, result.rest);
    if ((a >> (bit - 1) & 1U) != 0) add(b / n, b % n);
  }
  return result;
}

/// ⌊4 Z S x (n - x) / n⌋, in two steps: x (n - x) = q n + r.
Wide spread(Wide x, Wide n) {
  constexpr Wide kFactor = 4 * kZ * kS;
  const Quotient product = multiply_divide(x, n - x, n);
  return kFactor * product.whole + multiply_divide(kFactor, product.rest, n).whole;
}

Wide root_rounded_up(Wide value) {
  Wide root = 0;
  for (Wide bit = Wide{1} << 31; bit > 0; bit >>= 1) {
    const Wide tried = root | bit;
    if (tried * tried <= value) root = tried;
  }
  return root * root == value ? root : root + 1;
}

std::uint32_t clamped(Wide value) { return static_cast<std::uint32_t>(value < kS ? value : kS); }

bool counted(std::int64_t x, std::int64_t n) {
  return n > 0 && n <= kMaxSample && x >= 0 && x <= n;
}

}  // namespace

std::optional<Interval> wilson(std::int64_t x, std::int64_t n) {
  if (!counted(x, n)) return std::nullopt;
  const auto hits = static_cast<Wide>(x);
  const auto size = static_cast<Wide>(n);
  const Wide root = root_rounded_up(spread(hits, size) + kZ * kZ);
  const Wide middle = 2 * hits * kS + kZ;
  const Wide whole = 2 * (size * kS + kZ);
  const Wide below = middle > root ? middle - root : 0;
  const Wide low = multiply_divide(kS, below, whole).whole;
  const Quotient high = multiply_divide(kS, middle + root, whole);
  return Interval{clamped(low), clamped(high.whole + (high.rest > 0 ? 1 : 0))};
}

std::optional<std::uint32_t> per_ten_thousand(std::int64_t numerator, std::int64_t denominator) {
  if (!counted(numerator, denominator)) return std::nullopt;
  const auto whole = static_cast<Wide>(denominator);
  const Quotient rate = multiply_divide(kS, static_cast<Wide>(numerator), whole);
  return static_cast<std::uint32_t>(rate.whole + (2 * rate.rest >= whole ? 1 : 0));
}

}  // namespace yiping
