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

TEST_CASE("with filled-in rows participation and unrated still make a whole", "[indicator]") {
  const Counts counts{.unrated = 7, .levels = {1, 1, 1, 1, 1}, .defaults = {20, 0, 0, 0, 0}};
  const auto participation = figure_of(counts, Formula::proposed_2, "participation_rate");
  const auto unrated = figure_of(counts, Formula::proposed_2, "unrated_rate");
  REQUIRE(participation);
  REQUIRE(unrated);
  CHECK(participation->denominator == 32);
  CHECK(participation->numerator + unrated->numerator == 32);
  CHECK(unrated->denominator == 32);
}

TEST_CASE("filled-in rows are in the good rate and not in the active one", "[indicator]") {
  const Counts counts{.levels = {3, 0, 0, 1, 0}, .defaults = {6, 0, 0, 0, 0}};
  const auto all = figure_of(counts, Formula::proposed_2, "good_rate");
  const auto active = figure_of(counts, Formula::proposed_2, "active_good_rate");
  REQUIRE(all);
  REQUIRE(active);
  CHECK(all->numerator == 9);
  CHECK(all->denominator == 10);
  CHECK(active->numerator == 3);
  CHECK(active->denominator == 4);
}

TEST_CASE("versions and figures are found by name, and only by theirs", "[indicator]") {
  CHECK(formula_named("yiping-proposed/1") == Formula::proposed_1);
  CHECK(formula_named("yiping-proposed/2") == Formula::proposed_2);
  CHECK_FALSE(formula_named("yiping-proposed/3"));
  CHECK_FALSE(formula_named(""));
  CHECK(figure_definitions(Formula::proposed_1).size() == 5);
  CHECK(figure_definitions(Formula::proposed_2).size() == 13);
  CHECK_FALSE(figure_of({}, Formula::proposed_1, "active_good_rate"));
  CHECK_FALSE(figure_of({}, Formula::proposed_2, "Good_rate"));
  for (const Formula formula : {Formula::proposed_1, Formula::proposed_2}) {
    for (const FigureDefinition& one : figure_definitions(formula)) {
      CHECK(one.source == "proposed");
      CHECK_FALSE(one.named_by.empty());
    }
  }
}
