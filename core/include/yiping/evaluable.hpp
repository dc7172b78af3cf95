// SPDX-License-Identifier: Apache-2.0
// Which service events are rated: of a case by its kind (即办件, 承诺件), of a batch (批量业务), of
// a theme (主题式业务, 一件事). Rules: profile.hpp, Services.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "yiping/eligibility.hpp"

namespace yiping {

enum class Evaluable : std::uint8_t {
  yes,
  not_a_service,  // news of the case only
  withdrawn,
  stage_not_rated,  // the profile has no rating at that stage
  enough,           // the case, or the theme's whole, has as many as it may
  in_batch,         // another event of the batch is rated for it
};

/// One answer for each event. Events of one case, batch or theme must come together; of those that
/// compete, the earliest is rated, so that a later event never closes what is open.
[[nodiscard]] std::vector<Evaluable> evaluable_events(std::span<const ServiceEvent> events,
                                                      const Profile& profile);

/// How many services a finished case (of a theme: with its whole) still lacks of what the profile
/// asks for; they were not pushed, which whoever pushes should know.
[[nodiscard]] std::uint32_t lacking_services(std::span<const ServiceEvent> case_events,
                                             const Profile& profile);

[[nodiscard]] std::string_view name_of(Evaluable answer);

}  // namespace yiping
