// SPDX-License-Identifier: Apache-2.0
#include "collector/regions.hpp"

#include "collector/config.hpp"
#include "host/authored_settings.hpp"

namespace yiping::collector {
namespace {

constexpr const char* kStandard = "default";

host::Folders folders_of(const Config& config, const char* kind) {
  host::Folders folders;
  if (!config.settings.empty()) folders.push_back(config.settings / kind);
  folders.push_back(config.assets / kind);
  return folders;
}

}  // namespace

std::shared_ptr<const Regions> read_regions(const Config& config) {
  std::vector<host::Fault> faults;
  const host::Folders profiles = folders_of(config, "profiles");
  auto regions = std::make_shared<Regions>();
  regions->calendar = host::load_calendar(folders_of(config, "calendars"), faults);
  if (auto profile = host::load_profile(kStandard, profiles, faults)) {
    regions->standard = *std::move(profile);
  }
  for (const AreaConfig& area : config.areas) {
    auto profile = host::load_profile(area.profile, profiles, faults);
    if (profile) regions->profiles.emplace(area.code, *std::move(profile));
  }
  if (faults.empty()) return regions;
  std::string text = "地区配置或日历有误 / the profiles or calendars have faults:";
  for (const host::Fault& fault : faults) text += "\n  " + host::describe(fault);
  throw ConfigError(text);
}

}  // namespace yiping::collector
