// SPDX-License-Identifier: Apache-2.0
#include "collector/store/offers.hpp"

#include <algorithm>
#include <array>

#include "collector/store/rollup.hpp"

namespace yiping::collector {
namespace {

constexpr std::string_view kRatings =
    "SELECT 1, e.timing, e.judged, e.corrections, e.corrected FROM service s"
    " JOIN evaluation e ON e.area = s.area AND e.submission = s.rated_by"
    " WHERE s.area = $1 AND s.case_digest = $2"
    " UNION ALL SELECT f.round, e.timing, e.judged, e.corrections, e.corrected FROM follow_up f"
    " JOIN evaluation e ON e.area = f.area AND e.submission = f.submission"
    " WHERE f.area = $1 AND f.case_digest = $2 ORDER BY 1";

/// A stored name; one that we never wrote means a damaged file.
template <typename Named, std::size_t kSize>
Named read_name(const Row& row, int column, const std::array<Named, kSize>& all) {
  for (const Named each : all) {
    if (name_of(each) == row.text(column)) return each;
  }
  throw DatabaseError(DatabaseError::Kind::storage,
                      "a stored service has an unknown " + row.string(column));
}

template <typename Named, std::size_t kSize>
constexpr std::array<Named, kSize> first_of_enum() {
  std::array<Named, kSize> all{};
  for (std::size_t i = 0; i < kSize; ++i) all[i] = static_cast<Named>(i);
  return all;
}

constexpr auto kStageNames = first_of_enum<Stage, kStages>();
constexpr auto kKinds = first_of_enum<EventKind, 3>();
constexpr auto kBusinesses = first_of_enum<Business, 3>();
constexpr auto kStandings = first_of_enum<Standing, 3>();
constexpr auto kCommitments = first_of_enum<Commitment, 3>();

/// What its state says outweighs what was pushed: a batch's second case is not rated.
EventKind kind_in(EventState state) {
  switch (state) {
    case EventState::not_counted:
      return EventKind::update;
    case EventState::voided:
      return EventKind::withdrawn;
    case EventState::pending:
    case EventState::rated:
    case EventState::unrated:
      break;
  }
  return EventKind::service;
}

}  // namespace

Facts read_facts(const Row& row, int first) {
  Facts facts;
  facts.state = read_state(row, first);
  facts.event.case_no = row.string(first + 1);
  facts.event.group = row.string(first + 2);
  facts.event.service_time = row.integer(first + 3);
  facts.event.stage = read_name(row, first + 4, kStageNames);
  facts.event.kind = read_name(row, first + 5, kKinds);
  facts.event.business = read_name(row, first + 6, kBusinesses);
  facts.event.commitment = read_name(row, first + 7, kCommitments);
  facts.event.standing = read_standing(row, first + 8);
  return facts;
}

Standing read_standing(const Row& row, int column) { return read_name(row, column, kStandings); }

yiping::ServiceEvent facts_of(const ReportedService& event) {
  yiping::ServiceEvent facts;
  facts.case_no = event.case_no;
  facts.group = event.group;
  facts.service_time = event.service_time;
  facts.stage = event.stage;
  facts.kind = event.kind;
  facts.business = event.business;
  facts.commitment = event.commitment;
  facts.standing = event.standing;
  return facts;
}

bool Ratings::has(std::int64_t round) const {
  return std::find(rounds.begin(), rounds.end(), round) != rounds.end();
}

Ratings find_ratings(Connection& database, std::string_view area, const Id16& case_digest) {
  Ratings ratings;
  database.query(kRatings, {area, bytes_of(case_digest)}, [&](const Row& row) {
    ratings.rounds.push_back(row.integer(0));
    if (read_timing(row, 1) == Timing::late) return;
    ratings.given.push_back(
        {row.integer(2), static_cast<std::uint32_t>(row.integer(3)), row.integer(4)});
  });
  return ratings;
}

Seconds time_for(const yiping::ServiceEvent& event, Seconds now, const Profile& profile) {
  const Seconds ahead = event.service_time - now;
  return ahead > 0 && ahead <= profile.windows.clock_tolerance ? event.service_time : now;
}

Offer offer_of(const Facts& facts, const Ratings& ratings, Seconds now, const Profile& profile,
               const Calendar& calendar) {
  yiping::ServiceEvent event = facts.event;
  event.kind = kind_in(facts.state);
  const auto offer =
      yiping::offer_of(event, ratings.given, time_for(event, now, profile), profile, calendar);
  return offer ? *offer : Offer{RatingState::closed, {}, {}};
}

Offer offer_of_round(std::int64_t round, const Facts& facts, const Ratings& ratings, Seconds now,
                     const Profile& profile, const Calendar& calendar) {
  const Offer offer = offer_of(facts, ratings, now, profile, calendar);
  if (ratings.has(round)) {
    // One that came late has used the invitation, and opens nothing.
    const bool late = ratings.given.empty();
    return late ? Offer{RatingState::rated, {}, {}} : offer;
  }
  if (round == 1) return offer;
  switch (offer.state) {
    case RatingState::follow_up_open:
      return {RatingState::open, offer.since, offer.until};
    case RatingState::correction_open:
    case RatingState::not_open:
    case RatingState::open:
      return {RatingState::not_open, {}, offer.until};
    case RatingState::rated:
    case RatingState::unrated:
    case RatingState::closed:
    case RatingState::voided:
      break;
  }
  return {RatingState::unrated, {}, {}};
}

}  // namespace yiping::collector
