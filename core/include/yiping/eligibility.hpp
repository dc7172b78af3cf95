// SPDX-License-Identifier: Apache-2.0
// When a service may be rated. Default profile: 补评 for 7 natural days (lengths as in Guangdong).
#pragma once

#include <cstdint>
#include <string>

namespace yiping {

/// End of the window of a service: 24:00 UTC+8 of the seventh day after it. Unix seconds.
[[nodiscard]] std::int64_t window_closes(std::int64_t service_time);

/// Month of a time in UTC+8, "2026-11".
[[nodiscard]] std::string month_of(std::int64_t time);

/// 00:00 UTC+8 of the Monday before or at a time: all that an officer learns of when.
[[nodiscard]] std::int64_t week_begins(std::int64_t time);

/// ISO week of a time in UTC+8, "2026-W47".
[[nodiscard]] std::string week_of(std::int64_t time);

}  // namespace yiping
