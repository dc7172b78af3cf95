// SPDX-License-Identifier: Apache-2.0
// A server that stops, hangs, loses the line, or is not ours.
#include <signal.h>

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <chrono>
#include <fstream>
#include <iterator>
#include <sstream>
#include <thread>

#include "collector/store/snapshot.hpp"
#include "store_support.hpp"

using namespace yiping;
using namespace yiping::collector;
using namespace yiping::collector::test;
using Catch::Matchers::ContainsSubstring;

namespace {

constexpr std::int64_t kAnswer = 2'000;

StoreOptions quick() {
  return StoreOptions{.store = {}, .answer_milliseconds = kAnswer, .clock = {}};
}

/// Milliseconds until `call` was refused as a fault of the storage; -1: it was not.
template <typename Call>
std::int64_t refused_after(Call call) {
  const auto started = std::chrono::steady_clock::now();
  try {
    call();
  } catch (const Unavailable& error) {
    if (error.why() != Unavailable::Why::storage_failed) return -1;
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                                 started)
        .count();
  }
  return -1;
}

/// The first snapshot is taken at the start, and its transactions would be the ones disturbed.
void await_first_snapshot(const std::string& uri) {
  Sql sql(uri);
  const std::string done = std::to_string(next_snapshot(kNow, kDay));
  for (int tries = 0;
       tries < 100 && sql.run("SELECT due FROM snapshot_turn WHERE name = 'publication'") != done;
       ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  REQUIRE(sql.run("SELECT due FROM snapshot_turn WHERE name = 'publication'") == done);
}

bool becomes_ready(Store& store) {
  for (int tries = 0; tries < 200 && !store.ready(); ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return store.ready();
}

void check_clean(const Verification& found, int evaluations) {
  CHECK(found.evaluations == evaluations);
  CHECK(found.cells_different == 0);
  CHECK(found.tokens_astray == 0);
  CHECK(found.audit_broken == 0);
}

std::string refusal(const std::string& uri) {
  try {
    const Store store(StoreOptions{
        .store = uri, .regions = regions_at_once(), .answer_milliseconds = kAnswer, .clock = {}});
  } catch (const StoreRefused& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("a statement that hangs is refused in time", "[store][postgresql]") {
  Fixture store(quick());
  store->put_services({service(1)});
  Sql other(store.options().store);
  other.run("BEGIN; LOCK TABLE evaluation IN ACCESS EXCLUSIVE MODE");
  const auto write = refused_after([&] { store->put_evaluation(rating(1, 1, Level::satisfied)); });
  CHECK(write >= 0);
  CHECK(write < kAnswer);
  CHECK_FALSE(store->ready());
  const auto read = refused_after([&] { store->find_receipt(receipt_hash(receipt_text(1))); });
  CHECK(read >= 0);
  CHECK(read < kAnswer);
  other.run("ROLLBACK");
  CHECK(becomes_ready(*store));
  CHECK(store->put_evaluation(rating(1, 1, Level::satisfied)) == EvaluationPut::stored);
  check_clean(store->verify(), 1);
}

TEST_CASE("a group that met another's locks the wrong way round is replayed",
          "[store][postgresql]") {
  Fixture store;
  store->put_services({service(1), service(2)});
  const auto touch = [](int number) {
    return "UPDATE service SET received = received WHERE case_no = '" + service(number).case_no +
           "'";
  };
  Sql other(store.options().store);
  // The store looks for a deadlock first, and is the one whom the server sends back.
  other.run("SET deadlock_timeout = '1min'");
  other.run("BEGIN");
  other.run(touch(2));
  std::vector<std::optional<EvaluationPut>> results;
  std::thread writer([&] {
    results =
        store->put_evaluations({rating(1, 1, Level::satisfied), rating(2, 2, Level::dissatisfied)});
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  other.run(touch(1));
  other.run("ROLLBACK");
  writer.join();
  CHECK(results == std::vector<std::optional<EvaluationPut>>(2, EvaluationPut::stored));
  CHECK(store->figures().replayed_groups >= 1);
  CHECK(store->ready());
  check_clean(store->verify(), 2);
}

TEST_CASE("a line that is cut at a commit leaves nothing in doubt for a second try",
          "[store][postgresql]") {
  const Schema schema;
  Relay relay;
  Store store(StoreOptions{.store = schema.uri(relay.host()),
                           .regions = regions_at_once(),
                           .clock = [] { return kNow; }});
  await_first_snapshot(schema.uri());
  constexpr int kRounds = 5;
  for (int round = 0; round < kRounds; ++round) {
    store.put_services({service(round)});
    relay.cut_at_next_commit();
    CHECK(refused_after([&] { store.put_evaluation(rating(round, round, Level::dissatisfied)); }) >=
          0);
    CHECK(store.put_evaluation(rating(round, round, Level::dissatisfied)) == EvaluationPut::replay);
    CHECK(store.find_receipt(receipt_hash(receipt_text(round))));
  }
  CHECK(relay.cuts() == kRounds);
  CHECK(store.ready());
  const auto found = store.verify();
  check_clean(found, kRounds);
  CHECK(found.audit_entries == 2 * kRounds);
}

TEST_CASE("a server that is cut off in the middle loses nothing that was acknowledged",
          "[store][postgresql][restart]") {
  Fixture store(quick());
  constexpr int kServices = 1'000;
  std::vector<ReportedService> events;
  events.reserve(kServices);
  for (int i = 0; i < kServices; ++i) events.push_back(service(i));
  store->put_services(events);
  std::vector<std::atomic<bool>> stored(kServices);
  std::atomic<int> next{0};
  std::atomic<int> acknowledged{0};
  std::atomic<int> refused{0};
  constexpr int kThreads = 8;
  std::vector<std::thread> pool;
  pool.reserve(kThreads);
  for (int thread = 0; thread < kThreads; ++thread) {
    pool.emplace_back([&] {
      for (int i = next++; i < kServices; i = next++) {
        try {
          stored[static_cast<std::size_t>(i)] =
              store->put_evaluation(rating(i, i, Level::satisfied)) == EvaluationPut::stored;
          ++acknowledged;
        } catch (const Unavailable&) {
          ++refused;
          std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
      }
    });
  }
  while (acknowledged < 200) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  stop_server();
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  start_server();
  for (std::thread& thread : pool) thread.join();
  CHECK(refused > 0);
  REQUIRE(becomes_ready(*store));
  int lost = 0;
  for (int i = 0; i < kServices; ++i) {
    if (!stored[static_cast<std::size_t>(i)]) continue;
    if (!store->find_receipt(receipt_hash(receipt_text(i)))) ++lost;
  }
  CAPTURE(acknowledged.load(), refused.load());
  CHECK(lost == 0);
  for (int i = 0; i < kServices; ++i) {
    const auto put = store->put_evaluation(rating(i, i, Level::satisfied));
    CHECK((put == EvaluationPut::stored || put == EvaluationPut::replay));
  }
  check_clean(store->verify(), kServices);
}

TEST_CASE("a reader whose connection was closed asks again by itself",
          "[store][postgresql][restart]") {
  Fixture store(quick());
  store->put_services({service(1)});
  Sql(store.options().store)
      .run(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
          " WHERE application_name = 'yiping-collector'");
  for (int i = 0; i < 6; ++i) CHECK(store->find_service(kArea, service(1).case_digest, 1));
}

TEST_CASE("a server that hangs and keeps the line is refused in time",
          "[store][postgresql][restart]") {
  Fixture store(quick());
  store->put_services({service(1)});
  await_first_snapshot(store.options().store);
  std::istringstream list(Sql(store.options().store)
                              .run("SELECT string_agg(pid::text, ' ') FROM pg_stat_activity"
                                   " WHERE application_name = 'yiping-collector'"));
  std::vector<pid_t> backends;
  for (pid_t pid = 0; list >> pid;) backends.push_back(pid);
  REQUIRE(backends.size() == 4);
  for (const pid_t pid : backends) REQUIRE(::kill(pid, SIGSTOP) == 0);
  const auto read = refused_after([&] { store->find_service(kArea, service(1).case_digest, 1); });
  const auto write = refused_after([&] { store->put_evaluation(rating(1, 1, Level::satisfied)); });
  for (const pid_t pid : backends) ::kill(pid, SIGCONT);
  CHECK(read >= 0);
  CHECK(read < kAnswer);
  CHECK(write >= 0);
  CHECK(write < kAnswer);
  CHECK(becomes_ready(*store));
  const auto put = store->put_evaluation(rating(1, 1, Level::satisfied));
  CHECK((put == EvaluationPut::stored || put == EvaluationPut::replay));
  check_clean(store->verify(), 1);
}

TEST_CASE("a database that is newer or not ours is refused and left alone", "[store][postgresql]") {
  const Schema schema;
  SECTION("newer") {
    {
      const Store store(
          StoreOptions{.store = schema.uri(), .regions = regions_at_once(), .clock = {}});
    }
    Sql(schema.uri()).run("INSERT INTO schema_version (version) VALUES (" + kNewerSchema + ")");
    CHECK_THAT(refusal(schema.uri()), ContainsSubstring("schema " + kNewerSchema) &&
                                          ContainsSubstring("版本为 " + kNewerSchema));
  }
  SECTION("another program's") {
    Sql(schema.uri()).run("CREATE TABLE notes (text TEXT)");
    CHECK_THAT(refusal(schema.uri()), ContainsSubstring("not of Yiping"));
    CHECK(Sql(schema.uri()).run("SELECT to_regclass('service') IS NULL") == "t");
  }
}

TEST_CASE("no error quotes a password", "[store][postgresql]") {
  const Schema schema;
  for (const char* rest : {"@127.0.0.1:1/yiping", "@127.0.0.1:none/yiping", "@[::1/yiping?x=y",
                           "@/yiping?host=/nowhere&password=S3cret"}) {
    CAPTURE(rest);
    const std::string text = refusal(std::string("postgresql://officer:S3cret") + rest);
    CHECK_THAT(text, ContainsSubstring("PGPASSFILE"));
    CHECK_THAT(text, !ContainsSubstring("S3cret"));
  }
}

TEST_CASE("a changed figure, audit entry and token are found in the server too",
          "[store][postgresql]") {
  Fixture store;
  store->put_services({service(1), service(2)});
  REQUIRE(store->put_evaluation(rating(1, 1, Level::dissatisfied)) == EvaluationPut::stored);
  REQUIRE(store->verify().cells_different == 0);
  Sql(store.options().store)
      .run(
          "UPDATE rollup SET satisfied = satisfied + 1 WHERE dissatisfied = 1;"
          "UPDATE audit SET actor = 'nobody' WHERE kind = 'evaluation.stored';"
          "UPDATE service SET rated_by = NULL");
  const auto found = store->verify();
  CHECK(found.cells_different > 0);
  CHECK(found.audit_broken == 1);
  CHECK(found.tokens_astray == 1);
}

TEST_CASE("the distribution for Citus names every table, and its column is in every unique index",
          "[store][postgresql]") {
  // Citus takes no unique index without the column that spreads the rows.
  const Fixture store;
  Sql sql(store.options().store);
  std::ifstream file(YIPING_SOURCE_DIR "/packaging/citus/distribute.sql");
  const std::string script((std::istreambuf_iterator<char>(file)), {});
  const std::string tables = sql.run(
      "SELECT string_agg(tablename, ' ') FROM pg_tables WHERE schemaname ="
      " current_schema()");
  std::istringstream names(tables);
  int distributed = 0;
  for (std::string name; names >> name;) {
    INFO(name);
    std::string call = "create_distributed_table('";
    call.append(name).append("', '");
    const std::size_t at = script.find(call);
    if (at == std::string::npos) {
      CHECK(script.find("create_reference_table('" + name + "')") != std::string::npos);
      continue;
    }
    ++distributed;
    const std::size_t begin = at + call.size();
    const std::string column = script.substr(begin, script.find('\'', begin) - begin);
    std::string without = "SELECT COUNT(*) FROM pg_index i WHERE i.indisunique AND i.indrelid = '";
    without.append(name).append(
        "'::regclass AND NOT EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = i.indrelid"
        " AND a.attnum = ANY (i.indkey) AND a.attname = '");
    CHECK(sql.run(without.append(column).append("')")) == "0");
  }
  CHECK(distributed == 16);
}
