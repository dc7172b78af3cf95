// SPDX-License-Identifier: Apache-2.0
#include "mapping/china_time.hpp"

#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstdio>
#include <random>

using namespace yiping;

namespace {

constexpr TimeForm kMoments[] = {TimeForm::date_time, TimeForm::digits, TimeForm::basic};

/// The same by the calendar of the C++ library.
std::string by_library(std::int64_t time) {
  const auto local = std::chrono::sys_seconds(std::chrono::seconds(time + 8 * 3'600));
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(local - day);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u %02d:%02d:%02d",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text.data();
}

}  // namespace

TEST_CASE("times are written as the calendar of the library has them, and read back",
          "[mapping][time]") {
  std::mt19937_64 random(20'261'122);
  std::uniform_int_distribution<std::int64_t> any(-60'000'000'000, 250'000'000'000);
  for (int i = 0; i < 20'000; ++i) {
    const std::int64_t time = any(random);
    REQUIRE(china_time(time, TimeForm::date_time) == by_library(time));
    for (const TimeForm form : kMoments) {
      REQUIRE(read_china_time(china_time(time, form), form) == time);
    }
  }
}

TEST_CASE("each second around a day's end is its own", "[mapping][time]") {
  constexpr std::int64_t midnight = 1'795'276'800;  // 2026-11-22T00:00:00+08:00
  CHECK(china_time(midnight - 1, TimeForm::date_time) == "2026-11-21 23:59:59");
  CHECK(china_time(midnight, TimeForm::date_time) == "2026-11-22 00:00:00");
  CHECK(china_time(midnight - 1, TimeForm::date) == "2026-11-21");
  CHECK(read_china_time("2026-11-22", TimeForm::date) == midnight);
}

TEST_CASE("years with more or fewer than four digits have no form", "[mapping][time][hostile]") {
  CHECK(china_time(253'402'271'999, TimeForm::digits) == "99991231235959");
  CHECK(china_time(253'402'272'000, TimeForm::digits).empty());
  CHECK(china_time(INT64_MAX, TimeForm::basic).empty());
  CHECK(china_time(INT64_MIN, TimeForm::basic).empty());
  CHECK(china_time(-62'135'625'600, TimeForm::date) == "0001-01-01");
  CHECK(china_time(-62'135'625'601, TimeForm::date).empty());
}

TEST_CASE("what is not a time in its form is none", "[mapping][time][hostile]") {
  for (const std::string_view text :
       {"", "2026-11-22", "2026-11-22T10:00:00", "2026-11-22 10:00", "2026-11-22 10:00:00 ",
        "2026-11-22 10:00:0a", "2026-00-22 10:00:00", "2026-13-22 10:00:00", "2026-04-31 10:00:00",
        "2026-02-29 10:00:00", "2100-02-29 10:00:00", "2026-11-00 10:00:00", "2026-11-22 24:00:00",
        "2026-11-22 10:60:00", "2026-11-22 10:00:60", "0000-01-01 00:00:00", "2026/11/22 10:00:00",
        "+026-11-22 10:00:00"}) {
    INFO(text);
    CHECK_FALSE(read_china_time(text, TimeForm::date_time));
  }
  CHECK(read_china_time("2000-02-29 10:00:00", TimeForm::date_time));
  CHECK_FALSE(read_china_time("20261122 100000", TimeForm::basic));
  CHECK_FALSE(read_china_time("20261122T1000000", TimeForm::basic));
}

TEST_CASE("a count is 1 to 10 digits up to 2^32-1", "[mapping]") {
  CHECK(read_decimal("0") == 0);
  CHECK(read_decimal("007") == 7);
  CHECK(read_decimal("4294967295") == 4'294'967'295);
  for (const std::string_view text :
       {"", "4294967296", "99999999999", "-1", "+1", "1.0", " 1", "１"}) {
    CHECK_FALSE(read_decimal(text));
  }
  CHECK(decimal(-60) == "-60");
}
