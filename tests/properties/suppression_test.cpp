// SPDX-License-Identifier: Apache-2.0
// What a reader can compute is found by trying: all tables with the same published numbers.
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "properties.hpp"
#include "yiping/disclosure.hpp"

namespace yiping {

void showValue(const CrossTable& table, std::ostream& out) {
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    out << table.cells[i] << ((i + 1) % table.columns == 0 ? " / " : " ");
  }
}

}  // namespace yiping

using namespace yiping;
using namespace yiping::test;

namespace {

/// With its totals, as published.
std::vector<std::int64_t> extended(const CrossTable& table) {
  const std::size_t width = table.columns + 1;
  std::vector<std::int64_t> all(width * (table.rows + 1));
  for (std::size_t r = 0; r < table.rows; ++r) {
    for (std::size_t c = 0; c < table.columns; ++c) {
      const std::int64_t value = table.cells[r * table.columns + c];
      all[r * width + c] += value;
      all[r * width + table.columns] += value;
      all[table.rows * width + c] += value;
      all[table.rows * width + table.columns] += value;
    }
  }
  return all;
}

/// A reader who knows that hidden cells are not empty, and tries each within 2 of the truth.
class Reader {
 public:
  Reader(const CrossTable& table, const HiddenTable& hidden)
      : table_(table), hidden_(hidden), truth_(extended(table)), differs_(truth_.size()) {
    for (std::size_t r = 0; r < table.rows; ++r) {
      for (std::size_t c = 0; c < table.columns; ++c) {
        if (hidden.at(r, c)) open_.push_back(r * table.columns + c);
      }
    }
    CrossTable tried = table;
    search(tried, 0);
  }

  /// Whether some table that fits has another number there.
  [[nodiscard]] bool may_differ(std::size_t index) const { return differs_[index]; }

 private:
  void search(CrossTable& tried, std::size_t next) {
    if (next == open_.size()) return compare(tried);
    const std::size_t cell = open_[next];
    const std::int64_t was = table_.cells[cell];
    for (std::int64_t value = was > 2 ? was - 2 : 1; value <= was + 2; ++value) {
      tried.cells[cell] = value;
      search(tried, next + 1);
    }
    tried.cells[cell] = was;
  }

  void compare(const CrossTable& tried) {
    const std::vector<std::int64_t> all = extended(tried);
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!hidden_.hidden[i] && all[i] != truth_[i]) return;
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i] != truth_[i]) differs_[i] = true;
    }
  }

  const CrossTable& table_;
  const HiddenTable& hidden_;
  std::vector<std::int64_t> truth_;
  std::vector<bool> differs_;
  std::vector<std::size_t> open_;
};

/// Small numbers are hidden, and what is hidden of a line with its total is enough.
void check_line(const HiddenTable& hidden, const std::vector<std::size_t>& line,
                const std::vector<std::int64_t>& all, std::int64_t k) {
  if (hidden.hidden[line.back()]) return;
  std::int64_t sum = 0;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    if (hidden.hidden[line[i]]) sum += all[line[i]];
  }
  RC_ASSERT(sum == 0 || sum >= k);
}

void check_lines(const CrossTable& table, const HiddenTable& hidden, std::int64_t k) {
  const std::vector<std::int64_t> all = extended(table);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i] > 0 && all[i] < k) RC_ASSERT(hidden.hidden[i]);
    if (all[i] == 0) RC_ASSERT_FALSE(hidden.hidden[i]);
  }
  for (std::size_t r = 0; r < hidden.rows; ++r) {
    std::vector<std::size_t> line;
    for (std::size_t c = 0; c < hidden.columns; ++c) line.push_back(r * hidden.columns + c);
    check_line(hidden, line, all, k);
  }
  for (std::size_t c = 0; c < hidden.columns; ++c) {
    std::vector<std::size_t> line;
    for (std::size_t r = 0; r < hidden.rows; ++r) line.push_back(r * hidden.columns + c);
    check_line(hidden, line, all, k);
  }
}

CrossTable pick_table(std::size_t rows, std::size_t columns, std::int64_t most) {
  CrossTable table{rows, columns, std::vector<std::int64_t>(rows * columns)};
  for (std::int64_t& cell : table.cells) cell = once_in(4) ? 0 : pick<std::int64_t>(0, most);
  return table;
}

std::string drawn(const HiddenTable& hidden) {
  std::string out;
  for (std::size_t i = 0; i < hidden.hidden.size(); ++i) {
    out += hidden.hidden[i] ? '*' : '.';
    if ((i + 1) % hidden.columns == 0) out += ' ';
  }
  return out;
}

}  // namespace

TEST_CASE("a reader who tries every table cannot tell any hidden number",
          "[property][disclosure]") {
  for_all([] {
    const auto k = pick<std::int64_t>(2, 5);
    const CrossTable table = *made_by([] {
      const auto rows = pick<std::size_t>(1, 3);
      return pick_table(rows, pick<std::size_t>(1, rows == 3 ? 2 : 3), once_in(2) ? 4 : 8);
    });
    const auto hidden = suppress_table(table, k);
    RC_ASSERT(hidden);
    RC_LOG() << drawn(*hidden) << "with k " << k << "\n";
    check_lines(table, *hidden, k);
    const Reader reader(table, *hidden);
    std::size_t derived = 0;
    for (std::size_t at = 0; at < hidden->hidden.size(); ++at) {
      if (hidden->hidden[at] && !reader.may_differ(at)) ++derived;
    }
    RC_ASSERT(derived == 0U);
  });
}

TEST_CASE("the reader of these tests does find what primary hiding gives away",
          "[indicator][disclosure]") {
  const CrossTable table{2, 2, {20, 2, 10, 15}};
  HiddenTable naive{3, 3, std::vector<bool>(9)};
  naive.hidden[1] = true;
  CHECK_FALSE(Reader(table, naive).may_differ(1));
  // Two of a row: the columns give both away.
  naive.hidden[0] = true;
  CHECK_FALSE(Reader(table, naive).may_differ(1));
  naive.hidden[3] = naive.hidden[4] = true;
  CHECK(Reader(table, naive).may_differ(1));
}

TEST_CASE("large tables with many small cells end", "[property][disclosure]") {
  for_all([] {
    const CrossTable table = *made_by([] {
      return pick_table(pick<std::size_t>(1, 12), pick<std::size_t>(1, 12),
                        pick_from(std::array<std::int64_t, 3>{2, 7, 400}));
    });
    const auto hidden = suppress_table(table, 5);
    RC_ASSERT(hidden);
    check_lines(table, *hidden, 5);
  });
}

TEST_CASE("a hidden group of a line can never be had by subtraction", "[property][disclosure]") {
  for_all([] {
    const auto k = pick<std::int64_t>(2, 6);
    const auto most = once_in(3) ? 2 : 11;
    const auto cells = *up_to(7, made_by([most] { return pick<std::int64_t>(0, most); }));
    const auto line = suppress_line(cells, k);
    RC_ASSERT(line);
    std::int64_t total = 0;
    std::int64_t ratings = 0;
    std::int64_t groups = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      total += cells[i];
      if (cells[i] > 0 && cells[i] < k) RC_ASSERT(line->cells[i]);
      if (cells[i] == 0) RC_ASSERT_FALSE(line->cells[i]);
      if (!line->cells[i]) continue;
      ratings += cells[i];
      ++groups;
    }
    if (total > 0 && total < k) RC_ASSERT(line->total);
    if (line->total || groups == 0) return;
    RC_ASSERT(groups > 1);
    RC_ASSERT(ratings >= k);
    RC_ASSERT(ratings > groups);
  });
}
