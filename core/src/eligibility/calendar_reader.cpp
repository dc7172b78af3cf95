// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "cbor/field_reader.hpp"
#include "eligibility/civil.hpp"
#include "eligibility/setting.hpp"
#include "yiping/calendar.hpp"

namespace yiping {
namespace {

using Kind = CborValue::Kind;

constexpr std::uint32_t kFirstYear = 2000;
constexpr std::uint32_t kLastYear = 2199;
constexpr std::size_t kMaxHolidays = 32;
constexpr std::int64_t kMaxDays = 15;  // of one holiday
constexpr std::int64_t kDecember = 31;

/// One file on its way into a calendar.
struct YearFile {
  CalendarYear year;
  std::vector<Date> days_off;
  std::vector<Date> make_up;
};

bool has(const std::vector<Date>& days, Date date) {
  return std::find(days.begin(), days.end(), date) != days.end();
}

/// A day of the file's year, or of the December before.
bool may_tell(const YearFile& file, Date date) {
  return date.number >= first_day_of(file.year.year) - kDecember &&
         date.number < first_day_of(file.year.year + 1);
}

std::optional<Date> read_day(FieldReader& fields, const char* name, const YearFile& file) {
  const auto date = date_written(fields.text(name));
  if (date && may_tell(file, *date)) return date;
  fields.fail(ErrorCode::bad_value, name);
  return std::nullopt;
}

/// Days off on which one works in exchange: on weekends only, and unknown before the notice.
void read_make_up(FieldReader& fields, YearFile& file) {
  const auto list = fields.may("make_up", Kind::array);
  if (!list) return;
  if (file.year.status == CalendarStatus::statutory) fields.fail(ErrorCode::bad_value, "make_up");
  CborValue::Cursor cursor(*list);
  for (int index = 0; !cursor.done(); ++index) {
    const CborValue value = cursor.next();
    if (value.kind() != Kind::text) {
      fields.fail(ErrorCode::wrong_type, "make_up", index);
      return;
    }
    const auto date = date_written(value.text());
    if (!date || !may_tell(file, *date) || !is_weekend(date->number) || has(file.make_up, *date)) {
      fields.fail(ErrorCode::bad_value, "make_up", index);
      return;
    }
    file.make_up.push_back(*date);
  }
}

void read_holiday(FieldReader& fields, YearFile& file) {
  if (fields.text("name").empty()) fields.fail(ErrorCode::bad_value, "name");
  const auto from = read_day(fields, "from", file);
  const auto to = read_day(fields, "to", file);
  read_make_up(fields, file);
  fields.finish();
  if (!from || !to) return;
  if (*to < *from || to->number - from->number >= kMaxDays) {
    fields.fail(ErrorCode::bad_value, "to");
    return;
  }
  for (Date day = *from; day <= *to; ++day.number) {
    if (has(file.days_off, day)) fields.fail(ErrorCode::bad_value, "from");
    file.days_off.push_back(day);
  }
}

void read_holidays(FieldReader& fields, YearFile& file) {
  const auto holidays = fields.need("holidays", Kind::array);
  if (!holidays) return;
  if (holidays->size() > kMaxHolidays) fields.fail(ErrorCode::too_large, "holidays");
  CborValue::Cursor cursor(*holidays);
  for (int index = 0; !cursor.done() && !fields.failed(); ++index) {
    FieldReader inner(fields, "holidays", cursor.next(), index);
    read_holiday(inner, file);
  }
}

void read_year(FieldReader& fields, YearFile& file) {
  if (fields.text("schema") != "yiping.calendar/1") fields.fail(ErrorCode::bad_value, "schema");
  file.year.id = read_asset_id(fields);
  file.year.version = read_within(fields, "version", 1, kMaxAssetVersion);
  if (fields.text("source").empty()) fields.fail(ErrorCode::bad_value, "source");
  fields.optional_text("note");
  file.year.year = read_within(fields, "year", kFirstYear, kLastYear);
  file.year.status =
      read_choice(fields, "status", {CalendarStatus::announced, CalendarStatus::statutory},
                  CalendarStatus::announced);
  read_holidays(fields, file);
  fields.finish();
}

void merge(std::vector<Date>& into, const std::vector<Date>& days) {
  into.insert(into.end(), days.begin(), days.end());
  std::sort(into.begin(), into.end());
  into.erase(std::unique(into.begin(), into.end()), into.end());
}

/// Whether a day is said to be both worked and free, by this file or by it and another.
bool contradicts(const YearFile& file, const Calendar& calendar) {
  for (const Date day : file.make_up) {
    if (has(file.days_off, day) || has(calendar.days_off, day)) return true;
  }
  for (const Date day : file.days_off) {
    if (has(calendar.make_up, day)) return true;
  }
  return false;
}

}  // namespace

Status add_calendar(Calendar& calendar, const CborValue& file) {
  FieldReader::Fault fault;
  FieldReader fields(file, fault);
  YearFile read;
  read_year(fields, read);
  if (fields.failed()) return fault.take();
  for (const CalendarYear& year : calendar.years) {
    if (year.year == read.year.year) return Error{ErrorCode::duplicate_id, "/year"};
  }
  if (contradicts(read, calendar)) return Error{ErrorCode::bad_value, "/holidays"};
  merge(calendar.days_off, read.days_off);
  merge(calendar.make_up, read.make_up);
  calendar.years.push_back(std::move(read.year));
  return {};
}

Result<Calendar> read_calendar(const CborValue& file) {
  Calendar calendar;
  if (const auto status = add_calendar(calendar, file); !status) return status.error();
  return calendar;
}

}  // namespace yiping
