// SPDX-License-Identifier: Apache-2.0
#include "yiping/eligibility.hpp"

#include <catch2/catch_test_macros.hpp>
#include <chrono>

using namespace yiping;

namespace {
constexpr std::int64_t kDay = 86'400;
}

TEST_CASE("the window closes at midnight in China after seven whole days", "[eligibility]") {
  // Service on 2026-11-22 10:40 in China: open through 29 November, 24:00.
  CHECK(window_closes(1'795'315'200) == 1'795'968'000);  // 2026-11-29T16:00:00Z
  // One second before and at midnight of China belong to different days.
  CHECK(window_closes(1'795'276'799) + kDay == window_closes(1'795'276'800));
}

TEST_CASE("months and weeks turn at midnight in China", "[eligibility]") {
  CHECK(month_of(1'793'462'399) == "2026-10");  // 31 October 23:59:59 there
  CHECK(month_of(1'793'462'400) == "2026-11");
  CHECK(month_of(0) == "1970-01");
  CHECK(week_of(1'795'315'200) == "2026-W47");  // a Sunday
  CHECK(week_of(1'795'315'200 + kDay) == "2026-W48");
}

TEST_CASE("a week belongs to the year of its Thursday", "[eligibility]") {
  CHECK(week_of(1'798'732'800) == "2026-W53");             // 1 January 2027
  CHECK(week_of(1'798'732'800 + 3 * kDay) == "2027-W01");  // Monday 4 January
  CHECK(week_of(1'735'660'800) == "2025-W01");             // 1 January 2025 in China
}

TEST_CASE("a week begins on Monday at midnight in China", "[eligibility]") {
  CHECK(week_begins(1'795'315'200) == 1'794'758'400);  // 2026-11-15T16:00:00Z
  CHECK(week_begins(1'794'758'400) == 1'794'758'400);
  CHECK(week_begins(1'794'758'399) == 1'794'758'400 - 7 * kDay);
}

TEST_CASE("months agree with the calendar library over a century", "[eligibility]") {
  using namespace std::chrono;
  for (std::int64_t day = 0; day < 36'525; ++day) {
    const year_month_day date{sys_days{days{day}}};
    const std::string month = month_of(day * kDay);
    REQUIRE(std::stoi(month.substr(0, 4)) == static_cast<int>(date.year()));
    REQUIRE(std::stoul(month.substr(5)) == static_cast<unsigned>(date.month()));
  }
}
