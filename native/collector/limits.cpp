// SPDX-License-Identifier: Apache-2.0
#include "collector/limits.hpp"

#include <algorithm>

namespace yiping::collector {
namespace {

constexpr std::int64_t kUnits = 60;
/// Past so many keys the ones without news are dropped, so that addresses cannot fill the memory.
constexpr std::size_t kMaxKeys = 50'000;
constexpr int kFailures = 5;
constexpr Seconds kShut = 15 * 60;

}  // namespace

RateLimit::RateLimit(std::int64_t burst, std::int64_t per_minute)
    : full_(burst * kUnits), per_second_(per_minute) {}

Seconds RateLimit::take(std::string_view key, Seconds now) {
  const std::lock_guard lock(mutex_);
  if (buckets_.size() >= kMaxKeys) {
    std::erase_if(buckets_, [&](const auto& entry) {
      return (now - entry.second.filled) * per_second_ >= full_;
    });
    if (buckets_.size() >= kMaxKeys) buckets_.clear();
  }
  auto found = buckets_.find(key);
  if (found == buckets_.end()) found = buckets_.emplace(key, Bucket{full_, now}).first;
  Bucket& bucket = found->second;
  // A clock that was set back must not shut anybody out.
  const Seconds passed = std::clamp<Seconds>(now - bucket.filled, 0, full_);
  bucket.left = std::min(full_, bucket.left + passed * per_second_);
  bucket.filled = now;
  if (bucket.left < kUnits) return (kUnits - bucket.left + per_second_ - 1) / per_second_;
  bucket.left -= kUnits;
  return 0;
}

Seconds Lockout::shut_for(std::string_view account, Seconds now) {
  const std::lock_guard lock(mutex_);
  const auto found = accounts_.find(account);
  if (found == accounts_.end()) return 0;
  if (now - found->second.last >= kShut || now < found->second.last) {
    accounts_.erase(found);
    return 0;
  }
  return found->second.count < kFailures ? 0 : found->second.last + kShut - now;
}

void Lockout::failed(std::string_view account, Seconds now) {
  const std::lock_guard lock(mutex_);
  if (accounts_.size() >= kMaxKeys) {
    std::erase_if(accounts_, [&](const auto& entry) { return now - entry.second.last >= kShut; });
  }
  auto found = accounts_.find(account);
  if (found == accounts_.end()) found = accounts_.emplace(account, Failures{}).first;
  ++found->second.count;
  found->second.last = now;
}

void Lockout::succeeded(std::string_view account) {
  const std::lock_guard lock(mutex_);
  if (const auto found = accounts_.find(account); found != accounts_.end()) accounts_.erase(found);
}

bool Gate::enter() {
  const std::lock_guard lock(mutex_);
  if (places_ == 0) return false;
  --places_;
  return true;
}

void Gate::leave() {
  const std::lock_guard lock(mutex_);
  ++places_;
}

}  // namespace yiping::collector
