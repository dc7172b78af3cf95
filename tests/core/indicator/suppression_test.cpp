// SPDX-License-Identifier: Apache-2.0
// What a reader can compute is found by trying: all tables with the same published numbers.
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "generator.hpp"
#include "yiping/disclosure.hpp"

using namespace yiping;

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

CrossTable random_table(test::Generator& generator, std::size_t rows, std::size_t columns,
                        std::int64_t below) {
  CrossTable table{rows, columns, std::vector<std::int64_t>(rows * columns)};
  for (std::int64_t& cell : table.cells) {
    cell = generator.next(4) == 0 ? 0 : generator.count(below);
  }
  return table;
}

/// Small numbers are hidden, and what is hidden of a line with its total is enough.
void check_lines(const CrossTable& table, const HiddenTable& hidden, std::int64_t k) {
  const std::vector<std::int64_t> all = extended(table);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i] > 0 && all[i] < k) REQUIRE(hidden.hidden[i]);
    if (all[i] == 0) REQUIRE_FALSE(hidden.hidden[i]);
  }
  for (std::size_t r = 0; r < hidden.rows; ++r) {
    std::int64_t sum = 0;
    for (std::size_t c = 0; c < table.columns; ++c) {
      if (hidden.at(r, c)) sum += all[r * hidden.columns + c];
    }
    if (!hidden.at(r, table.columns)) REQUIRE((sum == 0 || sum >= k));
  }
  for (std::size_t c = 0; c < hidden.columns; ++c) {
    std::int64_t sum = 0;
    for (std::size_t r = 0; r < table.rows; ++r) {
      if (hidden.at(r, c)) sum += all[r * hidden.columns + c];
    }
    if (!hidden.at(table.rows, c)) REQUIRE((sum == 0 || sum >= k));
  }
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
          "[indicator][disclosure]") {
  test::Generator generator(10);
  int hidden_cells = 0;
  for (int i = 0; i < 2'000; ++i) {
    const std::size_t rows = 1 + generator.next(3);
    const std::size_t columns = 1 + generator.next(rows == 3 ? 2 : 3);
    const CrossTable table = random_table(generator, rows, columns, i % 2 == 0 ? 5 : 9);
    const auto hidden = suppress_table(table, 3);
    REQUIRE(hidden);
    check_lines(table, *hidden, 3);
    const Reader reader(table, *hidden);
    for (std::size_t at = 0; at < hidden->hidden.size(); ++at) {
      if (!hidden->hidden[at]) continue;
      ++hidden_cells;
      INFO(drawn(*hidden) << " at " << at);
      REQUIRE(reader.may_differ(at));
    }
  }
  CHECK(hidden_cells > 2'000);
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

TEST_CASE("little more than needed is hidden", "[indicator][disclosure]") {
  const auto hidden = suppress_table({3, 4, {3, 9, 40, 50, 8, 7, 60, 70, 80, 90, 99, 98}}, 5);
  REQUIRE(hidden);
  CHECK(drawn(*hidden) == "**... **... ..... ..... ");
}

TEST_CASE("large tables with many small cells end", "[indicator][disclosure]") {
  test::Generator generator(11);
  for (const std::int64_t below : {3, 8, 400}) {
    const CrossTable table = random_table(generator, 16, kMaxTableSide, below);
    const auto hidden = suppress_table(table, 5);
    REQUIRE(hidden);
    check_lines(table, *hidden, 5);
  }
}

TEST_CASE("what is no table is refused by its place", "[indicator][disclosure][hostile]") {
  const auto fault = [](const CrossTable& table) {
    const auto hidden = suppress_table(table, 5);
    REQUIRE_FALSE(hidden);
    return hidden.error();
  };
  CHECK(fault({2, 2, {1, 2, 3}}).where == "/cells");
  CHECK(fault({1, 2, {1, -2}}).where == "/cells/1");
  CHECK(fault({1, 1, {INT64_MAX}}).where == "/cells/0");
  CHECK(fault({kMaxTableSide + 1, 1, {}}).code == ErrorCode::too_large);
  CHECK(fault({1, kMaxTableSide + 1, {}}).where == "/columns");
  CHECK(fault({SIZE_MAX, SIZE_MAX, {1}}).where == "/rows");
  const auto empty = suppress_table({}, 5);
  REQUIRE(empty);
  CHECK(empty->hidden == std::vector<bool>{false});
}
