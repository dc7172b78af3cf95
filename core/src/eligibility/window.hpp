// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "yiping/eligibility.hpp"

namespace yiping {

/// When 追评 ends, whose span runs from the first rating; nothing when there is none.
[[nodiscard]] Result<std::optional<std::int64_t>> follow_up_closes(const ServiceEvent& event,
                                                                   std::int64_t first,
                                                                   const Profile& profile,
                                                                   const Calendar& calendar);

}  // namespace yiping
