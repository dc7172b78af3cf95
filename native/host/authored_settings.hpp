// SPDX-License-Identifier: Apache-2.0
// Settings that the core reads itself: calendars, profiles, tables. Its reader is their check.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "host/checker.hpp"
#include "yiping/calendar.hpp"
#include "yiping/cbor.hpp"
#include "yiping/error.hpp"
#include "yiping/mapping.hpp"
#include "yiping/profile.hpp"

namespace yiping::host {

struct SettingsReader {
  std::string_view schema;
  /// `file`: for readers that need what stands beside it.
  Status (*read)(std::span<const std::uint8_t> cbor, const std::filesystem::path& file);
};

/// For a row of the registry: a reader of the core that takes bytes, or the root of a document.
/// {"yiping.calendar/1", reads_root<Calendar, read_calendar>}
template <typename Settings, Result<Settings> (*kReader)(std::span<const std::uint8_t>)>
Status reads_bytes(std::span<const std::uint8_t> cbor, const std::filesystem::path&) {
  const auto settings = kReader(cbor);
  return settings ? Status() : Status(settings.error());
}

template <typename Settings, Result<Settings> (*kReader)(const CborValue&)>
Status reads_root(std::span<const std::uint8_t> cbor, const std::filesystem::path&) {
  const auto root = CborValue::parse(cbor);
  if (!root) return root.error();
  const auto settings = kReader(*root);
  return settings ? Status() : Status(settings.error());
}

/// Each kind that this build of the core reads.
[[nodiscard]] std::span<const SettingsReader> settings_readers();

/// Null when there is none of that schema.
[[nodiscard]] const SettingsReader* settings_reader(std::string_view schema);

/// The core's fault, worded: one at a time, since its reader stops at the first.
void check_settings(const SettingsReader& reader, const std::filesystem::path& path,
                    const Json& file, std::vector<Fault>& faults);

using Folders = std::vector<std::filesystem::path>;

/// The profile of that id with all that it extends, each from the first folder that has it: a
/// region's own before those that are shipped. Nothing when there are faults.
[[nodiscard]] std::optional<Profile> load_profile(const std::string& id, const Folders& folders,
                                                  std::vector<Fault>& faults);

/// A mapping file with the code tables of the folder `codes` beside its own. Nothing when there are
/// faults.
[[nodiscard]] std::optional<Mapping> load_mapping(const std::filesystem::path& file,
                                                  std::vector<Fault>& faults);

/// Every year that the folders have, the first folder's where two have the same.
[[nodiscard]] Calendar load_calendar(const Folders& folders, std::vector<Fault>& faults);

}  // namespace yiping::host
