// SPDX-License-Identifier: Apache-2.0
// Composite rank (综合排名): a weighted sum of figures, compared exactly, with ties.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "yiping/error.hpp"
#include "yiping/indicator.hpp"

namespace yiping {

enum class Better : std::uint8_t { high, low };

/// Which figures make the composite. Authored as assets/composites/<id>.json (yiping.composite/1).
struct CompositeRule {
  struct Part {
    std::string figure;  // id in `formula`
    std::uint32_t weight = 0;
    Better better = Better::high;
  };

  std::string id;
  std::uint32_t version = 0;
  std::string source;  // who says so
  Formula formula = Formula::proposed_2;
  std::uint32_t least = 0;  // ratings by persons; a group with fewer has no rank
  std::vector<Part> parts;
};

/// Reads yiping.composite/1 as CBOR: 1 to 16 parts, each figure once, weights 1 to 10,000.
[[nodiscard]] Result<CompositeRule> read_composite(std::span<const std::uint8_t> cbor);

/// A part of one group's composite: `weight` times a share of 0 to 1.
struct Term {
  std::int64_t numerator;
  std::int64_t denominator;
  std::uint32_t weight;
};

/// The terms of a group, 1 - n/d for what is better low. Empty, which is unranked, when the group
/// has fewer ratings than the rule asks for, or one of its figures has no denominator.
[[nodiscard]] std::vector<Term> composite_of(const CompositeRule& rule, const Counts& counts);

struct Place {
  std::optional<std::uint32_t> rank;       // from 1; nothing: shown as —
  std::optional<std::uint32_t> per_10000;  // the weighted mean, rounded down, for display only
  bool operator==(const Place&) const = default;
};

/// Places in the order of the groups. Composites are compared as exact fractions; equal ones share
/// a rank and the next counts those before it: 1, 2, 2, 4. A group without terms, or with one that
/// is no share (0 ≤ numerator ≤ denominator, denominator > 0, weight > 0), is unranked.
[[nodiscard]] std::vector<Place> rank(std::span<const std::vector<Term>> groups);

}  // namespace yiping
