// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace yiping::host {

/// Of this release: CMakeLists.txt.
inline constexpr std::string_view kVersion = YIPING_VERSION;

}  // namespace yiping::host
