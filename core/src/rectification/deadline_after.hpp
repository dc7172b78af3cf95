// SPDX-License-Identifier: Apache-2.0
// The only arithmetic with days that a case's deadlines use.
#pragma once

#include <cstdint>

#include "yiping/rectification_rules.hpp"

namespace yiping {

/// 24:00 UTC+8 of the last day of a span that begins on the day of `time`.
[[nodiscard]] std::int64_t deadline_after(std::int64_t time, Span span, const Calendar* calendar);

/// The same for what begins with a citizen's act: counted from the Monday of its week, so that all
/// acts of a week share the date, and not before the first working day after the week is over, so
/// that none is late when it arrives.
[[nodiscard]] std::int64_t deadline_after_week_of(std::int64_t time, Span span,
                                                  const Calendar* calendar);

}  // namespace yiping
