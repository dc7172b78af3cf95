// SPDX-License-Identifier: Apache-2.0
#include "rectification/deadline_after.hpp"

#include <algorithm>

#include "eligibility/civil.hpp"

namespace yiping {
namespace {

bool is_worked(std::int64_t day, const Calendar* calendar) {
  if (calendar != nullptr) {
    if (const auto known = is_working(Date{day}, *calendar)) return *known;
  }
  return day - monday_of(day) < 5;
}

std::int64_t last_day(std::int64_t day, Span span, const Calendar* calendar) {
  switch (span.unit) {
    case DayUnit::natural:
      return day + span.count;
    case DayUnit::working:
      break;
  }
  for (std::uint32_t left = span.count; left > 0; --left) {
    do ++day;
    while (!is_worked(day, calendar));
  }
  return day;
}

}  // namespace

std::int64_t deadline_after(std::int64_t time, Span span, const Calendar* calendar) {
  return end_of_day(last_day(china_day(time), span, calendar));
}

std::int64_t deadline_after_week_of(std::int64_t time, Span span, const Calendar* calendar) {
  const std::int64_t monday = monday_of(china_day(time));
  return end_of_day(std::max(last_day(monday, span, calendar),
                             last_day(monday + 6, {1, DayUnit::working}, calendar)));
}

}  // namespace yiping
