// SPDX-License-Identifier: Apache-2.0
#include "indicator/natural.hpp"

namespace yiping {
namespace {

constexpr unsigned kBits = 32;

std::uint32_t low(std::uint64_t value) { return static_cast<std::uint32_t>(value); }

}  // namespace

Natural::Natural(std::uint64_t value) : limbs_{low(value), low(value >> kBits)} { trim(); }

void Natural::trim() {
  while (!limbs_.empty() && limbs_.back() == 0) limbs_.pop_back();
}

Natural& Natural::operator+=(const Natural& other) {
  if (limbs_.size() < other.limbs_.size()) limbs_.resize(other.limbs_.size());
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < limbs_.size(); ++i) {
    carry += limbs_[i];
    if (i < other.limbs_.size()) carry += other.limbs_[i];
    limbs_[i] = low(carry);
    carry >>= kBits;
  }
  if (carry > 0) limbs_.push_back(low(carry));
  return *this;
}

Natural Natural::operator*(const Natural& other) const {
  Natural product(0);
  product.limbs_.resize(limbs_.size() + other.limbs_.size());
  for (std::size_t i = 0; i < limbs_.size(); ++i) {
    std::uint64_t carry = 0;
    for (std::size_t j = 0; j < other.limbs_.size(); ++j) {
      carry += std::uint64_t{limbs_[i]} * other.limbs_[j] + product.limbs_[i + j];
      product.limbs_[i + j] = low(carry);
      carry >>= kBits;
    }
    product.limbs_[i + other.limbs_.size()] = low(carry);
  }
  product.trim();
  return product;
}

std::strong_ordering Natural::operator<=>(const Natural& other) const {
  if (limbs_.size() != other.limbs_.size()) return limbs_.size() <=> other.limbs_.size();
  for (std::size_t i = limbs_.size(); i > 0; --i) {
    if (limbs_[i - 1] != other.limbs_[i - 1]) return limbs_[i - 1] <=> other.limbs_[i - 1];
  }
  return std::strong_ordering::equal;
}

}  // namespace yiping
