// SPDX-License-Identifier: Apache-2.0
// Days and dates in UTC+8, which has had no daylight saving since 1991.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace yiping {

struct CivilDate {
  std::int64_t year;
  std::int64_t month;  // 1 to 12
  std::int64_t day;    // 1 to 31
};

inline constexpr std::int64_t kDaySeconds = 86'400;
inline constexpr std::int64_t kChinaOffset = 8 * 3'600;

/// Days since 1970-01-01 of a Unix time, by UTC+8.
constexpr std::int64_t china_day(std::int64_t time) {
  const std::int64_t local = time + kChinaOffset;
  return local >= 0 ? local / kDaySeconds : -((-local + kDaySeconds - 1) / kDaySeconds);
}

/// 24:00 of a day in UTC+8, as Unix time.
constexpr std::int64_t end_of_day(std::int64_t day) {
  return (day + 1) * kDaySeconds - kChinaOffset;
}

/// The Monday of a day's week. 1970-01-01 was a Thursday.
constexpr std::int64_t monday_of(std::int64_t day) { return day - ((day + 3) % 7 + 7) % 7; }

constexpr bool is_weekend(std::int64_t day) { return day - monday_of(day) >= 5; }

/// Proleptic Gregorian, for days from 0000-03-01 on: eras of 400 years that begin in March.
constexpr CivilDate civil_date(std::int64_t day) {
  const std::int64_t shifted = day + 719'468;
  const std::int64_t era = shifted / 146'097;
  const std::int64_t of_era = shifted % 146'097;
  const std::int64_t year_of_era =
      (of_era - of_era / 1'460 + of_era / 36'524 - of_era / 146'096) / 365;
  const std::int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted_month = (5 * of_year + 2) / 153;
  const std::int64_t month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month,
          of_year - (153 * shifted_month + 2) / 5 + 1};
}

/// The day of a date: the inverse of civil_date, for months and days from -1 to 99 as well.
constexpr std::int64_t day_number(const CivilDate& date) {
  const std::int64_t year = date.month <= 2 ? date.year - 1 : date.year;
  const std::int64_t era = year / 400;
  const std::int64_t year_of_era = year % 400;
  const std::int64_t month = date.month > 2 ? date.month - 3 : date.month + 9;
  const std::int64_t of_year = (153 * month + 2) / 5 + date.day - 1;
  return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year -
         719'468;
}

/// Day number of 1 January.
constexpr std::int64_t first_day_of(std::int64_t year) {
  const std::int64_t past = year - 1;
  return past * 365 + past / 4 - past / 100 + past / 400 - 719'162;
}

/// The last `width` decimal digits of a value that is not negative.
inline std::string padded(std::int64_t value, std::size_t width) {
  std::string digits(width, '0');
  for (std::size_t i = width; i > 0; --i, value /= 10) {
    digits[i - 1] = static_cast<char>('0' + value % 10);
  }
  return digits;
}

}  // namespace yiping
