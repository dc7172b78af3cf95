// SPDX-License-Identifier: Apache-2.0
#include "eligibility/eligibility_support.hpp"

using namespace yiping;
using namespace yiping::test;

TEST_CASE("each state allows one act or none", "[eligibility]") {
  constexpr RatingState kAll[] = {RatingState::not_open,        RatingState::open,
                                  RatingState::correction_open, RatingState::follow_up_open,
                                  RatingState::rated,           RatingState::unrated,
                                  RatingState::closed,          RatingState::voided};
  for (const RatingState state : kAll) {
    INFO(name_of(state));
    CHECK(allows(state, Act::rate) == (state == RatingState::open));
    CHECK(allows(state, Act::correct) == (state == RatingState::correction_open));
    CHECK(allows(state, Act::follow_up) == (state == RatingState::follow_up_open));
  }
}

TEST_CASE("a service passes through its states in order, second by second at each edge",
          "[eligibility]") {
  const std::int64_t rated = kService + kHour;
  const std::int64_t settled = rated + 600;
  const std::int64_t ends = *end_of(Span{30, DayUnit::natural}, rated, Calendar{});
  struct Edge {
    std::int64_t now;
    RatingState before;
    RatingState after;
  };
  for (const Edge& edge : {Edge{kService, RatingState::not_open, RatingState::open},
                           Edge{kCloses, RatingState::open, RatingState::unrated}}) {
    CHECK(offer_at(service(), {}, edge.now - 1).state == edge.before);
    CHECK(offer_at(service(), {}, edge.now).state == edge.after);
  }
  const std::vector<Given> given{{.time = rated}};
  for (const Edge& edge : {Edge{settled, RatingState::correction_open, RatingState::follow_up_open},
                           Edge{ends, RatingState::follow_up_open, RatingState::closed}}) {
    CHECK(offer_at(service(), given, edge.now - 1).state == edge.before);
    CHECK(offer_at(service(), given, edge.now).state == edge.after);
  }
}

TEST_CASE("an offer's end is the first second at which another state holds", "[eligibility]") {
  Profile profile = default_profile();
  profile.windows.corrections = 2;
  profile.windows.follow_ups = 2;
  const std::vector<std::vector<Given>> histories{
      {},
      {{.time = kService + 60}},
      {{.time = kService + 60, .corrections = 1, .corrected = kService + 90}},
      {{.time = kService + 60, .corrections = 2, .corrected = kService + 100}},
      {{.time = kService + 60}, {.time = kService + kDay}},
      {{.time = kService + 60}, {.time = kService + kDay}, {.time = kService + 2 * kDay}}};
  std::size_t edges = 0;
  for (const auto& given : histories) {
    std::int64_t now = given.empty() ? kService - 1 : given.back().time;
    if (!given.empty() && given.back().corrected != 0) now = given.back().corrected;
    for (Offer offer = offer_at(service(), given, now, profile); offer.until;
         offer = offer_at(service(), given, *offer.until, profile)) {
      CHECK(*offer.until > now);
      CHECK(offer_at(service(), given, *offer.until - 1, profile).state == offer.state);
      CHECK(offer_at(service(), given, *offer.until, profile).state != offer.state);
      now = *offer.until;
      ++edges;
    }
  }
  CHECK(edges == 2 + 2 + 2 + 1 + 2 + 2);
}

TEST_CASE("a second correction is open while the profile has two", "[eligibility]") {
  Profile profile = default_profile();
  profile.windows.corrections = 2;
  const std::int64_t rated = kService + kHour;
  const std::vector<Given> once{{.time = rated, .corrections = 1, .corrected = rated + 30}};
  const Offer offer = offer_at(service(), once, rated + 599, profile);
  CHECK(offer.state == RatingState::correction_open);
  CHECK(offer.until == rated + 600);
  CHECK(dispatched_at(once[0], profile) == rated + 600);
  const Given twice{.time = rated, .corrections = 2, .corrected = rated + 40};
  CHECK(dispatched_at(twice, profile) == rated + 40);
  // Another machine's clock is behind the one that wrote the last correction.
  CHECK(offer_at(service(), {twice}, rated + 39, profile).state == RatingState::follow_up_open);
}

TEST_CASE("an event whose correction outlasts its last window is closed when that is over",
          "[eligibility]") {
  const std::int64_t rated = kService + kHour;
  const std::int64_t ends = *end_of(Span{30, DayUnit::natural}, rated, Calendar{});
  const std::vector<Given> given{{.time = rated}, {.time = ends - 1}};
  CHECK(offer_at(service(), given, ends).state == RatingState::correction_open);
  const Offer offer = offer_at(service(), given, ends + 599);
  CHECK(offer.state == RatingState::closed);
  CHECK(offer.since == ends + 599);
}

TEST_CASE("without further ratings nothing is open after the correction", "[eligibility]") {
  Profile profile = default_profile();
  profile.windows.follow_ups = 0;
  const std::int64_t rated = kService + kHour;
  const Offer offer = offer_at(service(), {{.time = rated}}, rated + 600, profile);
  CHECK(offer.state == RatingState::closed);
  CHECK(offer.since == rated + 600);
  CHECK_FALSE(offer.until);
}

TEST_CASE("a window that its calendar does not cover is an error, not an open one",
          "[eligibility]") {
  Profile profile = default_profile();
  profile.windows.rating = {5, DayUnit::working};
  profile.windows.follow_up = {5, DayUnit::working};
  const auto first = offer_of(service(), {}, kService, profile, Calendar{});
  REQUIRE_FALSE(first);
  CHECK(first.error().code == ErrorCode::calendar_gap);
  const std::vector<Given> given{{.time = kService}};
  CHECK(offer_of(service(), given, kService, profile, Calendar{}));  // 更正 needs no calendar
  CHECK_FALSE(offer_of(service(), given, kService + 600, profile, Calendar{}));
  CHECK_FALSE(tally_first(service(), {kService, {}}, profile, Calendar{}));
  CHECK_FALSE(tally_follow_up(service(), kService, {kService, {}}, profile, Calendar{}));
  profile.invitations = {{5, DayUnit::working}, 1, 0};
  CHECK_FALSE(invited_on(service(), profile, Calendar{}));
}

TEST_CASE("the sweeper counts every state once", "[eligibility]") {
  const ServiceEvent event = service();
  CHECK(event_state_of(event, RatingState::not_open) == EventState::pending);
  CHECK(event_state_of(event, RatingState::open) == EventState::pending);
  CHECK(event_state_of(event, RatingState::unrated) == EventState::unrated);
  CHECK(event_state_of(event, RatingState::voided) == EventState::voided);
  for (const RatingState state : {RatingState::correction_open, RatingState::follow_up_open,
                                  RatingState::rated, RatingState::closed}) {
    CHECK(event_state_of(event, state) == EventState::rated);
  }
  ServiceEvent update = service();
  update.kind = EventKind::update;
  CHECK(event_state_of(update, RatingState::not_open) == EventState::not_counted);
  ServiceEvent general = service();
  general.standing = Standing::general;
  CHECK(event_state_of(general, RatingState::open) == EventState::not_counted);
  CHECK(event_state_of(general, RatingState::closed) == EventState::rated);
}
