// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <thread>
#include <vector>

#include "store_support.hpp"

using namespace yiping;
using namespace yiping::collector;
using namespace yiping::collector::test;

namespace {

/// Runs `work(0)` … `work(count - 1)` at the same moment.
void together(int count, const std::function<void(int)>& work) {
  std::atomic<bool> go{false};
  std::vector<std::thread> threads;
  threads.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    threads.emplace_back([&, i] {
      while (!go) std::this_thread::yield();
      work(i);
    });
  }
  go = true;
  for (std::thread& thread : threads) thread.join();
}

using Answers = std::array<std::atomic<int>, 6>;
void count(Answers& tally, EvaluationPut put) { ++tally[static_cast<std::size_t>(put)]; }
int of(const Answers& tally, EvaluationPut put) { return tally[static_cast<std::size_t>(put)]; }

}  // namespace

TEST_CASE("eight threads with one submission store it once", "[store][once][threads]") {
  Fixture store;
  Answers tally{};
  constexpr int kRounds = 50;
  for (int round = 0; round < kRounds; ++round) {
    store->put_services({service(round)});
    const auto evaluation = rating(round, round, Level::dissatisfied);
    together(8, [&](int) {
      const Store::InFlight guard(*store);
      count(tally, store->put_evaluation(evaluation));
    });
  }
  CHECK(of(tally, EvaluationPut::stored) == kRounds);
  CHECK(of(tally, EvaluationPut::replay) == 7 * kRounds);
  const auto found = store->verify();
  CHECK(found.evaluations == kRounds);
  CHECK(found.cases == kRounds);
  CHECK(found.cells_different == 0);
}

TEST_CASE("sixty-four threads with one token store one rating", "[store][token][threads]") {
  Fixture store;
  Answers tally{};
  constexpr int kRounds = 10;
  for (int round = 0; round < kRounds; ++round) {
    store->put_services({service(round)});
    together(64, [&](int thread) {
      count(tally,
            store->put_evaluation(rating(round, 1'000 * round + thread, Level::very_satisfied)));
    });
  }
  CHECK(of(tally, EvaluationPut::stored) == kRounds);
  CHECK(of(tally, EvaluationPut::already_rated) == 63 * kRounds);
  const auto found = store->verify();
  CHECK(found.evaluations == kRounds);
  CHECK(found.tokens_astray == 0);
  CHECK(found.cells_different == 0);
}

TEST_CASE("a bad row never fails its neighbours", "[store][group]") {
  // A linger long enough that all land in one group, whatever else the machine does.
  Fixture store(StoreOptions{.store = {}, .linger_microseconds = 500'000, .clock = {}});
  constexpr int kRows = 32;
  for (int i = 0; i < kRows; ++i) store->put_services({service(i)});
  const auto before = store->figures();
  std::atomic<int> stored{0};
  std::atomic<int> failed{0};
  std::vector<std::unique_ptr<Store::InFlight>> guards;
  guards.reserve(kRows);
  for (int i = 0; i < kRows; ++i) guards.push_back(std::make_unique<Store::InFlight>(*store));
  together(kRows, [&](int i) {
    auto evaluation = rating(i, i, Level::dissatisfied);
    // The schema's own constraint refuses this value: a fault that no check before it caught.
    if (i % 8 == 3) evaluation.via = "carrier pigeon";
    try {
      if (store->put_evaluation(evaluation) == EvaluationPut::stored) ++stored;
    } catch (const std::runtime_error&) {
      ++failed;
    }
  });
  CHECK(failed == kRows / 8);
  CHECK(stored == kRows - kRows / 8);
  CHECK(store->figures().replayed_groups > before.replayed_groups);
  CHECK(store->ready());
  const auto found = store->verify();
  CHECK(found.evaluations == stored);
  CHECK(found.cases == stored);
  CHECK(found.cells_different == 0);
  CHECK(found.tokens_astray == 0);
  CHECK(found.audit_broken == 0);
}

TEST_CASE("many writers share a sync", "[store][group]") {
  Fixture store;
  constexpr int kThreads = 32;
  constexpr int kEach = 8;
  std::vector<ReportedService> events;
  events.reserve(std::size_t{kThreads} * kEach);
  for (int i = 0; i < kThreads * kEach; ++i) events.push_back(service(i));
  store->put_services(std::move(events));
  const auto before = store->figures();
  Answers tally{};
  together(kThreads, [&](int thread) {
    for (int i = 0; i < kEach; ++i) {
      const Store::InFlight guard(*store);
      const int number = thread * kEach + i;
      count(tally, store->put_evaluation(rating(number, number, Level::satisfied)));
    }
  });
  CHECK(of(tally, EvaluationPut::stored) == kThreads * kEach);
  const auto after = store->figures();
  CHECK(after.rows - before.rows == kThreads * kEach);
  CHECK(after.groups - before.groups < kThreads * kEach / 2);
}

TEST_CASE("a full queue refuses with busy and stores nothing of what it refused", "[store][busy]") {
  Fixture store(StoreOptions{.store = {}, .queue_rows = 4, .clock = {}});
  std::vector<ReportedService> events;
  events.reserve(5);
  for (int i = 0; i < 5; ++i) events.push_back(service(i));
  try {
    store->put_services(std::move(events));
    FAIL("five rows went into a queue of four");
  } catch (const Unavailable& error) {
    CHECK(error.why() == Unavailable::Why::busy);
  }
  CHECK(store->figures().refused == 1);
  CHECK(store->ready());
  CHECK(store->verify().services == 0);
  CHECK(puts(store->put_services({service(1)})) == std::vector{ServicePut::accepted});
}

TEST_CASE("a row that waited too long is refused, not stored late", "[store][busy]") {
  Fixture store(StoreOptions{.store = {}, .queue_age_milliseconds = 0, .clock = {}});
  try {
    store->put_services({service(1)});
    FAIL("a row older than the limit was stored");
  } catch (const Unavailable& error) {
    CHECK(error.why() == Unavailable::Why::busy);
  }
  CHECK(store->verify().services == 0);
  CHECK(store->ready());
}
