// SPDX-License-Identifier: Apache-2.0
// What becomes of service events that are corrected, withdrawn, out of order, or compete.
#include <catch2/catch_test_macros.hpp>

#include "store_support.hpp"

using namespace yiping;
using namespace yiping::collector;
using namespace yiping::collector::test;

namespace {

StoreOptions shown_at_once() {
  StoreOptions options;
  options.publication_min_gain = 1;
  // A snapshot of the timer's between two steps would hide what the second changed.
  options.publishing = Publishing::by_hand;
  return options;
}

/// Of everything in an area and month.
Counts total(Fixture& store, const char* month = "2026-11") {
  store->take_snapshot();
  const auto snapshot = store->latest_snapshot(kArea, month);
  return snapshot ? snapshot->total : Counts{};
}

ServiceAnswer put(Fixture& store, const ReportedService& event) {
  return store->put_services({event}).at(0);
}

RatingState state(Fixture& store, const ReportedService& event) {
  return store->find_service(kArea, event.case_digest, 1)->offer.state;
}

ReportedService of_batch(std::int64_t number, Seconds after) {
  ReportedService event = service(number);
  event.business = Business::batch;
  event.group = "batch-1";
  event.service_time += after;
  return event;
}

}  // namespace

TEST_CASE("an event that nobody has rated is corrected, and its figures move with it",
          "[store][services]") {
  Fixture store(shown_at_once());
  ReportedService event = service(1);
  put(store, event);
  event.service_time = kNow - 60 * kDay;
  event.window_closes = window_closes(event.service_time);
  event.org_code = "other";
  event.org_name = "另一单位";
  CHECK(put(store, event).put == ServicePut::corrected);
  CHECK(put(store, event).put == ServicePut::known);
  CHECK(total(store).pending == 0);
  CHECK(total(store, "2026-09").unrated == 1);  // its window was over when it came
  CHECK(state(store, event) == RatingState::unrated);
  event.service_time = kNow - 60;
  event.window_closes = window_closes(event.service_time);
  CHECK(put(store, event).put == ServicePut::corrected);
  CHECK(state(store, event) == RatingState::open);
  CHECK(store->find_service(kArea, event.case_digest, 1)->event.org_name == "另一单位");
  check_clean(store);
}

TEST_CASE("what has been rated stays as it was when it was rated", "[store][services]") {
  Fixture store(shown_at_once());
  ReportedService event = service(1);
  put(store, event);
  REQUIRE(store->put_evaluation(rating(1, 1, Level::very_dissatisfied)) == EvaluationPut::stored);
  const ReportedService rated = event;
  SECTION("by a correction") { event.org_name = "另一单位"; }
  SECTION("by a withdrawal, which would take the bad rating out of the figures") {
    event.kind = EventKind::withdrawn;
  }
  CHECK(put(store, event) == ServiceAnswer{ServicePut::kept, Evaluable::yes});
  CHECK(put(store, rated).put == ServicePut::known);
  CHECK(total(store).bad() == 1);
  CHECK(total(store).voided == 0);
  check_clean(store);
}

TEST_CASE("older news that arrives later changes nothing", "[store][services]") {
  Fixture store;
  ReportedService event = service(1);
  event.updated = kNow - 100;
  put(store, event);
  ReportedService newer = event;
  newer.updated = kNow - 10;
  newer.item_name = "新名称";
  CHECK(put(store, newer).put == ServicePut::corrected);
  CHECK(put(store, event).put == ServicePut::outdated);
  CHECK(store->find_service(kArea, event.case_digest, 1)->event.item_name == "新名称");

  SECTION("a withdrawal may come before what it withdraws") {
    ReportedService gone = service(2);
    gone.kind = EventKind::withdrawn;
    gone.updated = kNow - 10;
    CHECK(put(store, gone) == ServiceAnswer{ServicePut::withdrawn, Evaluable::withdrawn});
    ReportedService late = service(2);
    late.updated = kNow - 20;
    CHECK(put(store, late) == ServiceAnswer{ServicePut::outdated, Evaluable::withdrawn});
    CHECK(state(store, late) == RatingState::voided);
  }
  check_clean(store);
}

TEST_CASE("a withdrawn event is in no figure of ratings and cannot be rated", "[store][services]") {
  Fixture store(shown_at_once());
  ReportedService event = service(1);
  put(store, event);
  event.kind = EventKind::withdrawn;
  CHECK(put(store, event).put == ServicePut::withdrawn);
  CHECK(store->put_evaluation(rating(1, 1, Level::satisfied)) == EvaluationPut::window_closed);
  CHECK(total(store).pending == 0);
  CHECK(total(store).voided == 1);
  store.set_clock(kNow + 30 * kDay);
  CHECK(total(store).unrated == 0);
  event.kind = EventKind::service;
  store.set_clock(kNow);
  CHECK(put(store, event).put == ServicePut::corrected);
  CHECK(state(store, event) == RatingState::open);
  check_clean(store);
}

TEST_CASE("news of a case is no service: it is not rated and not counted", "[store][services]") {
  Fixture store(shown_at_once());
  ReportedService event = service(1);
  event.kind = EventKind::update;
  CHECK(put(store, event) == ServiceAnswer{ServicePut::accepted, Evaluable::not_a_service});
  CHECK(state(store, event) == RatingState::not_open);
  CHECK(store->put_evaluation(rating(1, 1, Level::satisfied)) == EvaluationPut::not_open);
  CHECK(total(store).pending == 0);
  check_clean(store);
}

TEST_CASE("a batch is rated once, and who has the offer keeps it", "[store][services]") {
  Fixture store(shown_at_once());
  CHECK(put(store, of_batch(1, 60)).evaluable == Evaluable::yes);
  CHECK(put(store, of_batch(2, 120)).evaluable == Evaluable::in_batch);
  // Earlier than the first, and later to arrive.
  CHECK(put(store, of_batch(3, 0)).evaluable == Evaluable::in_batch);
  CHECK(put(store, of_batch(3, 0)) == ServiceAnswer{ServicePut::known, Evaluable::in_batch});
  CHECK(state(store, of_batch(1, 60)) == RatingState::open);
  CHECK(state(store, of_batch(3, 0)) == RatingState::not_open);
  CHECK(total(store).pending == 1);

  ReportedService gone = of_batch(1, 60);
  gone.kind = EventKind::withdrawn;
  put(store, gone);
  CHECK(state(store, of_batch(3, 0)) == RatingState::open);
  CHECK(state(store, of_batch(2, 120)) == RatingState::not_open);
  CHECK(total(store).pending == 1);
  CHECK(total(store).voided == 1);
  check_clean(store);
}

TEST_CASE("a batch of thousands costs no more for each than one of two", "[store][services]") {
  Fixture store(shown_at_once());
  constexpr int kCases = 3'000;
  for (int at = 0; at < kCases; at += 500) {
    std::vector<ReportedService> events;
    events.reserve(500);
    for (int i = at; i < at + 500; ++i) events.push_back(of_batch(i, i));
    store->put_services(std::move(events));
  }
  CHECK(total(store).pending == 1);
  ReportedService gone = of_batch(0, 0);
  gone.kind = EventKind::withdrawn;
  put(store, gone);
  CHECK(state(store, of_batch(1, 1)) == RatingState::open);
  CHECK(total(store).pending == 1);
  check_clean(store);
}

TEST_CASE("a profile says which services of a case are rated, and how many", "[store][services]") {
  StoreOptions options;
  options.regions = regions([](Profile& profile) {
    profile.services.immediate.most = 1;
    profile.services.promised.stages = static_cast<StageSet>(1U << unsigned(Stage::completion));
  });
  Fixture store(options);
  ReportedService first = service(1);
  first.commitment = Commitment::immediate;
  ReportedService second = service(2);
  second.case_no = first.case_no;
  second.service_no = 2;
  second.service_time += 60;
  second.commitment = Commitment::immediate;
  CHECK(put(store, first).evaluable == Evaluable::yes);
  CHECK(put(store, second).evaluable == Evaluable::enough);
  ReportedService promised = service(3);
  CHECK(put(store, promised).evaluable == Evaluable::stage_not_rated);
  promised.stage = Stage::completion;
  CHECK(put(store, promised) == ServiceAnswer{ServicePut::corrected, Evaluable::yes});
  check_clean(store);
}

TEST_CASE("a service that a clock ahead of ours reports can be rated", "[store][services]") {
  Fixture store;
  ReportedService soon = service(1);
  soon.service_time = kNow + 200;
  put(store, soon);
  CHECK(state(store, soon) == RatingState::open);
  CHECK(store->put_evaluation(rating(1, 1, Level::satisfied)) == EvaluationPut::stored);
  ReportedService tomorrow = service(2);
  tomorrow.service_time = kNow + kDay;
  put(store, tomorrow);
  CHECK(state(store, tomorrow) == RatingState::not_open);
  CHECK(store->put_evaluation(rating(2, 2, Level::satisfied)) == EvaluationPut::not_open);
  check_clean(store);
}
