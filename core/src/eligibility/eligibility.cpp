// SPDX-License-Identifier: Apache-2.0
#include "yiping/eligibility.hpp"

#include <algorithm>

#include "eligibility/civil.hpp"
#include "eligibility/window.hpp"

namespace yiping {
namespace {

constexpr std::int64_t kRatingDays = 7;

std::int64_t correction_ends(const Given& rating, const Windows& windows) {
  if (windows.corrections == 0) return rating.time;
  if (rating.corrections >= windows.corrections) return rating.corrected;
  return rating.time + windows.correction_seconds;
}

/// Of an event without a rating.
Result<Offer> offer_first(const ServiceEvent& event, std::int64_t now, const Profile& profile,
                          const Calendar& calendar) {
  if (now < event.service_time) return Offer{RatingState::not_open, {}, event.service_time};
  if (event.standing == Standing::general) {
    return Offer{RatingState::open, event.service_time, {}};
  }
  const auto closes = end_of(profile.windows.rating, event.service_time, calendar);
  if (!closes) return closes.error();
  if (now < *closes) return Offer{RatingState::open, event.service_time, *closes};
  return Offer{RatingState::unrated, *closes, {}};
}

}  // namespace

std::int64_t window_closes(std::int64_t service_time) {
  return end_of_day(china_day(service_time) + kRatingDays);
}

Result<std::optional<std::int64_t>> follow_up_closes(const ServiceEvent& event, std::int64_t first,
                                                     const Profile& profile,
                                                     const Calendar& calendar) {
  // 综合点评 may be written again at any time, so that nothing is added to one.
  if (event.standing == Standing::general || profile.windows.follow_ups == 0) {
    return std::optional<std::int64_t>{};
  }
  const auto closes = end_of(profile.windows.follow_up, first, calendar);
  if (!closes) return closes.error();
  return std::optional<std::int64_t>{*closes};
}

Result<Offer> offer_of(const ServiceEvent& event, std::span<const Given> given, std::int64_t now,
                       const Profile& profile, const Calendar& calendar) {
  if (event.kind == EventKind::update) return Offer{};
  if (event.kind == EventKind::withdrawn) return Offer{RatingState::voided, {}, {}};
  if (given.empty()) return offer_first(event, now, profile, calendar);
  const Given& last = given.back();
  const std::int64_t settled = correction_ends(last, profile.windows);
  if (last.corrections < profile.windows.corrections && now < settled) {
    return Offer{RatingState::correction_open, last.time, settled};
  }
  const auto closes = follow_up_closes(event, given.front().time, profile, calendar);
  if (!closes) return closes.error();
  if (!*closes || now >= **closes) {
    // The correction of a rating in the last minutes outlasts the window.
    return Offer{RatingState::closed, std::max(closes->value_or(settled), settled), {}};
  }
  const bool left = given.size() - 1 < profile.windows.follow_ups;
  return Offer{left ? RatingState::follow_up_open : RatingState::rated, settled, **closes};
}

bool allows(RatingState state, Act act) {
  switch (act) {
    case Act::rate:
      return state == RatingState::open;
    case Act::correct:
      return state == RatingState::correction_open;
    case Act::follow_up:
      return state == RatingState::follow_up_open;
  }
  return false;
}

EventState event_state_of(const ServiceEvent& event, RatingState state) {
  if (event.kind == EventKind::update) return EventState::not_counted;
  const bool general = event.standing == Standing::general;
  switch (state) {
    case RatingState::not_open:
    case RatingState::open:
      // Nobody is expected to write a 综合点评: it is not pending before it is there.
      return general ? EventState::not_counted : EventState::pending;
    case RatingState::correction_open:
    case RatingState::follow_up_open:
    case RatingState::rated:
    case RatingState::closed:
      return EventState::rated;
    case RatingState::unrated:
      return EventState::unrated;
    case RatingState::voided:
      return EventState::voided;
  }
  return EventState::not_counted;
}

std::int64_t dispatched_at(const Given& rating, const Profile& profile) {
  return correction_ends(rating, profile.windows);
}

Result<std::optional<Date>> invited_on(const ServiceEvent& event, const Profile& profile,
                                       const Calendar& calendar) {
  const bool invited = event.kind == EventKind::service && event.standing == Standing::service_case;
  if (!invited || profile.invitations.messages == 0) return std::optional<Date>{};
  const auto day = last_day_of(profile.invitations.message, date_of(event.service_time), calendar);
  if (!day) return day.error();
  return std::optional<Date>{*day};
}

}  // namespace yiping
