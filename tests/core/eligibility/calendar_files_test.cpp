// SPDX-License-Identifier: Apache-2.0
// The calendars that are shipped: whether each fits its law and the week.
#include "eligibility/asset_support.hpp"

using namespace yiping;
using test::day;
using test::json;

namespace {

struct Year {
  std::int64_t year;
  std::int64_t statutory;  // days that the law of that year gives off
  std::int64_t working;    // weekdays - days off on weekdays + make-up days, counted by hand
};

/// 11 days until 2024, 13 since the revision of 2024.
constexpr Year kAnnounced[] = {{2024, 11, 251}, {2025, 13, 248}, {2026, 13, 248}};

Date first(std::int64_t year) { return day(std::to_string(year) + "-01-01"); }

Date last(std::int64_t year) { return day(std::to_string(year) + "-12-31"); }

}  // namespace

TEST_CASE("each announced year has the working days that are known of it", "[calendar][assets]") {
  for (const Year& year : kAnnounced) {
    INFO(year.year);
    const auto days = working_days(first(year.year), last(year.year), test::shipped_calendar());
    REQUIRE(days);
    CHECK(*days == year.working);
    CHECK(*status_of(first(year.year), last(year.year), test::shipped_calendar()) ==
          CalendarStatus::announced);
  }
}

TEST_CASE("a weekday off is a statutory day or is paid for by a make-up day",
          "[calendar][assets]") {
  const Calendar& calendar = test::shipped_calendar();
  for (const Year& year : kAnnounced) {
    INFO(year.year);
    std::int64_t weekdays_off = 0;
    std::int64_t worked_weekends = 0;
    for (Date date = first(year.year); date <= last(year.year); ++date.number) {
      const bool weekend = (date.number + 3) % 7 >= 5;  // 1970-01-01 was a Thursday
      const bool worked = *is_working(date, calendar);
      if (!weekend && !worked) ++weekdays_off;
      if (weekend && worked) ++worked_weekends;
    }
    CHECK(weekdays_off - worked_weekends == year.statutory);
  }
}

TEST_CASE("a make-up day lies within three weeks of its holiday", "[calendar][assets]") {
  std::size_t seen = 0;
  for (const Year& year : kAnnounced) {
    const json file = test::asset("calendars/cn-" + std::to_string(year.year) + ".json");
    for (const json& holiday : file["holidays"]) {
      const Date from = day(holiday["from"].get<std::string>());
      const Date to = day(holiday["to"].get<std::string>());
      for (const json& text : holiday.value("make_up", json::array())) {
        const Date made_up = day(text.get<std::string>());
        INFO(text);
        CHECK(made_up.number >= from.number - 21);
        CHECK(made_up.number <= to.number + 21);
        CHECK((made_up < from || made_up > to));
        ++seen;
      }
    }
  }
  CHECK(seen == 19);
}

TEST_CASE("2027 is what the law says and no more", "[calendar][assets]") {
  const Calendar& calendar = test::shipped_calendar();
  CHECK(*status_of(day("2026-12-31"), day("2027-01-01"), calendar) == CalendarStatus::statutory);
  // 261 weekdays but for 1 January, 5 and 8 February, 5 April, 9 June, 15 September, 1 October.
  CHECK(*working_days(first(2027), last(2027), calendar) == 261 - 7);
  CHECK_FALSE(*is_working(day("2027-02-05"), calendar));  // 除夕, a Friday
  CHECK(*is_working(day("2027-02-09"), calendar));
}

TEST_CASE("every calendar is named after its file and says where it is from",
          "[calendar][assets]") {
  for (const std::int64_t year : {2024, 2025, 2026, 2027}) {
    const std::string id = "cn-" + std::to_string(year);
    const json file = test::asset("calendars/" + id + ".json");
    CHECK(file["id"] == id);
    CHECK(file["year"] == year);
    const bool notice = file["source"].get<std::string>().find("国办发明电") != std::string::npos;
    CHECK(notice == (file["status"] == "announced"));
  }
}
