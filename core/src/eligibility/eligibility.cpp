// SPDX-License-Identifier: Apache-2.0
#include "yiping/eligibility.hpp"

#include "eligibility/civil.hpp"

namespace yiping {
namespace {

constexpr std::int64_t kRatingDays = 7;

std::string padded(std::int64_t value, std::size_t width) {
  std::string digits(width, '0');
  for (std::size_t i = width; i > 0; --i, value /= 10) {
    digits[i - 1] = static_cast<char>('0' + value % 10);
  }
  return digits;
}

}  // namespace

std::int64_t window_closes(std::int64_t service_time) {
  return end_of_day(china_day(service_time) + kRatingDays);
}

std::string month_of(std::int64_t time) {
  const CivilDate date = civil_date(china_day(time));
  return padded(date.year, 4) + "-" + padded(date.month, 2);
}

std::int64_t week_begins(std::int64_t time) { return end_of_day(monday_of(china_day(time)) - 1); }

std::string week_of(std::int64_t time) {
  // An ISO week belongs to the year of its Thursday.
  const std::int64_t thursday = monday_of(china_day(time)) + 3;
  const std::int64_t year = civil_date(thursday).year;
  const std::int64_t week = (thursday - first_day_of(year)) / 7 + 1;
  return padded(year, 4) + "-W" + padded(week, 2);
}

}  // namespace yiping
