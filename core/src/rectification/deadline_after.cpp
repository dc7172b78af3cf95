// SPDX-License-Identifier: Apache-2.0
#include "rectification/deadline_after.hpp"

#include <algorithm>

#include "eligibility/civil.hpp"

namespace yiping {
namespace {

bool is_working(std::int64_t day) { return day - monday_of(day) < 5; }

std::int64_t last_day(std::int64_t day, DayCount count) {
  switch (count.unit) {
    case DayUnit::natural:
      return day + count.days;
    case DayUnit::working:
      break;
  }
  for (std::int64_t left = count.days; left > 0; --left) {
    do ++day;
    while (!is_working(day));
  }
  return day;
}

}  // namespace

std::int64_t deadline_after(std::int64_t time, DayCount count) {
  return end_of_day(last_day(china_day(time), count));
}

std::int64_t deadline_after_week_of(std::int64_t time, DayCount count) {
  const std::int64_t monday = monday_of(china_day(time));
  return end_of_day(std::max(last_day(monday, count), last_day(monday + 6, {1, DayUnit::working})));
}

}  // namespace yiping
