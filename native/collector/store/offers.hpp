// SPDX-License-Identifier: Apache-2.0
// What may be done with a service: the stored facts, put to the core (yiping/eligibility.hpp).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collector/regions.hpp"
#include "collector/store/database.hpp"
#include "yiping/eligibility.hpp"

namespace yiping::collector {

/// Columns of `service s`, as `read_facts` takes them.
#define YIPING_FACTS                                                                              \
  "s.state, s.case_no, s.case_group, s.service_time, s.stage, s.kind, s.business, s.commitment, " \
  "s.standing"
inline constexpr int kFacts = 9;

struct Facts {
  EventState state = EventState::pending;
  yiping::ServiceEvent event;
};
[[nodiscard]] Facts read_facts(const Row& row, int first);
[[nodiscard]] Standing read_standing(const Row& row, int column);

/// What is stored of an event as the core asks for it, whatever it counts for now.
[[nodiscard]] yiping::ServiceEvent facts_of(const ReportedService& event);

/// The ratings of a service that count, by round.
struct Ratings {
  std::vector<Given> given;
  std::vector<std::int64_t> rounds;  // with late ones
  [[nodiscard]] bool has(std::int64_t round) const;
};
[[nodiscard]] Ratings find_ratings(Connection& database, std::string_view area,
                                   const Id16& case_digest);

/// When what happens now counts. A business system's clock may be ahead of ours by as much as a
/// device's: what it reports as done can be rated.
[[nodiscard]] Seconds time_for(const yiping::ServiceEvent& event, Seconds now,
                               const Profile& profile);

/// What the whole service is open to. A gap in the calendar closes it: nothing is promised that
/// cannot be counted.
[[nodiscard]] Offer offer_of(const Facts& facts, const Ratings& ratings, Seconds now,
                             const Profile& profile, const Calendar& calendar);

/// The same for who was invited to one round of it.
[[nodiscard]] Offer offer_of_round(std::int64_t round, const Facts& facts, const Ratings& ratings,
                                   Seconds now, const Profile& profile, const Calendar& calendar);

}  // namespace yiping::collector
