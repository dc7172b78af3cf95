// SPDX-License-Identifier: Apache-2.0
// Several collectors on one database, at once: each decision has one winner, and the figures agree.
#include <algorithm>
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "store_support.hpp"

using namespace yiping;
using namespace yiping::collector;
using namespace yiping::collector::test;

namespace {

/// Deadlocks are meant here, and each costs the server a second before it ends one.
StoreOptions patient(StoreOptions options) {
  options.queue_age_milliseconds = 30'000;
  options.answer_milliseconds = 60'000;
  return options;
}

/// The fixture's store and two more on its database, numbered 1 to 3.
struct Three {
  explicit Three(StoreOptions options = {}) : first(patient(std::move(options))) {
    for (const std::int64_t number : {2, 3}) {
      StoreOptions more = first.options();
      more.collector = number;
      others.push_back(std::make_unique<Store>(more));
    }
  }
  Store& operator[](std::size_t i) { return i == 0 ? *first : *others[i - 1]; }
  /// `work` in `threads` threads of each collector, all at the same moment.
  void together(int threads, const std::function<void(Store&, int collector, int thread)>& work) {
    std::atomic<bool> go{false};
    std::vector<std::thread> pool;
    for (int collector = 0; collector < 3; ++collector) {
      for (int thread = 0; thread < threads; ++thread) {
        pool.emplace_back([&, collector, thread] {
          while (!go) std::this_thread::yield();
          work((*this)[static_cast<std::size_t>(collector)], collector, thread);
        });
      }
    }
    go = true;
    for (std::thread& thread : pool) thread.join();
  }
  Fixture first;
  std::vector<std::unique_ptr<Store>> others;
};

void check_clean(const Verification& found) {
  CHECK(found.cells_different == 0);
  CHECK(found.tokens_astray == 0);
  CHECK(found.audit_broken == 0);
  CHECK(found.intact);
}

template <typename Result>
int count(const std::vector<Result>& results, Result wanted) {
  return static_cast<int>(std::count(results.begin(), results.end(), wanted));
}

std::string rollup_sum(const Fixture& store) {
  return Sql(store.options().store)
      .run(
          "SELECT SUM(very_satisfied + satisfied + basically_satisfied + dissatisfied +"
          " very_dissatisfied) FROM rollup");
}

}  // namespace

TEST_CASE("three collectors with the same and with other ratings store one for each service",
          "[store][postgresql][many]") {
  Three stores;
  constexpr int kServices = 90;
  std::atomic<int> accepted{0};
  stores.together(1, [&](Store& store, int collector, int) {
    std::vector<ReportedService> events;
    events.reserve(kServices);
    for (int i = 0; i < kServices; ++i) events.push_back(service(i));
    // Not in the same order: they meet half-way.
    if (collector == 1) std::reverse(events.begin(), events.end());
    for (const ServicePut put : puts(store.put_services(events))) {
      if (put == ServicePut::accepted) ++accepted;
    }
  });
  CHECK(accepted == kServices);

  std::atomic<int> stored{0};
  std::atomic<int> replayed{0};
  std::atomic<int> refused{0};
  stores.together(3, [&](Store& store, int collector, int thread) {
    for (int i = thread; i < kServices; i += 3) {
      // Each third: the same submission from all; else one of each collector's own.
      const int submission = i % 9 < 3 ? i : 1'000 * (collector + 1) + i;
      const auto put = store.put_evaluation(rating(i, submission, Level::dissatisfied));
      if (put == EvaluationPut::stored) ++stored;
      if (put == EvaluationPut::replay) ++replayed;
      if (put == EvaluationPut::already_rated) ++refused;
    }
  });
  CHECK(stored == kServices);
  CHECK(replayed == 2 * kServices / 3);
  CHECK(refused == 2 * kServices * 2 / 3);
  const auto found = stores[0].verify();
  CHECK(found.services == kServices);
  CHECK(found.evaluations == kServices);
  CHECK(found.cases == kServices);
  CHECK(rollup_sum(stores.first) == std::to_string(kServices));
  check_clean(found);
}

TEST_CASE("one submission id for two services is stored once", "[store][postgresql][many]") {
  Three stores;
  constexpr int kRounds = 20;
  for (int round = 0; round < kRounds; ++round) {
    stores[0].put_services({service(3 * round), service(3 * round + 1), service(3 * round + 2)});
    std::vector<EvaluationPut> results(3);
    stores.together(1, [&](Store& store, int collector, int) {
      results[static_cast<std::size_t>(collector)] =
          store.put_evaluation(rating(3 * round + collector, round, Level::satisfied));
    });
    CHECK(count(results, EvaluationPut::stored) == 1);
    CHECK(count(results, EvaluationPut::digest_mismatch) == 2);
  }
  const auto found = stores[0].verify();
  CHECK(found.evaluations == kRounds);
  CHECK(rollup_sum(stores.first) == std::to_string(kRounds));
  check_clean(found);
}

TEST_CASE("a rating that meets the sweeper is counted once", "[store][postgresql][many]") {
  Three stores;
  constexpr int kServices = 60;
  std::vector<ReportedService> events;
  events.reserve(kServices);
  for (int i = 0; i < kServices; ++i) events.push_back(service(i));
  stores[0].put_services(events);
  const Seconds closes =
      stores[0].find_service(kArea, service(0).case_digest, 1)->event.window_closes;
  stores.first.set_clock(closes);
  std::atomic<int> stored{0};
  stores.together(2, [&](Store& store, int collector, int thread) {
    if (collector == 0) return store.take_snapshot();
    for (int i = thread; i < kServices; i += 2) {
      auto late = rating(i, i, Level::satisfied);
      late.submitted = closes - 1;
      late.device = DeviceClock{closes - 1, 0};
      if (store.put_evaluation(late) == EvaluationPut::stored) ++stored;
    }
  });
  CHECK(stored == kServices);
  CHECK(rollup_sum(stores.first) == std::to_string(kServices));
  check_clean(stores[1].verify());
}

TEST_CASE("of officers that move one case at once, one moves it", "[store][postgresql][many]") {
  Three stores;
  constexpr int kRounds = 10;
  for (int round = 0; round < kRounds; ++round) {
    stores[0].put_services({service(round)});
    stores[0].put_evaluation(rating(round, round, Level::dissatisfied));
    const auto open = stores[0].list_cases(officer(), CaseFilter::open);
    const Id16 id = open.at(0).id;
    std::vector<CasePut> results(3);
    stores.together(1, [&](Store& store, int collector, int) {
      results[static_cast<std::size_t>(collector)] =
          store.move_case(officer(), id, 1, {.move = CaseMove::reply, .text = "已联系您。"}).result;
    });
    CHECK(count(results, CasePut::moved) == 1);
    CHECK(count(results, CasePut::stale) == 2);
    // The citizen presses once, and the page sends it to all three.
    stores.together(1, [&](Store& store, int collector, int) {
      results[static_cast<std::size_t>(collector)] =
          store.answer_receipt(receipt_hash(receipt_text(round)), CaseMove::satisfied).result;
    });
    CHECK(count(results, CasePut::moved) == 3);
    CHECK(stores[0].get_case(officer(), id)->history.size() == 3);
  }
  CHECK(Sql(stores.first.options().store).run("SELECT SUM(bad_replied) FROM rollup") == "10");
  check_clean(stores[2].verify());
}

TEST_CASE("a code serves one key, whoever takes it", "[store][postgresql][many]") {
  Three stores;
  for (std::uint8_t code = 1; code <= 10; ++code) {
    std::vector<DevicePut> results(3);
    stores.together(1, [&](Store& store, int collector, int) {
      Enrolment one;
      const bool same = code % 2 == 0;
      one.device = {"001122334455" + std::to_string(1'000 + code * 10 + (same ? 0 : collector)),
                    {},
                    kArea,
                    "3",
                    "市民中心"};
      one.nonce.fill(code);
      one.expires = kNow + kDay;
      results[static_cast<std::size_t>(collector)] = store.enrol_device(one).result;
    });
    CHECK(count(results, DevicePut::enrolled) == 1);
    CHECK(count(results, code % 2 == 0 ? DevicePut::known : DevicePut::code_used) == 2);
  }
  check_clean(stores[0].verify());
}

TEST_CASE("collectors together keep no more refused bodies than one", "[store][postgresql][many]") {
  Three stores;
  stores.together(4, [&](Store& store, int collector, int thread) {
    for (int i = 0; i < 5; ++i) {
      const int number = 100 * collector + 10 * thread + i;
      store.quarantine(kArea, "malformed", "body " + std::to_string(number));
    }
  });
  CHECK(stores[0].verify().quarantined == 16);
}

TEST_CASE("one collector publishes when it is time", "[store][postgresql][many]") {
  Three stores(StoreOptions{.store = {}, .publication_min_gain = 1, .clock = {}});
  stores[0].put_services({service(1)});
  stores[0].take_snapshot();
  Sql sql(stores.first.options().store);
  sql.run(
      "CREATE TABLE taken (at BIGINT); CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql"
      " AS 'BEGIN INSERT INTO taken VALUES (NEW.cut_off); RETURN NEW; END';"
      "CREATE TRIGGER note AFTER INSERT OR UPDATE ON snapshot FOR EACH ROW"
      " EXECUTE FUNCTION note()");
  for (int day = 1; day <= 3; ++day) {
    stores.first.set_clock(kNow + day * kDay);
    for (int tries = 0; tries < 100; ++tries) {
      if (sql.run("SELECT COUNT(*) FROM taken") == std::to_string(day)) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    // Time for the others to make the mistake.
    std::this_thread::sleep_for(std::chrono::milliseconds(1'500));
    CHECK(sql.run("SELECT COUNT(*) FROM taken") == std::to_string(day));
  }
}

TEST_CASE("collectors that start at once on an empty database all come up",
          "[store][postgresql][many]") {
  const Schema schema;
  std::atomic<bool> go{false};
  std::atomic<int> up{0};
  std::vector<std::thread> pool;
  for (int i = 1; i <= 4; ++i) {
    pool.emplace_back([&, i] {
      while (!go) std::this_thread::yield();
      Store store(StoreOptions{
          .store = schema.uri(), .regions = regions_at_once(), .collector = i, .clock = [] {
            return kNow;
          }});
      if (puts(store.put_services({service(i)})) == std::vector{ServicePut::accepted}) ++up;
    });
  }
  go = true;
  for (std::thread& thread : pool) thread.join();
  CHECK(up == 4);
  CHECK(Sql(schema.uri()).run("SELECT MAX(version) FROM schema_version") ==
        std::to_string(kSchema));
}
