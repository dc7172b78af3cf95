// SPDX-License-Identifier: Apache-2.0
// Settings that the core reads itself: calendars, profiles, tables. Its reader is their check.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "host/checker.hpp"
#include "yiping/error.hpp"

namespace yiping::host {

struct SettingsReader {
  std::string_view schema;
  Status (*read)(std::span<const std::uint8_t> cbor);
};

/// Each kind that this build of the core reads.
[[nodiscard]] std::span<const SettingsReader> settings_readers();

/// Null when there is none of that schema.
[[nodiscard]] const SettingsReader* settings_reader(std::string_view schema);

/// The core's fault, worded: one at a time, since its reader stops at the first.
void check_settings(const SettingsReader& reader, const std::filesystem::path& path,
                    const Json& file, std::vector<Fault>& faults);

}  // namespace yiping::host
