// SPDX-License-Identifier: Apache-2.0
// What an operator does to the store by hand: backup, restore, verify. Each prints what it did.
#pragma once

#include <filesystem>
#include <iosfwd>

#include "collector/config.hpp"

namespace yiping::collector {

/// While the collector runs. Throws StoreRefused.
void back_up(const Config& config, const std::filesystem::path& to, std::ostream& out);

/// While it does not.
void restore(const Config& config, const std::filesystem::path& from, std::ostream& out);

/// Counts everything again, while the collector does not run. Throws std::runtime_error when
/// something does not fit.
void verify(const Config& config, std::ostream& out);

}  // namespace yiping::collector
