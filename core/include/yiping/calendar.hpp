// SPDX-License-Identifier: Apache-2.0
// Days in UTC+8, calendars of working days (工作日), spans of days. Files: docs/profiles.md.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "yiping/cbor.hpp"

namespace yiping {

/// A day in UTC+8, counted from 1970-01-01. Times are seconds since 1970-01-01T00:00:00Z.
struct Date {
  std::int64_t number = 0;
  friend constexpr std::strong_ordering operator<=>(const Date&, const Date&) = default;
};

[[nodiscard]] Date date_of(std::int64_t time);

/// 00:00 UTC+8 of a day, and its 24:00: the first second that is no longer that day.
[[nodiscard]] std::int64_t start_of(Date date);
[[nodiscard]] std::int64_t end_of(Date date);

/// "2026-11-22", a day that there is, in the years 1970 to 2199.
[[nodiscard]] std::optional<Date> date_written(std::string_view text);
[[nodiscard]] std::string text_of(Date date);

/// Month of a time in UTC+8, "2026-11": the cohort of a service (统计月) is that of its time.
[[nodiscard]] std::string month_of(std::int64_t time);

/// 00:00 UTC+8 of the Monday before or at a time: all that an officer learns of when.
[[nodiscard]] std::int64_t week_begins(std::int64_t time);

/// ISO week of a time in UTC+8, "2026-W47".
[[nodiscard]] std::string week_of(std::int64_t time);

/// What a year's file rests on.
enum class CalendarStatus : std::uint8_t {
  announced,  // the State Council's notice of that year
  statutory,  // the holidays that the law fixes; days off in lieu and make-up days are not known
              // yet
};

[[nodiscard]] std::string_view name_of(CalendarStatus status);

struct CalendarYear {
  std::string id;
  std::uint32_t version = 0;
  std::int64_t year = 0;
  CalendarStatus status = CalendarStatus::announced;
};

/// The years that were added. Monday to Friday is worked but for `days_off`; Saturday and Sunday
/// are not, but for `make_up` (调休上班).
struct Calendar {
  std::vector<CalendarYear> years;
  std::vector<Date> days_off;  // ascending
  std::vector<Date> make_up;   // ascending
};

/// Reads a file `yiping.calendar/1`, one year; `add` fails with `duplicate_id` at a year that is
/// there already. A file's holidays may begin in the December before its year.
[[nodiscard]] Result<Calendar> read_calendar(const CborValue& file);
[[nodiscard]] Status add_calendar(Calendar& calendar, const CborValue& file);

/// `statutory` if any year from one day to the other is: then the working days among them are
/// provisional. Fails with `calendar_gap`, the year in `where`, when one is not there: so do all
/// below that take a calendar and need it.
[[nodiscard]] Result<CalendarStatus> status_of(Date from, Date to, const Calendar& calendar);

[[nodiscard]] Result<bool> is_working(Date date, const Calendar& calendar);

/// Working days between `from` and `due`, both included; 0 when `due` is before `from`.
[[nodiscard]] Result<std::int64_t> working_days(Date from, Date due, const Calendar& calendar);

/// The day that is the `count`-th working day after `from`; `from` itself for 0.
[[nodiscard]] Result<Date> add_working_days(Date from, std::uint32_t count,
                                            const Calendar& calendar);

enum class DayUnit : std::uint8_t {
  natural,  // 自然日
  working,  // 工作日
};

struct Span {
  std::uint32_t count = 0;
  DayUnit unit = DayUnit::natural;
  friend constexpr bool operator==(const Span&, const Span&) = default;
};

/// The last day of a span that begins on a day: that day itself is not counted. A last natural day
/// stays where it is, also on a holiday.
[[nodiscard]] Result<Date> last_day_of(Span span, Date from, const Calendar& calendar);

/// 24:00 UTC+8 of that day. Natural days need no calendar.
[[nodiscard]] Result<std::int64_t> end_of(Span span, std::int64_t from, const Calendar& calendar);

}  // namespace yiping
