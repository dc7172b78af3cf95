// SPDX-License-Identifier: Apache-2.0
// Every fault of an authored file, whatever its kind.
#pragma once

#include <filesystem>
#include <vector>

#include "host/fault.hpp"

namespace yiping::host {

/// Told apart by the member `schema`. A questionnaire is also checked against the lists and locales
/// beside it, an overlay against its base, a locale against zh-Hans; settings by the core's reader.
[[nodiscard]] std::vector<Fault> lint(const std::filesystem::path& file);

}  // namespace yiping::host
