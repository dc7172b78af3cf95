// SPDX-License-Identifier: Apache-2.0
#include "yiping/calendar.hpp"

#include <algorithm>

#include "eligibility/civil.hpp"

namespace yiping {
namespace {

bool has(const std::vector<Date>& days, Date date) {
  return std::binary_search(days.begin(), days.end(), date);
}

const CalendarYear* find_year(const Calendar& calendar, std::int64_t year) {
  for (const CalendarYear& each : calendar.years) {
    if (each.year == year) return &each;
  }
  return nullptr;
}

std::int64_t year_of(Date date) { return civil_date(date.number).year; }

Error gap(std::int64_t year) { return {ErrorCode::calendar_gap, padded(year, 4)}; }

/// Of a day whose year is known to be there.
bool worked(Date date, const Calendar& calendar) {
  if (is_weekend(date.number)) return has(calendar.make_up, date);
  return !has(calendar.days_off, date);
}

}  // namespace

std::string_view name_of(CalendarStatus status) {
  switch (status) {
    case CalendarStatus::announced:
      return "announced";
    case CalendarStatus::statutory:
      return "statutory";
  }
  return "";
}

Result<CalendarStatus> status_of(Date from, Date to, const Calendar& calendar) {
  CalendarStatus status = CalendarStatus::announced;
  for (std::int64_t year = year_of(from); year <= year_of(to); ++year) {
    const CalendarYear* found = find_year(calendar, year);
    if (found == nullptr) return gap(year);
    if (found->status == CalendarStatus::statutory) status = CalendarStatus::statutory;
  }
  return status;
}

Result<bool> is_working(Date date, const Calendar& calendar) {
  if (find_year(calendar, year_of(date)) == nullptr) return gap(year_of(date));
  return worked(date, calendar);
}

Result<std::int64_t> working_days(Date from, Date due, const Calendar& calendar) {
  if (const auto covered = status_of(from, due, calendar); !covered) return covered.error();
  std::int64_t count = 0;
  for (Date day = from; day <= due; ++day.number) {
    if (worked(day, calendar)) ++count;
  }
  return count;
}

Result<Date> add_working_days(Date from, std::uint32_t count, const Calendar& calendar) {
  Date day = from;
  while (count > 0) {
    ++day.number;
    const auto working = is_working(day, calendar);
    if (!working) return working.error();
    if (*working) --count;
  }
  return day;
}

Result<Date> last_day_of(Span span, Date from, const Calendar& calendar) {
  switch (span.unit) {
    case DayUnit::natural:
      return Date{from.number + span.count};
    case DayUnit::working:
      break;
  }
  return add_working_days(from, span.count, calendar);
}

Result<std::int64_t> end_of(Span span, std::int64_t from, const Calendar& calendar) {
  const auto last = last_day_of(span, date_of(from), calendar);
  if (!last) return last.error();
  return end_of(*last);
}

}  // namespace yiping
