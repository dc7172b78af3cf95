// SPDX-License-Identifier: Apache-2.0
// Natural numbers of any size: what exact comparison of sums of fractions needs, and no more.
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

namespace yiping {

class Natural {
 public:
  explicit Natural(std::uint64_t value);

  Natural& operator+=(const Natural& other);
  [[nodiscard]] Natural operator*(const Natural& other) const;
  [[nodiscard]] std::strong_ordering operator<=>(const Natural& other) const;
  [[nodiscard]] bool operator==(const Natural& other) const = default;

 private:
  void trim();

  std::vector<std::uint32_t> limbs_;  // lowest first, no zero at the end
};

}  // namespace yiping
