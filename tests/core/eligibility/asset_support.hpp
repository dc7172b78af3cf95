// SPDX-License-Identifier: Apache-2.0
// Shipped calendars and profiles, whole or changed.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "yiping/profile.hpp"

namespace yiping::test {

using nlohmann::json;

inline json asset(const std::string& path) {
  std::ifstream file(YIPING_SOURCE_DIR "/assets/" + path);
  REQUIRE(file);
  return json::parse(file);
}

/// What `read` makes of a JSON value that the hosts' library has turned into CBOR.
template <typename Read>
auto as_cbor(const json& value, const Read& read) {
  const std::vector<std::uint8_t> bytes = json::to_cbor(value);
  const auto root = CborValue::parse(bytes);
  REQUIRE(root);
  return read(*root);
}

inline void add_year(Calendar& calendar, const std::string& id) {
  const auto status = as_cbor(asset("calendars/" + id + ".json"),
                              [&](const CborValue& file) { return add_calendar(calendar, file); });
  REQUIRE(status);
}

/// 2024 to 2027, as shipped.
inline const Calendar& shipped_calendar() {
  static const Calendar calendar = [] {
    Calendar made;
    for (const char* id : {"cn-2024", "cn-2025", "cn-2026", "cn-2027"}) add_year(made, id);
    return made;
  }();
  return calendar;
}

inline Result<Profile> profile_from(const json& file) {
  return as_cbor(file, [](const CborValue& root) { return read_profile(root); });
}

inline Result<Profile> profile_from(const json& file, const Profile& base) {
  return as_cbor(file, [&](const CborValue& root) { return read_profile(root, base); });
}

inline const Profile& default_profile() {
  static const Profile profile = [] {
    auto made = profile_from(asset("profiles/default.json"));
    REQUIRE(made);
    return *made;
  }();
  return profile;
}

inline Date day(std::string_view text) {
  const auto date = date_written(text);
  REQUIRE(date);
  return *date;
}

}  // namespace yiping::test
