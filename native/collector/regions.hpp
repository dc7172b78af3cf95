// SPDX-License-Identifier: Apache-2.0
// What the ratings of each area go by: its profile (docs/profiles.md) and the working days.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "yiping/calendar.hpp"
#include "yiping/profile.hpp"

namespace yiping::collector {

struct Regions {
  std::map<std::string, Profile, std::less<>> profiles;  // by area
  Profile standard;                                      // of every other area
  Calendar calendar;

  [[nodiscard]] const Profile& of(std::string_view area) const {
    const auto found = profiles.find(area);
    return found == profiles.end() ? standard : found->second;
  }
};

}  // namespace yiping::collector
