// SPDX-License-Identifier: Apache-2.0
// One service, on Sunday 2026-11-22 10:40 in China, and what is asked of it.
#pragma once

#include "eligibility/asset_support.hpp"
#include "yiping/evaluable.hpp"
#include "yiping/tally.hpp"

namespace yiping::test {

inline constexpr std::int64_t kService = 1'795'315'200;
inline constexpr std::int64_t kCloses = 1'795'968'000;  // 2026-11-29 24:00
inline constexpr std::int64_t kHour = 3'600;
inline constexpr std::int64_t kDay = 86'400;

inline ServiceEvent service() {
  ServiceEvent event;
  event.case_no = "A1";
  event.service_time = kService;
  return event;
}

inline Offer offer_at(const ServiceEvent& event, const std::vector<Given>& given, std::int64_t now,
                      const Profile& profile = default_profile()) {
  const auto offer = offer_of(event, given, now, profile, Calendar{});
  REQUIRE(offer);
  return *offer;
}

inline Tally tally_of(const ServiceEvent& event, const Arrival& arrival,
                      const Profile& profile = default_profile()) {
  const auto tally = tally_first(event, arrival, profile, Calendar{});
  REQUIRE(tally);
  return *tally;
}

}  // namespace yiping::test
