// SPDX-License-Identifier: Apache-2.0
// Times as citizens read them, in UTC+8.
#pragma once

#include <cstdint>
#include <string>

#include "kiosk/scene.hpp"

namespace yiping::kiosk::ui {

/// "09:41"
[[nodiscard]] std::string clock_text(std::int64_t unix_seconds);
/// "11月23日 星期一"
[[nodiscard]] std::string day_text(const Scene& scene, std::int64_t unix_seconds);
/// "2026年11月20日"
[[nodiscard]] std::string date_text(const Scene& scene, std::int64_t unix_seconds);
/// 0 to 24.
[[nodiscard]] float hour_of(std::int64_t unix_seconds);

}  // namespace yiping::kiosk::ui
