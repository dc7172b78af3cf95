// SPDX-License-Identifier: Apache-2.0
// `relay` and `notices` of the configuration: docs/relay.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

#include "collector/config.hpp"

namespace yiping::collector {

inline constexpr std::size_t kKeyBytes = 32;

/// A key in hex of 32 bytes or more.
[[nodiscard]] std::vector<std::uint8_t> secret_of(const host::ConfigReader& reader,
                                                  std::string_view name);

/// `reader`: of the whole file, which has that member. Paths are read from `folder`.
[[nodiscard]] TargetConfig read_relay(const host::ConfigReader& reader,
                                      const std::filesystem::path& folder);
[[nodiscard]] NoticesConfig read_notices(const host::ConfigReader& reader,
                                         const std::filesystem::path& folder);

}  // namespace yiping::collector
