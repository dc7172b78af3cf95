// SPDX-License-Identifier: Apache-2.0
#include "yiping/calendar.hpp"

#include <chrono>
#include <functional>

#include "eligibility/asset_support.hpp"

using namespace yiping;
using test::day;
using test::json;

namespace {

constexpr std::int64_t kDay = 86'400;

json small_year() {
  return {{"schema", "yiping.calendar/1"},
          {"id", "here-2030"},
          {"version", 1},
          {"source", "test"},
          {"year", 2030},
          {"status", "announced"},
          {"holidays",
           {{{"name", "元旦"}, {"from", "2029-12-31"}, {"to", "2030-01-01"}},
            {{"name", "劳动节"},
             {"from", "2030-05-01"},
             {"to", "2030-05-05"},
             {"make_up", {"2030-04-28"}}}}}};
}

Result<Calendar> read(const json& file) {
  return test::as_cbor(file, [](const CborValue& root) { return read_calendar(root); });
}

/// What is said of that year when `change` has spoilt it.
Error spoilt(const std::function<void(json&)>& change) {
  json file = small_year();
  change(file);
  const auto calendar = read(file);
  REQUIRE_FALSE(calendar);
  return calendar.error();
}

void check_fault(ErrorCode code, std::string_view where, const std::function<void(json&)>& change) {
  const Error error = spoilt(change);
  CHECK(name_of(error.code) == name_of(code));
  CHECK(error.where == where);
}

}  // namespace

TEST_CASE("every day is written and read back over two centuries", "[calendar]") {
  using namespace std::chrono;
  Date date{0};
  for (; date_written(text_of(date)).has_value(); ++date.number) {
    const year_month_day civil{sys_days{days{date.number}}};
    REQUIRE(date_written(text_of(date)) == date);
    REQUIRE(std::stoi(text_of(date).substr(0, 4)) == static_cast<int>(civil.year()));
    REQUIRE(std::stoul(text_of(date).substr(5, 2)) == static_cast<unsigned>(civil.month()));
    REQUIRE(std::stoul(text_of(date).substr(8, 2)) == static_cast<unsigned>(civil.day()));
  }
  CHECK(text_of(date) == "2200-01-01");
}

TEST_CASE("what is no day is not read as one", "[calendar][hostile]") {
  for (const char* text : {"",           "2026-11-2",  "2026-11-022", "2026/11/22",  "2026-13-01",
                           "2026-00-10", "2026-04-31", "2026-11-00",  "2025-02-29",  "1969-12-31",
                           "2200-01-01", "2026-11-2x", "-026-11-22",  "2026-+1-22",  "2026/11-22",
                           "2026-11/22", "2026-99-01", " 2026-11-2",  "２０２６-11", "2026-0:-01",
                           "2026-11-1/"}) {
    INFO(text);
    CHECK_FALSE(date_written(text));
  }
  CHECK(date_written("2000-02-29"));
  CHECK_FALSE(date_written("2100-02-29"));
}

TEST_CASE("a day ends where the next one starts", "[calendar]") {
  const Date date = day("2026-11-22");
  CHECK(end_of(date) == start_of({date.number + 1}));
  CHECK(date_of(start_of(date)) == date);
  CHECK(date_of(end_of(date) - 1) == date);
  CHECK(date_of(-1).number == 0);  // 1970-01-01 07:59:59 in China
  CHECK(date_of(-8 * 3'600 - 1).number == -1);
}

TEST_CASE("a December holiday of the next year's file is a holiday", "[calendar]") {
  Calendar calendar;
  json before = small_year();
  before["year"] = 2029;
  before["holidays"] = json::array();
  for (const json& file : {before, small_year()}) {
    REQUIRE(
        test::as_cbor(file, [&](const CborValue& root) { return add_calendar(calendar, root); }));
  }
  CHECK(*is_working(day("2029-12-28"), calendar));        // Friday
  CHECK_FALSE(*is_working(day("2029-12-31"), calendar));  // Monday
  CHECK(*is_working(day("2030-04-28"), calendar));        // Sunday, make-up
  CHECK_FALSE(*is_working(day("2030-05-04"), calendar));
  CHECK(is_working(day("2031-01-01"), calendar).error().where == "2031");
}

TEST_CASE("a file that contradicts another is refused, and changes nothing",
          "[calendar][hostile]") {
  Calendar calendar = *read(small_year());
  json other = small_year();
  other["year"] = 2031;
  other["holidays"] = {{{"name", "元旦"},
                        {"from", "2031-01-01"},
                        {"to", "2031-01-01"},
                        {"make_up", {"2030-12-28"}}}};
  const auto add = [&] {
    return test::as_cbor(other,
                         [&](const CborValue& root) { return add_calendar(calendar, root); });
  };
  calendar.days_off.push_back(day("2030-12-28"));
  const auto refused = add();
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::bad_value);
  CHECK(refused.error().where == "/holidays");
  CHECK(calendar.years.size() == 1);
  CHECK(calendar.make_up.size() == 1);
  calendar.days_off.pop_back();
  calendar.make_up.push_back(day("2031-01-01"));
  CHECK_FALSE(add());
  calendar.make_up.pop_back();
  CHECK(add());  // the control: without the contradiction it is taken
}

TEST_CASE("a calendar is of a year from 2000 to 2199 and has up to 32 holidays", "[calendar]") {
  json file = small_year();
  file["holidays"] = json::array();
  for (const int year : {2000, 2199}) {
    file["year"] = year;
    CHECK(read(file));
  }
  for (const int year : {1999, 2200}) {
    file["year"] = year;
    CHECK(read(file).error().where == "/year");
  }
  file["year"] = 2030;
  for (Date date = day("2030-01-01"); file["holidays"].size() < 32; ++date.number) {
    file["holidays"].push_back({{"name", "x"}, {"from", text_of(date)}, {"to", text_of(date)}});
  }
  CHECK(read(file));
}

TEST_CASE("a fault in a calendar is named by its place", "[calendar][hostile]") {
  CHECK(read(small_year()));
  check_fault(ErrorCode::bad_value, "/schema", [](json& f) { f["schema"] = "yiping.calendar/2"; });
  check_fault(ErrorCode::bad_value, "/id", [](json& f) { f["id"] = "Here"; });
  check_fault(ErrorCode::bad_value, "/version", [](json& f) { f["version"] = 0; });
  check_fault(ErrorCode::bad_value, "/version", [](json& f) { f["version"] = 65'536; });
  check_fault(ErrorCode::missing_field, "/source", [](json& f) { f.erase("source"); });
  check_fault(ErrorCode::bad_value, "/year", [](json& f) { f["year"] = 1999; });
  check_fault(ErrorCode::bad_value, "/year", [](json& f) { f["year"] = 4'294'967'295; });
  check_fault(ErrorCode::bad_value, "/status", [](json& f) { f["status"] = "guessed"; });
  check_fault(ErrorCode::wrong_type, "/holidays", [](json& f) { f["holidays"] = "none"; });
  check_fault(ErrorCode::wrong_type, "/holidays/0", [](json& f) { f["holidays"][0] = 1; });
  check_fault(ErrorCode::unknown_field, "/weekend", [](json& f) { f["weekend"] = 5; });
  check_fault(ErrorCode::too_large, "/holidays",
              [](json& f) { f["holidays"] = json::array_t(33, f["holidays"][1]); });
}

TEST_CASE("a fault in a holiday is named by its place", "[calendar][hostile]") {
  check_fault(ErrorCode::bad_value, "/holidays/0/name",
              [](json& f) { f["holidays"][0]["name"] = ""; });
  check_fault(ErrorCode::bad_value, "/holidays/0/from",
              [](json& f) { f["holidays"][0]["from"] = "2029-11-30"; });
  check_fault(ErrorCode::bad_value, "/holidays/1/to",
              [](json& f) { f["holidays"][1]["to"] = "2031-01-01"; });
  check_fault(ErrorCode::bad_value, "/holidays/1/to",
              [](json& f) { f["holidays"][1]["to"] = "2030-04-30"; });
  check_fault(ErrorCode::bad_value, "/holidays/1/to",
              [](json& f) { f["holidays"][1]["to"] = "2030-05-16"; });
  check_fault(ErrorCode::bad_value, "/holidays/1/from", [](json& f) {
    f["holidays"][0]["from"] = "2030-05-05";
    f["holidays"][0]["to"] = "2030-05-05";
  });
  check_fault(ErrorCode::bad_value, "/holidays/1/make_up/1",
              [](json& f) { f["holidays"][1]["make_up"].push_back("2030-04-28"); });
  check_fault(ErrorCode::bad_value, "/holidays/1/make_up/0",
              [](json& f) { f["holidays"][1]["make_up"][0] = "2030-04-29"; });
  // A Saturday of the November before, and what is no day.
  for (const char* wrong : {"2029-11-24", "2030-02-30", "", "Sunday"}) {
    check_fault(ErrorCode::bad_value, "/holidays/1/make_up/0",
                [&](json& f) { f["holidays"][1]["make_up"][0] = wrong; });
  }
  check_fault(ErrorCode::wrong_type, "/holidays/1/make_up/0",
              [](json& f) { f["holidays"][1]["make_up"][0] = 428; });
  check_fault(ErrorCode::bad_value, "/holidays",
              [](json& f) { f["holidays"][1]["make_up"][0] = "2030-05-04"; });
}

TEST_CASE("a file tells of its year and of the December before, to the day", "[calendar]") {
  json file = small_year();
  for (const char* edge : {"2029-12-01", "2030-12-31"}) {
    file["holidays"] = {{{"name", "x"}, {"from", edge}, {"to", edge}}};
    INFO(edge);
    CHECK(read(file));
  }
  for (const char* outside : {"2029-11-30", "2031-01-01"}) {
    file["holidays"] = {{{"name", "x"}, {"from", outside}, {"to", outside}}};
    INFO(outside);
    CHECK_FALSE(read(file));
  }
}

TEST_CASE("days that are nowhere near a calendar are refused at once", "[calendar][hostile]") {
  const Calendar& calendar = test::shipped_calendar();
  CHECK_FALSE(working_days({0}, {100'000'000}, calendar));
  CHECK_FALSE(add_working_days({100'000'000}, 1, calendar));
  const auto far = add_working_days(day("2024-01-01"), 4'294'967'295, calendar);
  REQUIRE_FALSE(far);
  CHECK(far.error().code == ErrorCode::calendar_gap);
  CHECK(far.error().where == "2028");
}

TEST_CASE("adding and counting working days agree on every day of three years", "[calendar]") {
  const Calendar& calendar = test::shipped_calendar();
  for (Date from = day("2024-01-01"); from < day("2026-11-01"); ++from.number) {
    const std::int64_t own = *is_working(from, calendar) ? 1 : 0;
    for (const std::uint32_t count : {1U, 5U, 15U}) {
      const auto due = add_working_days(from, count, calendar);
      REQUIRE(due);
      REQUIRE(*is_working(*due, calendar));
      REQUIRE(*working_days(from, *due, calendar) == own + count);
    }
  }
}

TEST_CASE("a span of working days ends at midnight, one of natural days as well", "[calendar]") {
  const std::int64_t noon = start_of(day("2026-11-20")) + kDay / 2;  // Friday
  CHECK(*end_of({1, DayUnit::working}, noon, test::shipped_calendar()) ==
        end_of(day("2026-11-23")));
  CHECK(*end_of({1, DayUnit::natural}, noon, Calendar{}) == end_of(day("2026-11-21")));
  CHECK(end_of({1, DayUnit::working}, noon, Calendar{}).error().where == "2026");
}
