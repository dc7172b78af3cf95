// SPDX-License-Identifier: Apache-2.0
#include "yiping/indicator.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace yiping;

TEST_CASE("figures are numerators and denominators of the proposed formulas", "[indicator]") {
  const Counts counts{.pending = 6, .unrated = 4, .levels = {10, 5, 3, 2, 1}, .bad_replied = 2};
  const auto figures = figures_of(counts);
  const auto is = [&](std::size_t i, std::string_view id, std::int64_t n, std::int64_t d) {
    return figures[i].id == id && figures[i].numerator == n && figures[i].denominator == d &&
           figures[i].formula == "yiping-proposed/1";
  };
  CHECK(is(0, "good_rate", 18, 21));
  CHECK(is(1, "participation_rate", 21, 25));
  CHECK(is(2, "unrated_rate", 4, 25));
  CHECK(is(3, "bad_rate", 3, 21));
  CHECK(is(4, "bad_reply_rate", 2, 3));
}

TEST_CASE("participation and unrated make a whole, and pending is in neither", "[indicator]") {
  const Counts counts{.pending = 100, .unrated = 7, .levels = {1, 1, 1, 1, 1}};
  const auto figures = figures_of(counts);
  CHECK(figures[1].numerator + figures[2].numerator == figures[1].denominator);
}

TEST_CASE("nothing over nothing stays so", "[indicator]") {
  for (const Figure& figure : figures_of(Counts{})) {
    CHECK(figure.numerator == 0);
    CHECK(figure.denominator == 0);
  }
}
