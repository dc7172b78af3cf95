// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "yiping/disclosure.hpp"
#include "yiping/sha256.hpp"

using namespace yiping;

namespace {

std::string drawn(const HiddenTable& hidden) {
  std::string out;
  for (std::size_t i = 0; i < hidden.hidden.size(); ++i) {
    out += hidden.hidden[i] ? '*' : '.';
    if ((i + 1) % hidden.columns == 0) out += ' ';
  }
  return out;
}

/// Numbers that are the same everywhere (a linear congruential generator of D. Knuth's MMIX).
class Numbers {
 public:
  std::int64_t below(std::int64_t limit) {
    state_ = state_ * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
    return static_cast<std::int64_t>(state_ >> 33U) % limit;
  }

 private:
  std::uint64_t state_ = 1;
};

/// What is hidden of many tables: how many cells, how many ratings, and which.
struct Taken {
  std::int64_t cells = 0;
  std::int64_t ratings = 0;
  std::string which;
};

Taken taken_from_tables() {
  Numbers numbers;
  Taken taken;
  for (int i = 0; i < 400; ++i) {
    CrossTable table{static_cast<std::size_t>(1 + numbers.below(5)),
                     static_cast<std::size_t>(1 + numbers.below(5)),
                     {}};
    const std::int64_t most = i % 3 == 0 ? 8 : 30;
    for (std::size_t at = 0; at < table.rows * table.columns; ++at) {
      table.cells.push_back(numbers.below(4) == 0 ? 0 : numbers.below(most));
    }
    const auto hidden = suppress_table(table, 2 + numbers.below(5));
    REQUIRE(hidden);
    for (std::size_t at = 0; at < table.cells.size(); ++at) {
      if (!hidden->at(at / table.columns, at % table.columns)) continue;
      ++taken.cells;
      taken.ratings += table.cells[at];
    }
    taken.which += drawn(*hidden);
  }
  return taken;
}

Taken taken_from_lines() {
  Numbers numbers;
  Taken taken;
  for (int i = 0; i < 400; ++i) {
    std::vector<std::int64_t> cells;
    for (std::int64_t left = 1 + numbers.below(7); left > 0; --left) {
      cells.push_back(numbers.below(i % 3 == 0 ? 4 : 15));
    }
    const auto line = suppress_line(cells, 2 + numbers.below(5));
    REQUIRE(line);
    for (std::size_t at = 0; at < cells.size(); ++at) {
      taken.which += line->cells[at] ? '*' : '.';
      if (!line->cells[at]) continue;
      ++taken.cells;
      taken.ratings += cells[at];
    }
    taken.which += line->total ? "* " : ". ";
  }
  return taken;
}

}  // namespace

// A release that hides other cells of the same table than the one before gives away what each of
// them hid: whoever changes these numbers has to say so where figures are published.
TEST_CASE("the same tables and lines are hidden the same way by every release",
          "[indicator][disclosure]") {
  const Taken tables = taken_from_tables();
  CHECK(tables.cells == 1'073);
  CHECK(tables.ratings == 7'761);
  CHECK(to_hex(sha256(as_bytes(tables.which))).substr(0, 16) == "f51ddd335641b68f");
  const Taken lines = taken_from_lines();
  CHECK(lines.cells == 659);
  CHECK(lines.ratings == 1'805);
  CHECK(to_hex(sha256(as_bytes(lines.which))).substr(0, 16) == "f5375175b1e2c17a");
}

TEST_CASE("as many as 128 rows and columns are read", "[indicator][disclosure]") {
  CHECK(suppress_table({kMaxTableSide, 1, std::vector<std::int64_t>(kMaxTableSide, 9)}, 5));
  CHECK(suppress_table({1, kMaxTableSide, std::vector<std::int64_t>(kMaxTableSide, 9)}, 5));
}

TEST_CASE("little more than needed is hidden", "[indicator][disclosure]") {
  const auto hidden = suppress_table({3, 4, {3, 9, 40, 50, 8, 7, 60, 70, 80, 90, 99, 98}}, 5);
  REQUIRE(hidden);
  CHECK(drawn(*hidden) == "**... **... ..... ..... ");
}

TEST_CASE("a one is no less than one: it cannot be what its circle takes from",
          "[indicator][disclosure]") {
  // Of the block of four hidden ones alone, the first could only be 1.
  const auto hidden = suppress_table({3, 3, {1, 1, 9, 1, 5, 9, 9, 9, 9}}, 2);
  REQUIRE(hidden);
  CHECK(drawn(*hidden) == "***. **.. *.*. .... ");
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
