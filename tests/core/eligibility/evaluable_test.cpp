// SPDX-License-Identifier: Apache-2.0
#include "eligibility/eligibility_support.hpp"

using namespace yiping;
using namespace yiping::test;

namespace {

ServiceEvent at(std::int64_t minutes, Stage stage) {
  ServiceEvent event = service();
  event.service_time += minutes * 60;
  event.stage = stage;
  return event;
}

Profile guangxi() {
  const auto profile = profile_from(asset("profiles/guangxi.json"), default_profile());
  REQUIRE(profile);
  return *profile;
}

}  // namespace

TEST_CASE("no events, no answers", "[eligibility][evaluable]") {
  CHECK(evaluable_events({}, default_profile()).empty());
  CHECK(lacking_services({}, default_profile()) == 0);
}

TEST_CASE("every stage but the whole is rated by default", "[eligibility][evaluable]") {
  std::vector<ServiceEvent> events;
  for (std::size_t i = 0; i < kStages; ++i) {
    events.push_back(at(static_cast<std::int64_t>(i), static_cast<Stage>(i)));
  }
  for (const Commitment commitment :
       {Commitment::immediate, Commitment::promised, Commitment::other}) {
    for (ServiceEvent& event : events) event.commitment = commitment;
    const auto answers = evaluable_events(events, default_profile());
    for (std::size_t i = 0; i + 1 < kStages; ++i) CHECK(answers[i] == Evaluable::yes);
    CHECK(answers.back() == Evaluable::stage_not_rated);
  }
}

TEST_CASE("a later event never closes one that is open", "[eligibility][evaluable]") {
  const Profile profile = guangxi();
  std::vector<ServiceEvent> events{at(0, Stage::acceptance), at(30, Stage::payment),
                                   at(30, Stage::completion), at(60, Stage::collection)};
  for (ServiceEvent& event : events) event.commitment = Commitment::immediate;
  for (std::size_t known = 1; known <= events.size(); ++known) {
    const auto answers = evaluable_events({events.data(), known}, profile);
    CHECK(answers[0] == Evaluable::yes);
    for (std::size_t i = 1; i < known; ++i) CHECK(answers[i] == Evaluable::enough);
  }
}

TEST_CASE("an allowance of two takes the two earliest, however they are listed",
          "[eligibility][evaluable]") {
  Profile profile = default_profile();
  profile.services.promised.most = 2;
  const std::vector<ServiceEvent> events{at(60, Stage::issue), at(0, Stage::intake),
                                         at(30, Stage::approval), at(30, Stage::payment)};
  const auto answers = evaluable_events(events, profile);
  CHECK(answers ==
        std::vector{Evaluable::enough, Evaluable::yes, Evaluable::yes, Evaluable::enough});
}

TEST_CASE("cases, batches and themes do not draw on each other's allowance",
          "[eligibility][evaluable]") {
  const Profile profile = guangxi();
  std::vector<ServiceEvent> events{at(0, Stage::completion), at(1, Stage::completion),
                                   at(2, Stage::overall)};
  events[0].commitment = Commitment::immediate;
  events[1].business = Business::batch;
  events[2].business = Business::theme;
  for (ServiceEvent& event : events) event.group = "G";
  CHECK(evaluable_events(events, profile) == std::vector(3, Evaluable::yes));
}

TEST_CASE("a theme without a whole lacks none where the profile has none",
          "[eligibility][evaluable]") {
  Profile profile = guangxi();
  std::vector<ServiceEvent> events{at(0, Stage::acceptance)};
  events[0].business = Business::theme;
  CHECK(lacking_services(events, profile) == 1);
  profile.services.theme_overall = ThemeOverall::none;
  CHECK(lacking_services(events, profile) == 0);
  events[0].stage = Stage::overall;
  CHECK(evaluable_events(events, profile)[0] == Evaluable::stage_not_rated);
}

TEST_CASE("every name of eligibility is its own", "[eligibility]") {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < kStages; ++i) names.emplace_back(name_of(static_cast<Stage>(i)));
  for (int i = 0; i <= static_cast<int>(RatingState::voided); ++i) {
    names.emplace_back(name_of(static_cast<RatingState>(i)));
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    CHECK_FALSE(names[i].empty());
    for (std::size_t j = 0; j < i; ++j) CHECK(names[i] != names[j]);
  }
}
