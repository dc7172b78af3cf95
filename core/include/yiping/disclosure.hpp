// SPDX-License-Identifier: Apache-2.0
// What may be shown of small groups: they widen (month, quarter, year, parent) rather than vanish,
// and what stays hidden cannot be computed back from what is shown. Proposed; k is a setting.
// What is guaranteed and what is not: docs/figures.md.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "yiping/counts.hpp"

namespace yiping {

/// Ratings below which a cell is small.
inline constexpr std::int64_t kSmallCell = 5;

/// The rungs of widening, in order: the group's own month, quarter and year, then those of its
/// parent (the upper organisation, else the area).
enum class Rung : std::uint8_t {
  month,
  quarter,
  year,
  parent_month,
  parent_quarter,
  parent_year,
};

inline constexpr std::array<Rung, 6> kRungs{Rung::month,          Rung::quarter,
                                            Rung::year,           Rung::parent_month,
                                            Rung::parent_quarter, Rung::parent_year};

[[nodiscard]] std::string_view name_of(Rung rung);

/// A cell on the ladder. `within`: ratings of those of its parts that are shown on their own, the
/// two large months of a quarter, or the sister groups of a parent.
struct LadderCell {
  std::int64_t ratings = 0;
  std::int64_t within = 0;
};

/// The first cell with at least `k` ratings of which what is not shown already is none or at least
/// `k` again: a quarter beside two of its months would give the third away. The ladder is the first
/// cells of kRungs, as many as there are. Nothing when none will do.
[[nodiscard]] std::optional<Rung> widen(std::span<const LadderCell> ladder, std::int64_t k);

/// What a group's published figures may do at a cut-off. `published` is what was shown last.
enum class Revision : std::uint8_t {
  show,  // at least k more ratings; or the same ratings, with changes elsewhere
  keep,  // fewer than k more, or fewer than before: the dated figures stay
  same,  // nothing changed
};
[[nodiscard]] std::string_view name_of(Revision revision);
[[nodiscard]] Revision revise(const Counts& published, const Counts& current, std::int64_t k);

/// Which cells stay hidden; `total` when the total is small, or would give a cell away.
struct HiddenLine {
  std::vector<bool> cells;
  bool total = false;
};

/// Groups with their total. A cell of 1 to k - 1 is hidden, then the smallest others until what is
/// hidden adds up to k, and to more than one for each. Empty cells are shown. `bad_value` at
/// "/cells/<i>" for a count that is negative or past kMaxSample.
[[nodiscard]] Result<HiddenLine> suppress_line(std::span<const std::int64_t> cells, std::int64_t k);

/// Counts of rows × columns, row by row.
struct CrossTable {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<std::int64_t> cells;
};

inline constexpr std::size_t kMaxTableSide = 128;  // rows, and columns

/// By rows + 1 and columns + 1: the last of each are the totals.
struct HiddenTable {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<bool> hidden;
  [[nodiscard]] bool at(std::size_t row, std::size_t column) const;
};

/// The same for a table with row totals, column totals and the grand total: each hidden cell and
/// total could have another value, and what is hidden of a line adds up to k where the line's total
/// is shown. `too_large` at "/rows" or "/columns" past kMaxTableSide, `bad_value` at "/cells" when
/// there are not rows × columns of them, or at "/cells/<i>" as above.
[[nodiscard]] Result<HiddenTable> suppress_table(const CrossTable& table, std::int64_t k);

}  // namespace yiping
