// SPDX-License-Identifier: Apache-2.0
#include "yiping/interval.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace yiping;

TEST_CASE("the interval of a few ratings is wide and that of many narrow",
          "[indicator][interval]") {
  CHECK(wilson(5, 5) == Interval{5655, 10'000});
  CHECK(wilson(500, 500) == Interval{9923, 10'000});
  CHECK(wilson(0, 1) == Interval{0, 7935});
}

TEST_CASE("more hits of as many ratings never lower the interval", "[indicator][interval]") {
  for (std::int64_t n = 1; n <= 150; ++n) {
    for (std::int64_t x = 1; x <= n; ++x) {
      const auto less = wilson(x - 1, n);
      const auto more = wilson(x, n);
      REQUIRE(more->low >= less->low);
      REQUIRE(more->high >= less->high);
    }
  }
}

TEST_CASE("ends are exact at the largest sample, and past it there is nothing",
          "[indicator][interval]") {
  CHECK(wilson(0, kMaxSample) == Interval{0, 1});
  CHECK(wilson(kMaxSample, kMaxSample) == Interval{9999, 10'000});
  CHECK(wilson(kMaxSample / 2, kMaxSample) == Interval{4999, 5001});
  CHECK_FALSE(wilson(0, kMaxSample + 1));
  CHECK_FALSE(wilson(0, 0));
  CHECK_FALSE(wilson(1, 0));
  CHECK_FALSE(wilson(-1, 5));
  CHECK_FALSE(wilson(6, 5));
  CHECK_FALSE(wilson(0, -5));
  CHECK_FALSE(wilson(0, INT64_MAX));
  CHECK_FALSE(wilson(INT64_MIN, INT64_MIN));
}

TEST_CASE("a rate for display rounds halves up", "[indicator][interval]") {
  CHECK(per_ten_thousand(1, 3) == 3333);
  CHECK(per_ten_thousand(2, 3) == 6667);
  CHECK(per_ten_thousand(1, 20'000) == 1);
  CHECK(per_ten_thousand(1, 20'001) == 0);
  CHECK(per_ten_thousand(7, 7) == 10'000);
  CHECK_FALSE(per_ten_thousand(0, 0));
}
