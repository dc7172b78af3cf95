// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include "eligibility/eligibility_support.hpp"

using namespace yiping;
using namespace yiping::test;

namespace {

constexpr std::int64_t kReceived = kCloses + 5 * kDay;
constexpr std::int64_t kTolerance = 300;

Arrival from_device(std::int64_t touched, std::optional<std::int64_t> offset) {
  return {kReceived, DeviceClock{touched, offset}};
}

}  // namespace

TEST_CASE("weight follows timing and nothing is dropped", "[eligibility][tally]") {
  const Tally in_time = tally_of(service(), {kCloses - 1, {}});
  CHECK(in_time.timing == Timing::on_time);
  CHECK(in_time.weight == 1);
  const Tally late = tally_of(service(), {kCloses, {}});
  CHECK(late.timing == Timing::late);
  CHECK(late.weight == 0);
  CHECK(late.judged.time == kCloses);
}

TEST_CASE("whatever a device's clock shows, its offset decides alike", "[eligibility][tally]") {
  const std::int64_t touched = kCloses - kHour;
  for (const std::int64_t offset : {-400 * kDay, -kDay, -1L, 0L, 1L, kDay, 20'000 * kDay}) {
    const JudgedTime judged =
        judged_time(service(), from_device(touched - offset, offset), default_profile());
    CHECK(judged.time == touched);
    CHECK(judged.clock == Clock::device);
  }
}

TEST_CASE("a device's touch is late from the tolerance on, to the second", "[eligibility][tally]") {
  CHECK(tally_of(service(), from_device(kCloses + kTolerance - 1, 0)).weight == 1);
  CHECK(tally_of(service(), from_device(kCloses + kTolerance, 0)).weight == 0);
  Profile strict = default_profile();
  strict.windows.clock_tolerance = 0;
  CHECK(tally_of(service(), from_device(kCloses - 1, 0), strict).weight == 1);
  CHECK(tally_of(service(), from_device(kCloses, 0), strict).weight == 0);
}

TEST_CASE("a touch outside what is possible is bounded, and beyond the tolerance disbelieved",
          "[eligibility][tally]") {
  struct Case {
    std::int64_t touched;
    JudgedTime expected;
  };
  for (const Case& each :
       {Case{kService, {kService, Clock::device}}, Case{kService - 1, {kService, Clock::device}},
        Case{kService - kTolerance, {kService, Clock::device}},
        Case{kService - kTolerance - 1, {kReceived, Clock::arrival}},
        Case{kReceived, {kReceived, Clock::device}},
        Case{kReceived + kTolerance, {kReceived, Clock::device}},
        Case{kReceived + kTolerance + 1, {kReceived, Clock::arrival}}}) {
    const JudgedTime judged =
        judged_time(service(), from_device(each.touched, 0), default_profile());
    INFO(each.touched - kService);
    CHECK(judged.time == each.expected.time);
    CHECK(judged.clock == each.expected.clock);
  }
}

TEST_CASE("no clock makes a rating earlier than its service or later than its receipt",
          "[eligibility][tally][hostile]") {
  constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  for (const std::int64_t touched : {kLeast, -kService, 0L, kService, kReceived, kMost}) {
    for (const std::int64_t offset : {kLeast, -kReceived, -1L, 0L, 1L, kReceived, kMost}) {
      const JudgedTime judged =
          judged_time(service(), from_device(touched, offset), default_profile());
      CHECK(judged.time >= kService);
      CHECK(judged.time <= kReceived);
    }
  }
}

TEST_CASE("a clock may be off by a thousand years and no second more",
          "[eligibility][tally][hostile]") {
  constexpr std::int64_t kFarthest = 32'000'000'000;
  ServiceEvent event = service();
  event.service_time = 0;
  for (const std::int64_t off : {kFarthest, -kFarthest}) {
    const JudgedTime judged = judged_time(event, {0, DeviceClock{-off, off}}, default_profile());
    CHECK(judged.clock == Clock::device);
    const std::int64_t more = off > 0 ? off + 1 : off - 1;
    const JudgedTime beyond = judged_time(event, {0, DeviceClock{-more, more}}, default_profile());
    CHECK(beyond.clock == Clock::arrival);
  }
}

TEST_CASE("an arrival before its service is judged as it came", "[eligibility][tally]") {
  // The pusher's clock was ahead of ours. Nothing says that the rating was late.
  const Tally tally = tally_of(service(), {kService - kHour, DeviceClock{kService - kHour, 0}});
  CHECK(tally.judged.time == kService - kHour);
  CHECK(tally.timing == Timing::on_time);
}

TEST_CASE("a rating counts in the table of what it stands on", "[eligibility][tally]") {
  ServiceEvent event = service();
  CHECK(tally_of(event, {kService, {}}).table == Table::cases);
  event.standing = Standing::visit;
  CHECK(tally_of(event, {kService, {}}).table == Table::visits);
  CHECK(tally_of(event, {kCloses, {}}).weight == 0);
  event.standing = Standing::general;
  CHECK(tally_of(event, {kService, {}}).table == Table::general);
  CHECK(tally_of(event, {kService + 4'000 * kDay, {}}).weight == 1);
}

TEST_CASE("a further rating counts apart, in thirty days from the first", "[eligibility][tally]") {
  const std::int64_t first = kCloses - kHour;  // 2026-11-29 23:00
  const std::int64_t ends = *end_of(Span{30, DayUnit::natural}, first, Calendar{});
  const auto at = [&](std::int64_t received, const Profile& profile) {
    const auto tally = tally_follow_up(service(), first, {received, {}}, profile, Calendar{});
    REQUIRE(tally);
    CHECK(tally->table == Table::follow_ups);
    return tally->timing;
  };
  CHECK(at(ends - 1, default_profile()) == Timing::on_time);
  CHECK(at(ends, default_profile()) == Timing::late);
  Profile none = default_profile();
  none.windows.follow_ups = 0;
  CHECK(at(first + kHour, none) == Timing::late);
}
