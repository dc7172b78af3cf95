// SPDX-License-Identifier: Apache-2.0
#include "kiosk/ui/date_text.hpp"

#include <chrono>

namespace yiping::kiosk::ui {
namespace {

constexpr std::int64_t kChina = 8 * 3600;
constexpr std::int64_t kDay = 24 * 3600;

std::int64_t second_of_day(std::int64_t unix_seconds) {
  return ((unix_seconds + kChina) % kDay + kDay) % kDay;
}

std::chrono::sys_days day_of(std::int64_t unix_seconds) {
  const std::chrono::sys_seconds local{std::chrono::seconds{unix_seconds + kChina}};
  return std::chrono::floor<std::chrono::days>(local);
}

std::string two_digits(std::int64_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string with_date(const Scene& scene, std::string_view key, std::int64_t unix_seconds) {
  const std::chrono::sys_days day = day_of(unix_seconds);
  const std::chrono::year_month_day date{day};
  const std::string month = "month." + std::to_string(unsigned{date.month()});
  const std::string weekday = "weekday." + std::to_string(std::chrono::weekday{day}.c_encoding());
  std::string text(scene.text(key));
  text = fill(text, "year", std::to_string(int{date.year()}));
  text = fill(text, "month", scene.text(month));
  text = fill(text, "day", std::to_string(unsigned{date.day()}));
  return fill(text, "weekday", scene.text(weekday));
}

}  // namespace

std::string clock_text(std::int64_t unix_seconds) {
  const std::int64_t second = second_of_day(unix_seconds);
  return two_digits(second / 3600) + ":" + two_digits(second / 60 % 60);
}

std::string day_text(const Scene& scene, std::int64_t unix_seconds) {
  return with_date(scene, "date.day", unix_seconds);
}

std::string date_text(const Scene& scene, std::int64_t unix_seconds) {
  return with_date(scene, "date.full", unix_seconds);
}

float hour_of(std::int64_t unix_seconds) {
  return static_cast<float>(second_of_day(unix_seconds)) / 3600;
}

}  // namespace yiping::kiosk::ui
