// SPDX-License-Identifier: Apache-2.0
#include "yiping/disclosure.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

#include "generator.hpp"

using namespace yiping;

namespace {

struct Hidden {
  std::int64_t ratings = 0;
  std::int64_t cells = 0;
};

Hidden hidden_of(const std::vector<std::int64_t>& cells, const HiddenLine& line) {
  Hidden hidden;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!line.cells[i]) continue;
    hidden.ratings += cells[i];
    ++hidden.cells;
  }
  return hidden;
}

}  // namespace

TEST_CASE("the first cell that is large enough is shown", "[indicator][disclosure]") {
  const std::vector<LadderCell> ladder{{3, 0}, {8, 0}, {30, 0}};
  CHECK(widen(ladder, 3) == Rung::month);
  CHECK(widen(ladder, 5) == Rung::quarter);
  CHECK(widen(ladder, 9) == Rung::year);
  CHECK_FALSE(widen(ladder, 31));
  CHECK_FALSE(widen({}, 5));
}

TEST_CASE("a wider cell is shown only if what it adds is nobody or enough people",
          "[indicator][disclosure]") {
  test::Generator generator(8);
  int shown = 0;
  for (int i = 0; i < 5'000; ++i) {
    std::vector<LadderCell> ladder(6);
    for (LadderCell& cell : ladder) {
      cell.ratings = generator.count(20);
      cell.within = generator.count(cell.ratings + 1);
    }
    const auto rung = widen(ladder, 5);
    std::size_t first = 0;
    for (; first < ladder.size() && !(rung && kRungs[first] == *rung); ++first) {
      const std::int64_t added = ladder[first].ratings - ladder[first].within;
      REQUIRE((ladder[first].ratings < 5 || (added > 0 && added < 5)));
    }
    if (!rung) continue;
    ++shown;
    const std::int64_t added = ladder[first].ratings - ladder[first].within;
    REQUIRE(ladder[first].ratings >= 5);
    REQUIRE((added == 0 || added >= 5));
  }
  CHECK(shown > 1'000);
}

TEST_CASE("rungs and revisions have names of their own", "[indicator][disclosure]") {
  std::string names;
  for (const Rung rung : kRungs) names += std::string(name_of(rung)) + ' ';
  CHECK(names == "month quarter year parent_month parent_quarter parent_year ");
  CHECK(name_of(Revision::show) == "show");
  CHECK(name_of(Revision::keep) == "keep");
  CHECK(name_of(Revision::same) == "same");
}

TEST_CASE("published figures wait for enough new ratings", "[indicator][disclosure]") {
  const Counts before{.levels = {10, 0, 0, 0, 0}};
  CHECK(revise(before, before, 5) == Revision::same);
  CHECK(revise(before, {.levels = {14, 0, 0, 0, 0}}, 5) == Revision::keep);
  CHECK(revise(before, {.levels = {15, 0, 0, 0, 0}}, 5) == Revision::show);
  CHECK(revise(before, {.levels = {9, 1, 0, 0, 0}}, 5) == Revision::keep);
  CHECK(revise(before, {.unrated = 1, .levels = {10, 0, 0, 0, 0}}, 5) == Revision::show);
  CHECK(revise(before, {.levels = {2, 0, 0, 0, 0}}, 5) == Revision::keep);
}

TEST_CASE("a hidden group of a line can never be had by subtraction", "[indicator][disclosure]") {
  test::Generator generator(9);
  int hid = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::vector<std::int64_t> cells(generator.next(7));
    std::int64_t total = 0;
    for (std::int64_t& cell : cells) {
      cell = generator.count(i % 3 == 0 ? 3 : 12);
      total += cell;
    }
    const auto line = suppress_line(cells, 5);
    REQUIRE(line);
    for (std::size_t k = 0; k < cells.size(); ++k) {
      if (cells[k] > 0 && cells[k] < 5) REQUIRE(line->cells[k]);
      if (cells[k] == 0) REQUIRE_FALSE(line->cells[k]);
    }
    const Hidden hidden = hidden_of(cells, *line);
    if (total > 0 && total < 5) REQUIRE(line->total);
    if (line->total || hidden.cells == 0) continue;
    ++hid;
    REQUIRE(hidden.cells > 1);
    REQUIRE(hidden.ratings >= 5);
    REQUIRE(hidden.ratings > hidden.cells);
  }
  CHECK(hid > 5'000);
}

TEST_CASE("an empty line and a line of one are answered", "[indicator][disclosure]") {
  auto line = suppress_line({}, 5);
  REQUIRE(line);
  CHECK_FALSE(line->total);
  line = suppress_line(std::vector<std::int64_t>{3}, 5);
  REQUIRE(line);
  CHECK(line->cells[0]);
  CHECK(line->total);
  line = suppress_line(std::vector<std::int64_t>{1, 1}, 1);
  REQUIRE(line);
  CHECK_FALSE(line->cells[0]);
}

TEST_CASE("a negative or impossible count is refused by its place",
          "[indicator][disclosure][hostile]") {
  auto line = suppress_line(std::vector<std::int64_t>{3, -1}, 5);
  REQUIRE_FALSE(line);
  CHECK(line.error().code == ErrorCode::bad_value);
  CHECK(line.error().where == "/cells/1");
  line = suppress_line(std::vector<std::int64_t>{INT64_MAX, INT64_MAX}, 5);
  REQUIRE_FALSE(line);
  CHECK(line.error().where == "/cells/0");
}
