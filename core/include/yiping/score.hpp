// SPDX-License-Identifier: Apache-2.0
// Scores of the dimension questions (办事指南, 程序, 材料, 界面…): how the answers spread over the
// five levels, and their mean on a stated scale. They are in no 好评率.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>

#include "yiping/error.hpp"
#include "yiping/level.hpp"

namespace yiping {

/// Answers to one dimension by the people who rated. Parts may be merged in any order.
struct Distribution {
  std::array<std::int64_t, 5> levels{};  // by Level, best first
  std::int64_t skipped = 0;              // rated, and left this question out

  void add(Level level) { ++levels[static_cast<std::size_t>(level)]; }
  void remove(Level level) { --levels[static_cast<std::size_t>(level)]; }
  void merge(const Distribution& part);
  [[nodiscard]] std::int64_t answered() const;
  bool operator==(const Distribution&) const = default;
};

/// What a level is worth. Authored as assets/points/<id>.json (yiping.points/1).
struct PointTable {
  std::string id;
  std::uint32_t version = 0;
  std::string source;                     // who says so
  std::array<std::uint32_t, 5> points{};  // by Level; falls from best to worst
};

/// A mean score: points over answers, on the scale from `worst` to `best`.
struct Mean {
  std::int64_t numerator;
  std::int64_t denominator;  // answers; 0: shown as —
  std::uint32_t worst;
  std::uint32_t best;
};

/// Reads yiping.points/1 as CBOR. `bad_value` at "/points/<level>" when a worse level is worth as
/// much as a better one, or a level more than 1,000.
[[nodiscard]] Result<PointTable> read_point_table(std::span<const std::uint8_t> cbor);

[[nodiscard]] Mean mean_of(const Distribution& distribution, const PointTable& table);

}  // namespace yiping
