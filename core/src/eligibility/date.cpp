// SPDX-License-Identifier: Apache-2.0
#include "eligibility/civil.hpp"
#include "yiping/calendar.hpp"

namespace yiping {
namespace {

constexpr std::int64_t kFirstYear = 1970;
constexpr std::int64_t kLastYear = 2199;

/// The number that `text` is in decimal digits alone; -1 when it has any other character.
std::int64_t digits(std::string_view text) {
  std::int64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

Date date_of(std::int64_t time) { return {china_day(time)}; }

std::int64_t start_of(Date date) { return end_of_day(date.number - 1); }

std::int64_t end_of(Date date) { return end_of_day(date.number); }

std::optional<Date> date_written(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const std::int64_t year = digits(text.substr(0, 4));
  const std::int64_t month = digits(text.substr(5, 2));
  const std::int64_t day = digits(text.substr(8));
  if (year < kFirstYear || year > kLastYear) return std::nullopt;
  const std::int64_t number = day_number({year, month, day});
  // The 31st of a month of 30 days is the 1st of the next, the day 0 one of the last; so is the
  // month 13 the January of the next year.
  if (civil_date(number).month != month || civil_date(number).day != day) return std::nullopt;
  return Date{number};
}

std::string text_of(Date date) {
  const CivilDate civil = civil_date(date.number);
  return padded(civil.year, 4) + "-" + padded(civil.month, 2) + "-" + padded(civil.day, 2);
}

std::string month_of(std::int64_t time) { return text_of(date_of(time)).substr(0, 7); }

std::int64_t week_begins(std::int64_t time) { return end_of_day(monday_of(china_day(time)) - 1); }

std::string week_of(std::int64_t time) {
  // An ISO week belongs to the year of its Thursday.
  const std::int64_t thursday = monday_of(china_day(time)) + 3;
  const std::int64_t year = civil_date(thursday).year;
  const std::int64_t week = (thursday - first_day_of(year)) / 7 + 1;
  return padded(year, 4) + "-W" + padded(week, 2);
}

}  // namespace yiping
