// SPDX-License-Identifier: Apache-2.0
// Complementary suppression in a table of two ways. With one more row and column for the totals,
// the table is a network: what comes into a line leaves it. An inner cell leads from its row to its
// column, a row's total from the totals' column to the row, a column's total from the column to the
// totals' row, the grand total from there to the totals' column. Shown cells are fixed. A hidden
// cell can have another value exactly when a circle of hidden cells leads through it along which
// one unit can be sent: forward always, backward where a cell is above 1, since empty cells are
// shown and everyone knows that a hidden one is not empty.
#include "cbor/field_reader.hpp"
#include "yiping/disclosure.hpp"

namespace yiping {
namespace {

struct Place {
  std::size_t row = 0;
  std::size_t column = 0;
};

class Suppressor {
 public:
  Suppressor(const CrossTable& table, std::int64_t k)
      : rows_(table.rows + 1), columns_(table.columns + 1), k_(k), values_(rows_ * columns_) {
    for (std::size_t r = 0; r + 1 < rows_; ++r) {
      for (std::size_t c = 0; c + 1 < columns_; ++c) {
        const std::int64_t value = table.cells[r * table.columns + c];
        for (const Place at : {Place{r, c}, Place{r, columns_ - 1}, Place{rows_ - 1, c},
                               Place{rows_ - 1, columns_ - 1}}) {
          values_[index(at)] += value;
        }
      }
    }
    hidden_.resize(values_.size());
    safe_.resize(values_.size());
    for (std::size_t i = 0; i < values_.size(); ++i) hidden_[i] = values_[i] > 0 && values_[i] < k;
  }

  /// Each round hides something, or it is the last.
  std::vector<bool> run() {
    for (;;) {
      while (fill_lines()) {
      }
      const auto known = first_derivable();
      if (!known) return hidden_;
      if (!close_circle(*known, Totals::keep) && !close_circle(*known, Totals::may_go)) {
        hide_near(*known);
      }
    }
  }

 private:
  enum class Totals : std::uint8_t { keep, may_go };
  enum class From : std::uint8_t { row, column };

  [[nodiscard]] std::size_t index(Place at) const { return at.row * columns_ + at.column; }
  void hide(Place at) { hidden_[index(at)] = true; }
  [[nodiscard]] bool hidden(Place at) const { return hidden_[index(at)]; }
  [[nodiscard]] std::int64_t value(Place at) const { return values_[index(at)]; }
  [[nodiscard]] bool is_total(Place at) const {
    return at.row + 1 == rows_ || at.column + 1 == columns_;
  }

  /// Hides one more cell of each line whose hidden part, total minus what is shown, is small.
  bool fill_lines() {
    bool changed = false;
    for (std::size_t r = 0; r < rows_; ++r) {
      changed = fill_line(columns_, [&](std::size_t c) { return Place{r, c}; }) || changed;
    }
    for (std::size_t c = 0; c < columns_; ++c) {
      changed = fill_line(rows_, [&](std::size_t r) { return Place{r, c}; }) || changed;
    }
    return changed;
  }

  template <typename At>
  bool fill_line(std::size_t size, At at) {
    if (hidden(at(size - 1))) return false;
    std::int64_t sum = 0;
    std::optional<Place> smallest;
    for (std::size_t i = 0; i + 1 < size; ++i) {
      const Place place = at(i);
      if (hidden(place)) {
        sum += value(place);
      } else if (value(place) > 0 && (!smallest || value(place) < value(*smallest))) {
        smallest = place;
      }
    }
    if (sum == 0 || sum >= k_ || !smallest) return false;
    hide(*smallest);
    return true;
  }

  /// Nodes are the rows, then the columns.
  [[nodiscard]] std::size_t node_of_column(std::size_t column) const { return rows_ + column; }
  [[nodiscard]] Place between(std::size_t node, std::size_t other) const {
    return node < rows_ ? Place{node, other - rows_} : Place{other, node - rows_};
  }

  /// Whether the cell leads from its row to its column.
  [[nodiscard]] bool leads_down(Place at) const {
    return (at.row + 1 == rows_) == (at.column + 1 == columns_);
  }

  /// Whether a unit can be sent over the cell, from its row or from its column.
  [[nodiscard]] bool passes(Place at, From from) const {
    return hidden(at) && (leads_down(at) == (from == From::row) || value(at) > 1);
  }

  /// Whether one node can send a unit to another without the cell.
  [[nodiscard]] bool reaches(std::size_t from, std::size_t to, Place without) const {
    std::vector<bool> seen(rows_ + columns_);
    std::vector<std::size_t> open{from};
    seen[from] = true;
    while (!open.empty()) {
      const std::size_t node = open.back();
      open.pop_back();
      if (node == to) return true;
      const From from_kind = node < rows_ ? From::row : From::column;
      const std::size_t first = from_kind == From::row ? rows_ : 0;
      const std::size_t last = from_kind == From::row ? seen.size() : rows_;
      for (std::size_t next = first; next < last; ++next) {
        const Place cell = between(node, next);
        if (seen[next] || index(cell) == index(without) || !passes(cell, from_kind)) continue;
        seen[next] = true;
        open.push_back(next);
      }
    }
    return false;
  }

  [[nodiscard]] bool may_differ(Place at) const {
    const std::size_t row = at.row;
    const std::size_t column = node_of_column(at.column);
    const std::size_t tail = leads_down(at) ? row : column;
    const std::size_t tip = leads_down(at) ? column : row;
    return reaches(tip, tail, at) || (value(at) > 1 && reaches(tail, tip, at));
  }

  /// The first hidden cell that can be computed. What cannot be stays so when more is hidden.
  [[nodiscard]] std::optional<Place> first_derivable() {
    for (std::size_t r = 0; r < rows_; ++r) {
      for (std::size_t c = 0; c < columns_; ++c) {
        const Place at{r, c};
        if (!hidden(at) || safe_[index(at)]) continue;
        if (!may_differ(at)) return at;
        safe_[index(at)] = true;
      }
    }
    return std::nullopt;
  }

  /// What hiding the cell too would cost: nothing when it is hidden; no value when it may not be.
  [[nodiscard]] std::optional<std::int64_t> cost(Place at, Totals totals) const {
    if (hidden(at)) return 0;
    if (value(at) == 0 || (is_total(at) && totals == Totals::keep)) return std::nullopt;
    return value(at);
  }

  /// Whether a unit can be sent around the rectangle, one way or the other.
  [[nodiscard]] bool has_slack(Place at, Place corner) const {
    const Place around[] = {at, {at.row, corner.column}, corner, {corner.row, at.column}};
    bool one_way = true;
    bool other_way = true;
    for (std::size_t i = 0; i < 4; ++i) {
      if (value(around[i]) > 1) continue;
      bool& lost = leads_down(around[i]) == (i % 2 == 0) ? other_way : one_way;
      lost = false;
    }
    return one_way || other_way;
  }

  /// Hides the cheapest three cells that make a rectangle with `at`; false when there are none.
  bool close_circle(Place at, Totals totals) {
    std::optional<std::int64_t> best;
    Place best_corner{};
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const Place corner{i / columns_, i % columns_};
      if (corner.row == at.row || corner.column == at.column) continue;
      const auto below = cost({corner.row, at.column}, totals);
      const auto beside = cost({at.row, corner.column}, totals);
      const auto across = cost(corner, totals);
      if (!below || !beside || !across || !has_slack(at, corner)) continue;
      const std::int64_t sum = *below + *beside + *across;
      if (best && sum >= *best) continue;
      best = sum;
      best_corner = corner;
    }
    if (!best) return false;
    hide({best_corner.row, at.column});
    hide({at.row, best_corner.column});
    hide(best_corner);
    return true;
  }

  /// No rectangle, because of empty cells: one more cell of the row or the column, else any. There
  /// is one: with all hidden, each cell is on the circle of its row's, column's and grand totals.
  void hide_near(Place at) {
    std::optional<Place> found;
    for (std::size_t r = 0; r < rows_; ++r) {
      for (std::size_t c = 0; c < columns_; ++c) {
        const Place place{r, c};
        if (hidden(place) || value(place) == 0) continue;
        if (!found || nearer(place, *found, at)) found = place;
      }
    }
    if (found) hide(*found);
  }

  [[nodiscard]] bool nearer(Place a, Place b, Place at) const {
    const auto far = [&](Place place) {
      return (is_total(place) ? 1 : 0) + (place.row == at.row || place.column == at.column ? 0 : 2);
    };
    if (far(a) != far(b)) return far(a) < far(b);
    return value(a) < value(b);
  }

  std::size_t rows_;
  std::size_t columns_;
  std::int64_t k_;
  std::vector<std::int64_t> values_;
  std::vector<bool> hidden_;
  std::vector<bool> safe_;  // hidden, and known not to be derivable
};

Status check(const CrossTable& table) {
  if (table.rows > kMaxTableSide) return Error{ErrorCode::too_large, "/rows"};
  if (table.columns > kMaxTableSide) return Error{ErrorCode::too_large, "/columns"};
  if (table.cells.size() != table.rows * table.columns) {
    return Error{ErrorCode::bad_value, "/cells"};
  }
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    if (table.cells[i] >= 0) continue;
    std::string where = "/cells";
    put_index(where, static_cast<int>(i));
    return Error{ErrorCode::bad_value, std::move(where)};
  }
  return {};
}

}  // namespace

bool HiddenTable::at(std::size_t row, std::size_t column) const {
  return hidden[row * columns + column];
}

Result<HiddenTable> suppress_table(const CrossTable& table, std::int64_t k) {
  if (const Status status = check(table); !status) return status.error();
  return HiddenTable{table.rows + 1, table.columns + 1, Suppressor(table, k).run()};
}

}  // namespace yiping
