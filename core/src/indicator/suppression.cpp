// SPDX-License-Identifier: Apache-2.0
// Complementary suppression in a table of two ways. With one more row and column for the totals,
// the table is a network: what comes into a line leaves it. An inner cell leads from its row to its
// column, a row's total from the totals' column to the row, a column's total from the column to the
// totals' row, the grand total from there to the totals' column. Shown cells are fixed. A hidden
// cell can have another value exactly when a circle of hidden cells leads through it along which
// one unit can be sent: forward always, backward where a cell is above 1, since empty cells are
// shown and everyone knows that a hidden one is not empty.
#include <limits>
#include <utility>

#include "indicator/cells.hpp"
#include "yiping/disclosure.hpp"

namespace yiping {
namespace {

struct Place {
  std::size_t row;
  std::size_t column;
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
    fill_lines();
    for (;;) {
      const auto known = first_derivable();
      if (!known) return hidden_;
      // With totals there always is a circle: the cell, its column's, the grand and its row's
      // total.
      if (!close_circle(*known, Totals::keep)) close_circle(*known, Totals::may_go);
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

  /// Hides one more cell of each line whose hidden part, total minus what is shown, is small. Once
  /// is enough: a shown cell is empty or at least k.
  void fill_lines() {
    for (std::size_t r = 0; r < rows_; ++r) {
      fill_line(columns_, [&](std::size_t c) { return Place{r, c}; });
    }
    for (std::size_t c = 0; c < columns_; ++c) {
      fill_line(rows_, [&](std::size_t r) { return Place{r, c}; });
    }
  }

  template <typename At>
  void fill_line(std::size_t size, At at) {
    if (hidden(at(size - 1))) return;
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
    if (sum > 0 && sum < k_ && smallest) hide(*smallest);
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

  struct Route {
    std::int64_t cost;  // what hiding its shown cells takes from the reader
    std::vector<Place> cells;
  };

  /// What sending a unit over the cell would cost; nothing when it may not be hidden or is empty.
  /// Any other shown cell is at least k, so that a unit can be taken from it.
  [[nodiscard]] std::optional<std::int64_t> cost(Place at, From from, Totals totals) const {
    if (hidden(at)) return passes(at, from) ? std::optional<std::int64_t>(0) : std::nullopt;
    if (is_total(at) && totals == Totals::keep) return std::nullopt;
    return value(at) > 0 ? std::optional(value(at)) : std::nullopt;
  }

  /// The cheapest way of a unit from one node to another without the cell (E. W. Dijkstra, 1959).
  [[nodiscard]] std::optional<Route> cheapest(std::size_t from, std::size_t to, Place without,
                                              Totals totals) const {
    const std::size_t count = rows_ + columns_;
    std::vector<std::int64_t> distance(count, kFar);
    std::vector<std::size_t> before(count, count);
    std::vector<bool> done(count);
    distance[from] = 0;
    for (std::size_t node = from; node != count; node = nearest(distance, done)) {
      done[node] = true;
      const From kind = node < rows_ ? From::row : From::column;
      const std::size_t last = kind == From::row ? count : rows_;
      for (std::size_t next = kind == From::row ? rows_ : 0; next < last; ++next) {
        const Place cell = between(node, next);
        const auto step = cost(cell, kind, totals);
        if (!step || index(cell) == index(without)) continue;
        if (distance[node] + *step >= distance[next]) continue;
        distance[next] = distance[node] + *step;
        before[next] = node;
      }
    }
    if (distance[to] == kFar) return std::nullopt;
    Route route{distance[to], {}};
    for (std::size_t at = to; at != from; at = before[at]) {
      route.cells.push_back(between(before[at], at));
    }
    return route;
  }

  /// The nearest node that is not done; the count of nodes when there is none.
  [[nodiscard]] static std::size_t nearest(const std::vector<std::int64_t>& distance,
                                           const std::vector<bool>& done) {
    std::size_t found = distance.size();
    std::int64_t best = kFar;
    for (std::size_t i = 0; i < distance.size(); ++i) {
      if (done[i] || distance[i] >= best) continue;
      best = distance[i];
      found = i;
    }
    return found;
  }

  /// Hides the cheapest circle through the cell; false when none does without a total.
  bool close_circle(Place at, Totals totals) {
    const std::size_t row = at.row;
    const std::size_t column = node_of_column(at.column);
    const std::size_t tail = leads_down(at) ? row : column;
    const std::size_t tip = leads_down(at) ? column : row;
    auto route = cheapest(tip, tail, at, totals);
    if (value(at) > 1) {
      auto other = cheapest(tail, tip, at, totals);
      if (other && (!route || other->cost < route->cost)) route = std::move(other);
    }
    if (!route) return false;
    for (const Place cell : route->cells) hide(cell);
    return true;
  }

  static constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max();

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
  return check_cells(table.cells);
}

}  // namespace

bool HiddenTable::at(std::size_t row, std::size_t column) const {
  return hidden[row * columns + column];
}

Result<HiddenTable> suppress_table(const CrossTable& table, std::int64_t k) {
  if (Status status = check(table); !status) return status;
  return HiddenTable{table.rows + 1, table.columns + 1, Suppressor(table, k).run()};
}

}  // namespace yiping
