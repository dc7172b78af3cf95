// SPDX-License-Identifier: Apache-2.0
// What figures are made of. Counts form a commutative group: parts may be merged in any order, and
// a record is added, taken away or moved in O(1).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "yiping/record.hpp"

namespace yiping {

/// Counts of a group in a cohort: services of one month (UTC+8). Deltas may be negative.
struct Counts {
  std::int64_t pending = 0;              // window open, not rated: in no denominator
  std::int64_t unrated = 0;              // window over, not rated (未评)
  std::array<std::int64_t, 5> levels{};  // by persons (A), by Level, best first
  std::int64_t bad_replied = 0;

  std::array<std::int64_t, 5> defaults{};  // D, filled in by legacy systems, by Level
  std::int64_t late = 0;                   // of unrated: a rating came after the window
  std::int64_t voided = 0;
  std::int64_t mistaken = 0;   // ratings excluded as 误评
  std::int64_t malicious = 0;  // ratings excluded as 恶意
  std::int64_t corrected = 0;  // first ratings that were replaced

  // Bad ratings that count, and what was done about them.
  std::int64_t bad_reachable = 0;  // called back, or with contact and not yet given up
  std::int64_t bad_unreachable = 0;
  std::int64_t bad_rectified = 0;           // a rectification is recorded
  std::int64_t bad_closed = 0;              // called back, and a rectification is recorded
  std::int64_t named_bad = 0;               // 实名差评
  std::int64_t named_bad_closed = 0;        // of those, called back and rectified
  std::int64_t call_back_answers = 0;       // answers received
  std::int64_t call_back_satisfied = 0;     // of those, 满意 or 基本满意
  std::int64_t rechecked = 0;               // of bad_rectified
  std::int64_t cross_province_offered = 0;  // events whose item is on the list, used or not
  std::int64_t cross_province_used = 0;
  std::int64_t integrated_offered = 0;
  std::int64_t integrated_used = 0;
  std::int64_t one_thing_offered = 0;
  std::int64_t one_thing_used = 0;

  [[nodiscard]] std::int64_t rated() const;
  [[nodiscard]] std::int64_t good() const;         // 非常满意, 满意, 基本满意
  [[nodiscard]] std::int64_t bad() const;          // 不满意, 非常不满意
  [[nodiscard]] std::int64_t filled() const;       // D
  [[nodiscard]] std::int64_t filled_good() const;  // of D, the three good levels

  /// A record that passed `check`. What it touches is decided in one place, counts.cpp.
  void add(const Record& record);
  void remove(const Record& record);
  /// The same event before and after something happened to it.
  void move(const Record& from, const Record& to);
  void merge(const Counts& part);
  void subtract(const Counts& part);

  bool operator==(const Counts&) const = default;
};

/// A count by its name in documents.
struct Counter {
  std::string_view name;
  std::int64_t Counts::*value;
};

/// All but `levels` and `defaults`, whose members are named by level.
[[nodiscard]] std::span<const Counter> counters();

}  // namespace yiping
