// SPDX-License-Identifier: Apache-2.0
#include "yiping/disclosure.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace yiping;

TEST_CASE("the first cell that is large enough is shown", "[indicator][disclosure]") {
  const std::vector<LadderCell> ladder{{3, 0}, {8, 0}, {30, 0}};
  CHECK(widen(ladder, 3) == Rung::month);
  CHECK(widen(ladder, 5) == Rung::quarter);
  CHECK(widen(ladder, 9) == Rung::year);
  CHECK_FALSE(widen(ladder, 31));
  CHECK_FALSE(widen({}, 5));
  // There is no rung above the parent's year.
  CHECK_FALSE(
      widen(std::vector<LadderCell>{{1, 0}, {1, 0}, {1, 0}, {1, 0}, {1, 0}, {1, 0}, {9, 0}}, 5));
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
