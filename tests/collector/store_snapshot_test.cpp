// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "collector/store/snapshot.hpp"
#include "store_support.hpp"

using namespace yiping;
using namespace yiping::collector;
using namespace yiping::collector::test;

namespace {

void rate(Fixture& store, int from, int count, Level level = Level::satisfied,
          const char* org = "11440300MB2C9") {
  for (int i = from; i < from + count; ++i) {
    auto event = service(i);
    event.org_code = org;
    store->put_services({event});
    REQUIRE(store->put_evaluation(rating(i, i, level)) == EvaluationPut::stored);
  }
}

std::int64_t shown(Fixture& store) {
  store->take_snapshot();
  return store->latest_snapshot(kArea, "2026-11")->total.rated();
}

Group group(std::int64_t now, std::int64_t before) {
  Group one;
  one.current.levels[1] = now;
  one.published.levels[1] = before;
  one.was_published = before > 0;
  return one;
}

}  // namespace

TEST_CASE("figures change only when a group gained enough", "[store][snapshot]") {
  Fixture store;
  rate(store, 0, 4);
  CHECK(shown(store) == 0);
  rate(store, 4, 1);
  CHECK(shown(store) == 5);
  rate(store, 5, 4);
  store.set_clock(kNow + 60);
  CHECK(shown(store) == 5);
  rate(store, 9, 1);
  store.set_clock(kNow + 120);
  CHECK(shown(store) == 10);
}

TEST_CASE("a snapshot says when it was taken and when the next one is", "[store][snapshot]") {
  Fixture store;
  CHECK_FALSE(store->latest_snapshot(kArea, "2026-11"));
  rate(store, 0, 5, Level::very_dissatisfied);
  store->take_snapshot();
  const auto snapshot = store->latest_snapshot(kArea, "2026-11");
  REQUIRE(snapshot);
  CHECK(snapshot->cut_off == kNow);
  CHECK(snapshot->next == 1'795'363'200);  // 2026-11-23 00:00 UTC+8
  CHECK(snapshot->total.levels[4] == 5);
  REQUIRE(snapshot->organisations.size() == 1);
  CHECK(snapshot->organisations[0].name == "深圳市公安局");
  CHECK(snapshot->organisations[0].counts.levels[4] == 5);
  const auto index = store->public_index();
  CHECK(index.areas == std::vector<std::string>{kArea});
  CHECK(index.months == std::vector<std::string>{"2026-11"});
}

TEST_CASE("a service of 23:59:59 belongs to its month in UTC+8", "[store][snapshot]") {
  Fixture store;
  auto last = service(1);
  last.service_time = 1'793'462'399;  // 2026-10-31 23:59:59 UTC+8
  auto first = service(2);
  first.service_time = last.service_time + 1;
  store->put_services({last, first});
  store->take_snapshot();
  CHECK(store->public_index().months == std::vector<std::string>{"2026-11", "2026-10"});
}

TEST_CASE("windows that are over become unrated, without waiting for ratings",
          "[store][snapshot]") {
  Fixture store;
  store->put_services({service(1), service(2)});
  store->take_snapshot();
  CHECK(store->latest_snapshot(kArea, "2026-11")->total.pending == 2);
  store.set_clock(kNow + 8 * kDay);
  store->take_snapshot();
  const auto total = store->latest_snapshot(kArea, "2026-11")->total;
  CHECK(total.pending == 0);
  CHECK(total.unrated == 2);
  CHECK(store->verify().cells_different == 0);
}

TEST_CASE("a small office is not given away by the total", "[store][snapshot]") {
  Fixture store;
  rate(store, 0, 10, Level::satisfied, "large");
  rate(store, 10, 6, Level::satisfied, "medium");
  rate(store, 16, 1, Level::very_dissatisfied, "small");
  store->take_snapshot();
  const auto snapshot = store->latest_snapshot(kArea, "2026-11");
  CHECK(snapshot->total.rated() == 17);
  std::int64_t rated = 0;
  for (const auto& one : snapshot->organisations) rated += one.counts.rated();
  CHECK(rated == 10);  // the medium one waits, so that 7 ratings hide behind the total
}

TEST_CASE("which groups may be published", "[store][snapshot]") {
  const auto bits = [](const std::vector<Group>& groups, std::int64_t min_gain) {
    std::string out;
    for (const bool shown : publishable(groups, min_gain)) out += shown ? '1' : '0';
    return out;
  };
  CHECK(bits({group(5, 0), group(5, 0)}, 5) == "11");
  CHECK(bits({group(4, 0), group(4, 0)}, 5) == "00");
  CHECK(bits({group(9, 0), group(5, 0), group(4, 0)}, 5) == "100");
  CHECK(bits({group(15, 0), group(10, 0), group(3, 0), group(2, 0)}, 5) == "1100");
  CHECK(bits({group(9, 5), group(9, 5), group(0, 0)}, 5) == "001");
  CHECK(bits({group(1, 0), group(1, 0)}, 1) == "11");
  // An office may be due alone while the area is not: publishing it would date its ratings.
  CHECK(bits({group(14, 10), group(9, 4), group(5, 6)}, 5) == "000");
}

TEST_CASE("snapshots are aligned to midnight in UTC+8", "[store][snapshot]") {
  CHECK(next_snapshot(1'795'363'199, 86'400) == 1'795'363'200);
  CHECK(next_snapshot(1'795'363'200, 86'400) == 1'795'449'600);
  CHECK(next_snapshot(1'795'312'800, 1) == 1'795'312'801);
}

TEST_CASE("the timer takes snapshots by itself", "[store][snapshot]") {
  Fixture store(
      StoreOptions{.store = {}, .publication_min_gain = 1, .snapshot_seconds = 1, .clock = {}});
  rate(store, 0, 1);
  store.set_clock(kNow + 5);
  std::optional<Snapshot> snapshot;
  // The first one, due at the start, may fall between the service and its rating.
  const auto shows_it = [&] { return snapshot && snapshot->total.rated() == 1; };
  for (int tries = 0; tries < 100 && !shows_it(); ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    snapshot = store->latest_snapshot(kArea, "2026-11");
  }
  REQUIRE(snapshot);
  CHECK(snapshot->total.rated() == 1);
}

TEST_CASE("a clock that was ahead for a while keeps no snapshot back", "[store][snapshot]") {
  Fixture store(
      StoreOptions{.store = {}, .publication_min_gain = 1, .snapshot_seconds = 1, .clock = {}});
  const auto shows = [&](std::int64_t rated) {
    for (int tries = 0; tries < 100; ++tries) {
      const std::optional<Snapshot> snapshot = store->latest_snapshot(kArea, "2026-11");
      if (snapshot && snapshot->total.rated() == rated) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return false;
  };
  rate(store, 0, 1);
  store.set_clock(kNow + 400 * kDay);
  REQUIRE(shows(1));
  store.set_clock(kNow + 10);
  rate(store, 1, 1);
  CHECK(shows(2));
}

TEST_CASE("who opens the store for a moment publishes nothing", "[store][snapshot]") {
  Fixture store(StoreOptions{.store = {},
                             .publication_min_gain = 1,
                             .snapshot_seconds = 1,
                             .publishing = Publishing::by_hand,
                             .clock = {}});
  rate(store, 0, 1);
  for (int i = 1; i < 5; ++i) {
    store.set_clock(kNow + i);
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
    rate(store, i, 1);
  }
  CHECK_FALSE(store->latest_snapshot(kArea, "2026-11"));
  store->take_snapshot();
  CHECK(store->latest_snapshot(kArea, "2026-11"));
}

TEST_CASE("offices are listed by the bytes of their codes, whatever the server's language",
          "[store][snapshot]") {
  Fixture store(StoreOptions{.store = {}, .publication_min_gain = 1, .clock = {}});
  int number = 0;
  for (const char* org : {"b", "局", "A", "a", "B", "_", "办"})
    rate(store, number++, 1, Level::satisfied, org);
  store->take_snapshot();
  std::string order;
  const auto snapshot = store->latest_snapshot(kArea, "2026-11");
  for (const auto& one : snapshot->organisations) order += one.code;
  CHECK(order == "AB_ab办局");
}

TEST_CASE("a body that was refused is kept for its days", "[store][quarantine]") {
  Fixture store;
  store->quarantine(kArea, "malformed", "{");
  store.set_clock(kNow + 90 * kDay - 1);
  store->take_snapshot();
  CHECK(store->verify().quarantined == 1);
  store.set_clock(kNow + 90 * kDay);
  store->take_snapshot();
  CHECK(store->verify().quarantined == 0);
  check_clean(store);
}

TEST_CASE("one collector recounts each night, and none when it starts", "[store]") {
  Fixture store;
  CHECK_FALSE(store->take_recount());
  // kNow, and the first 03:00 in UTC+8 after it.
  const Seconds night = (kNow + 5 * 3'600) / kDay * kDay + kDay - 5 * 3'600;
  store.set_clock(night - 1);
  CHECK_FALSE(store->take_recount());
  store.set_clock(night);
  CHECK(store->take_recount());
  CHECK_FALSE(store->take_recount());
  // A night that was slept through is made up for once.
  store.set_clock(night + 3 * kDay + 7);
  CHECK(store->take_recount());
  CHECK_FALSE(store->take_recount());
  // Nor is one left out that a clock which was ahead had put off.
  store.set_clock(night + 400 * kDay);
  CHECK(store->take_recount());
  store.set_clock(night + 4 * kDay);
  CHECK(store->take_recount());
  CHECK_FALSE(store->take_recount());
}
