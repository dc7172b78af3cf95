// SPDX-License-Identifier: Apache-2.0
#include "mapping/china_time.hpp"

#include "eligibility/civil.hpp"
#include "yiping/json_writer.hpp"

namespace yiping {
namespace {

/// Y year, M month, D day, h hour, m minute, s second: a run of one letter is a number.
constexpr std::string_view pattern_of(TimeForm form) {
  switch (form) {
    case TimeForm::date_time:
      return "YYYY-MM-DD hh:mm:ss";
    case TimeForm::date:
      return "YYYY-MM-DD";
    case TimeForm::digits:
      return "YYYYMMDDhhmmss";
    case TimeForm::basic:
      return "YYYYMMDDThhmmss";
  }
  return "";
}

constexpr std::string_view kParts = "YMDhms";

struct Moment {
  std::int64_t parts[kParts.size()];  // in the order of kParts
};

constexpr std::int64_t days_in(std::int64_t year, std::int64_t month) {
  constexpr std::int64_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return days[month - 1] + (leap && month == 2 ? 1 : 0);
}

bool exists(const Moment& moment) {
  const auto& [year, month, day, hour, minute, second] = moment.parts;
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= days_in(year, month) &&
         hour < 24 && minute < 60 && second < 60;
}

std::int64_t unix_of(const Moment& moment) {
  const auto& [year, month, day, hour, minute, second] = moment.parts;
  std::int64_t days = first_day_of(year) + day - 1;
  for (std::int64_t before = 1; before < month; ++before) days += days_in(year, before);
  return days * kDaySeconds + hour * 3'600 + minute * 60 + second - kChinaOffset;
}

}  // namespace

std::string china_time(std::int64_t time, TimeForm form) {
  // 0001-01-01 and 9999-12-31 in UTC+8; beyond them a year has not four digits.
  constexpr std::int64_t first = -62'135'596'800 - kChinaOffset;
  constexpr std::int64_t last = 253'402'300'799 - kChinaOffset;
  if (time < first || time > last) return {};
  const std::int64_t day = china_day(time);
  const std::int64_t of_day = time + kChinaOffset - day * kDaySeconds;
  const CivilDate date = civil_date(day);
  Moment moment{{date.year, date.month, date.day, of_day / 3'600, of_day / 60 % 60, of_day % 60}};

  std::string out(pattern_of(form));
  for (std::size_t i = out.size(); i > 0; --i) {
    const std::size_t part = kParts.find(out[i - 1]);
    if (part == std::string_view::npos) continue;
    out[i - 1] = static_cast<char>('0' + moment.parts[part] % 10);
    moment.parts[part] /= 10;
  }
  return out;
}

std::optional<std::int64_t> read_china_time(std::string_view text, TimeForm form) {
  const std::string_view pattern = pattern_of(form);
  if (text.size() != pattern.size()) return std::nullopt;
  Moment moment{};
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t part = kParts.find(pattern[i]);
    if (part == std::string_view::npos) {
      if (text[i] != pattern[i]) return std::nullopt;
      continue;
    }
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    moment.parts[part] = moment.parts[part] * 10 + (text[i] - '0');
  }
  if (form == TimeForm::date) moment.parts[3] = moment.parts[4] = moment.parts[5] = 0;
  if (!exists(moment)) return std::nullopt;
  return unix_of(moment);
}

std::string decimal(std::int64_t value) { return JsonWriter().wide_integer(value).take(); }

std::optional<std::uint32_t> read_decimal(std::string_view text) {
  if (text.empty() || text.size() > 10) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  if (value > 0xFFFF'FFFFU) return std::nullopt;
  return static_cast<std::uint32_t>(value);
}

}  // namespace yiping
