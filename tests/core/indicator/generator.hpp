// SPDX-License-Identifier: Apache-2.0
// Made-up events and counts, the same in every run.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "yiping/counts.hpp"

namespace yiping::test {

class Generator {
 public:
  explicit Generator(std::uint64_t seed) : state_(seed) {}

  /// 0 to `below` - 1 (splitmix64).
  std::uint64_t next(std::uint64_t below) {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
    return (mixed ^ (mixed >> 31)) % below;
  }

  std::int64_t count(std::int64_t below) {
    return static_cast<std::int64_t>(next(static_cast<std::uint64_t>(below)));
  }

  /// An event that passes its check; bad ratings are frequent.
  Record record() {
    Record made = any();
    while (!made.check()) made = any();
    return made;
  }

  std::vector<Record> records(std::size_t count) {
    std::vector<Record> made(count);
    for (Record& one : made) one = record();
    return made;
  }

 private:
  template <typename Kind>
  Kind pick(std::uint64_t kinds) {
    return static_cast<Kind>(next(kinds));
  }

  Record any() {
    Record made;
    made.outcome = pick<Outcome>(6);
    if (next(4) > 0) made.level = pick<Level>(5);
    made.ruling = next(6) > 0 ? Ruling::none : pick<Ruling>(3);
    made.corrected = next(8) == 0;
    made.way = pick<RatingWay>(3);
    made.replied = next(2) == 0;
    made.call_back = pick<CallBack>(4);
    made.rectified = next(2) == 0;
    if (next(2) == 0) made.answer = pick<CallBackAnswer>(3);
    made.rechecked = next(3) == 0;
    made.cross_province = pick<Provision>(3);
    made.integrated = pick<Provision>(3);
    made.one_thing = pick<Provision>(3);
    return made;
  }

  std::uint64_t state_;
};

[[nodiscard]] inline Counts counts_of(std::span<const Record> records) {
  Counts counts;
  for (const Record& record : records) counts.add(record);
  return counts;
}

[[nodiscard]] inline Counts merged(Counts left, const Counts& right) {
  left.merge(right);
  return left;
}

}  // namespace yiping::test
