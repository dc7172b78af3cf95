// SPDX-License-Identifier: Apache-2.0
// Offers follow one another in time, and what they allow is what counts.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <ostream>

#include "core/eligibility/asset_support.hpp"
#include "properties.hpp"
#include "yiping/tally.hpp"

using namespace yiping;
using namespace yiping::test;

namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kFirst = 1'706'716'800;  // 2024-02-01, 00:00 UTC+8
constexpr std::int64_t kLast = 1'806'508'800;   // 2027-04-01: no window leaves the calendars
constexpr std::int64_t kNearby[] = {0, 1, 60, 600, 3'600, kDay, 3 * kDay, 30 * kDay};
constexpr std::uint32_t kSeconds[] = {0, 1, 300, 600, 86'400};

/// A region, an event, what it was given so far, and the time from which this is so.
struct Situation {
  Windows windows;
  ServiceEvent event;
  std::vector<Given> given;
  std::int64_t from = 0;
};

std::ostream& operator<<(std::ostream& out, const Span& span) {
  return out << span.count << " " << name_of(span.unit) << " days";
}

std::ostream& operator<<(std::ostream& out, const Situation& situation) {
  const Windows& windows = situation.windows;
  out << "rating ";
  operator<<(out, windows.rating) << ", correction " << windows.correction_seconds << " s x "
                                  << windows.corrections << ", further ratings ";
  operator<<(out, windows.follow_up)
      << " x " << windows.follow_ups << ", tolerance " << windows.clock_tolerance << "\n"
      << name_of(situation.event.standing) << " " << name_of(situation.event.kind) << " at "
      << situation.event.service_time << "\n";
  for (const Given& given : situation.given) {
    out << "rated " << given.time - situation.event.service_time << " s after it, corrected "
        << given.corrections << " times, last at " << given.corrected << "\n";
  }
  return out << "asked from " << situation.from << " on\n";
}

Span pick_span() { return {pick(1U, 12U), once_in(2) ? DayUnit::working : DayUnit::natural}; }

Windows pick_windows() {
  Windows windows;
  windows.rating = pick_span();
  windows.correction_seconds = pick_from(kSeconds);
  windows.corrections = pick(0U, 3U);
  windows.follow_up = pick_span();
  windows.follow_ups = pick(0U, 3U);
  windows.clock_tolerance = pick_from(kSeconds);
  return windows;
}

Profile profile_of(const Windows& windows) {
  Profile profile = default_profile();
  profile.windows = windows;
  return profile;
}

/// Before, at and after an edge, or days away from it.
std::int64_t pick_near(std::int64_t edge) {
  const std::int64_t away = pick_from(kNearby);
  return once_in(2) ? edge - away : edge + away;
}

ServiceEvent pick_event() {
  ServiceEvent event;
  event.service_time = pick(kFirst, kLast);
  event.standing = pick_of<Standing>(3);
  if (once_in(8)) event.kind = pick_of<EventKind>(3);
  return event;
}

/// Soon after the last, or shortly before the offer ends.
Given pick_given(const Situation& situation, const Offer& offer) {
  const Windows& windows = situation.windows;
  Given given{.time = situation.from + pick_from(kNearby)};
  if (offer.until && once_in(2)) given.time = *offer.until - 1 - pick_from(kNearby);
  given.corrections = pick(0U, windows.corrections);
  if (given.corrections == 0) return given;
  given.corrected = given.time;
  if (windows.correction_seconds > 0) {
    given.corrected += pick<std::int64_t>(0, windows.correction_seconds - 1);
  }
  return given;
}

/// Ratings that were given while the offers allowed them.
void pick_history(Situation& situation) {
  const Profile profile = profile_of(situation.windows);
  const auto offer_at = [&](std::int64_t now) {
    return *offer_of(situation.event, situation.given, now, profile, shipped_calendar());
  };
  for (auto left = pick(0, 4); left > 0; --left) {
    Offer offer = offer_at(situation.from);
    if (offer.state == RatingState::correction_open) offer = offer_at(*offer.until);
    const Given given = pick_given(situation, offer);
    const Act act = situation.given.empty() ? Act::rate : Act::follow_up;
    if (given.time < situation.from || !allows(offer_at(given.time).state, act)) return;
    situation.given.push_back(given);
    situation.from = std::max(given.time, given.corrected);
  }
}

rc::Gen<Situation> situations() {
  return made_by([] {
    Situation situation;
    situation.windows = pick_windows();
    situation.event = pick_event();
    situation.from = situation.event.service_time;
    pick_history(situation);
    if (situation.given.empty()) situation.from -= pick_from(kNearby);
    return situation;
  });
}

Offer offer_at(const Situation& situation, std::int64_t now) {
  const auto offer = offer_of(situation.event, situation.given, now, profile_of(situation.windows),
                              shipped_calendar());
  RC_ASSERT(offer);
  return *offer;
}

void are_same(const Offer& actual, const Offer& expected) {
  RC_LOG() << name_of(actual.state) << " for " << name_of(expected.state) << "\n";
  RC_ASSERT(actual.state == expected.state);
  RC_ASSERT(actual.since == expected.since);
  RC_ASSERT(actual.until == expected.until);
}

/// How far an event has come: time leads up only.
int stage_of(RatingState state) {
  switch (state) {
    case RatingState::not_open:
      return 0;
    case RatingState::open:
    case RatingState::correction_open:
      return 1;
    case RatingState::follow_up_open:
    case RatingState::rated:
      return 2;
    case RatingState::unrated:
    case RatingState::closed:
    case RatingState::voided:
      return 3;
  }
  return 0;
}

bool is_on_time(const Result<Tally>& tally) {
  RC_ASSERT(tally);
  RC_ASSERT(tally->weight == (tally->timing == Timing::on_time ? 1U : 0U));
  return tally->timing == Timing::on_time;
}

/// The rating's timing when it comes at a time, straight from a browser or held back by a device.
bool counts(const Situation& situation, const Arrival& arrival) {
  const Profile profile = profile_of(situation.windows);
  if (situation.given.empty()) {
    return is_on_time(tally_first(situation.event, arrival, profile, shipped_calendar()));
  }
  return is_on_time(tally_follow_up(situation.event, situation.given.front().time, arrival, profile,
                                    shipped_calendar()));
}

}  // namespace

TEST_CASE("offers follow one another without a gap or an overlap", "[property][eligibility]") {
  for_all(
      [] {
        const Situation situation = *situations();
        std::int64_t now = situation.from;
        std::optional<std::int64_t> edge;
        for (int left = 6;; --left) {
          RC_ASSERT(left > 0);
          const Offer offer = offer_at(situation, now);
          RC_LOG() << name_of(offer.state) << " at " << now << "\n";
          if (edge) RC_ASSERT(offer.since.value_or(0) == *edge);
          if (offer.since) RC_ASSERT(*offer.since <= now);
          if (!offer.until) {
            are_same(offer_at(situation, now + 400 * kDay), offer);
            break;
          }
          RC_ASSERT(*offer.until > now);
          are_same(offer_at(situation, now + (*offer.until - now) / 2), offer);
          are_same(offer_at(situation, *offer.until - 1), offer);
          RC_ASSERT(offer_at(situation, *offer.until).state != offer.state);
          edge = offer.until;
          now = *edge;
        }
      },
      Times::ten);
}

TEST_CASE("time never opens again what it has closed", "[property][eligibility]") {
  for_all(
      [] {
        const Situation situation = *situations();
        const auto earlier = situation.from + pick_from(kNearby);
        const auto later = earlier + pick_from(kNearby);
        const RatingState first = offer_at(situation, earlier).state;
        const RatingState second = offer_at(situation, later).state;
        RC_ASSERT(stage_of(first) <= stage_of(second));
        const auto counted = event_state_of(situation.event, first);
        if (counted == EventState::rated) {
          RC_ASSERT(event_state_of(situation.event, second) == EventState::rated);
        }
      },
      Times::ten);
}

TEST_CASE("what an offer allows counts when it comes then, and after its window it is late",
          "[property][eligibility]") {
  for_all(
      [] {
        Situation situation = *situations();
        situation.event.kind = EventKind::service;
        const auto now = *made_by([from = situation.from] { return from + pick_from(kNearby); });
        const RatingState state = offer_at(situation, now).state;
        const Act act = situation.given.empty() ? Act::rate : Act::follow_up;
        RC_LOG() << name_of(state) << "\n";
        RC_ASSERT_FALSE(allows(state, situation.given.empty() ? Act::follow_up : Act::rate));
        if (allows(state, act)) RC_ASSERT(counts(situation, {now, {}}));
        const bool is_over = state == RatingState::unrated || state == RatingState::closed;
        if (is_over) RC_ASSERT_FALSE(counts(situation, {now, {}}));
      },
      Times::ten);
}

TEST_CASE("a device's clock moves no rating across its window by more than the tolerance",
          "[property][eligibility]") {
  for_all(
      [] {
        Situation situation = *situations();
        situation.event.kind = EventKind::service;
        situation.given.clear();
        const std::int64_t tolerance = situation.windows.clock_tolerance;
        const auto closes =
            end_of(situation.windows.rating, situation.event.service_time, shipped_calendar());
        RC_ASSERT(closes);
        // When it really was, and by how much the measured offset errs.
        const auto touched = *made_by([service = situation.event.service_time, edge = *closes] {
          return std::max(service, pick_near(edge));
        });
        const auto received = *made_by([touched] { return touched + pick_from(kNearby); });
        const auto error = *made_by([tolerance] { return pick(-tolerance, tolerance); });
        const auto skew =
            *made_by([] { return pick<std::int64_t>(-20'000 * kDay, 20'000 * kDay); });
        const Arrival arrival{received, DeviceClock{touched - skew, skew + error}};
        const JudgedTime judged =
            judged_time(situation.event, arrival, profile_of(situation.windows));
        RC_ASSERT(judged.clock == Clock::device);
        RC_ASSERT(judged.time >= situation.event.service_time);
        RC_ASSERT(judged.time <= received);
        RC_ASSERT(std::abs(judged.time - touched) <= tolerance);
        if (situation.event.standing == Standing::general) return;
        if (touched < *closes) RC_ASSERT(counts(situation, arrival));
        // The clock's error, and the tolerance in favour of the rater.
        if (touched >= *closes + 2 * tolerance) RC_ASSERT_FALSE(counts(situation, arrival));
      },
      Times::ten);
}

TEST_CASE("whatever a device claims, a rating is judged between its service and its arrival",
          "[property][eligibility][hostile]") {
  for_all(
      [] {
        const Situation situation = *situations();
        const Profile profile = profile_of(situation.windows);
        const auto received = *made_by(
            [service = situation.event.service_time] { return service + pick_from(kNearby); });
        const DeviceClock device = {*rc::gen::arbitrary<std::int64_t>(),
                                    *rc::gen::arbitrary<std::int64_t>()};
        for (const std::int64_t offset : {*device.offset, received - device.touched % kLast}) {
          const Arrival arrival{received, DeviceClock{device.touched % kLast, offset}};
          const JudgedTime judged = judged_time(situation.event, arrival, profile);
          RC_ASSERT(judged.time >= situation.event.service_time);
          RC_ASSERT(judged.time <= received);
          if (judged.clock == Clock::arrival) RC_ASSERT(judged.time == received);
        }
      },
      Times::ten);
}
