// SPDX-License-Identifier: Apache-2.0
// What only a file can show: its mode, its versions, its bytes.
#include <sqlite3.h>
#include <sys/stat.h>

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <fstream>
#include <iterator>
#include <thread>

#include "store_support.hpp"

using namespace yiping;
using namespace yiping::collector;
using namespace yiping::collector::test;
using Catch::Matchers::ContainsSubstring;

namespace {

void run(const std::filesystem::path& file, const std::string& sql) {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
  char* error = nullptr;
  const int code = sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &error);
  INFO((error == nullptr ? "" : error));
  CHECK(code == SQLITE_OK);
  sqlite3_free(error);
  sqlite3_close(database);
}

std::string bytes_of_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string text(const std::filesystem::path& file, const std::string& sql) {
  sqlite3* database = nullptr;
  sqlite3_stmt* statement = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
  REQUIRE(sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
  REQUIRE(sqlite3_step(statement) == SQLITE_ROW);
  const unsigned char* value = sqlite3_column_text(statement, 0);
  std::string read = value == nullptr ? "" : reinterpret_cast<const char*>(value);
  sqlite3_finalize(statement);
  sqlite3_close(database);
  return read;
}

int number(const std::filesystem::path& file, const std::string& sql) {
  return std::stoi(text(file, sql));
}

/// The rows of a closed file, in a file that the DDL of schema 1 made.
void turn_into_schema_1(const std::filesystem::path& file) {
  const std::filesystem::path newer = file.string() + ".newer";
  run(file, "PRAGMA journal_mode = DELETE");  // all that is in the log goes into the file
  std::filesystem::rename(file, newer);
  run(file,
      bytes_of_file(std::filesystem::path(YIPING_SOURCE_DIR) / "tests/collector/schema_1.sql"));
  std::string copy = "ATTACH '" + newer.string() + "' AS newer;";
  for (const char* table :
       {"service", "evaluation", "rollup", "organisation", "rectification_event", "publication",
        "snapshot", "staff", "staff_session", "audit"}) {
    const std::string columns = text(
        file, "SELECT group_concat(name) FROM pragma_table_info('" + std::string(table) + "')");
    copy.append("INSERT INTO main.").append(table).append(" SELECT ").append(columns);
    copy.append(" FROM newer.").append(table).append(";");
  }
  copy.append(
      "INSERT INTO main.token_use SELECT area, case_digest, 1, rated_by FROM newer.service"
      " WHERE rated_by IS NOT NULL;"
      "INSERT INTO main.rectification SELECT area, id, submission, state, version, level, month,"
      " item_code, item_name, org_code, org_name, channel, week, dispatched, due, reply, replied,"
      " CASE WHEN outcome IN ('none', 'by_office') THEN '' ELSE outcome END"
      " FROM newer.rectification;"
      "INSERT INTO main.outbox SELECT area, randomblob(16), 'evaluation', submission, received, 0,"
      " 0 FROM newer.evaluation;"
      "INSERT INTO main.quarantine SELECT area, id, reason, subject, CAST(body AS TEXT),"
      " received FROM newer.quarantine;");
  run(file, copy);
}

Hash32 receipt_of_case(std::int64_t number) { return receipt_hash(receipt_text(number)); }

/// A bad rating that was replied to.
void answered_case(Fixture& store, std::int64_t number) {
  store->put_services({service(number)});
  REQUIRE(store->put_evaluation(rating(number, number, Level::dissatisfied)) ==
          EvaluationPut::stored);
  for (const auto& one : store->list_cases(officer(), CaseFilter::open)) {
    if (one.version != 1) continue;
    REQUIRE(store->move_case(officer(), one.id, 1, {.move = CaseMove::reply, .text = "已改进。"})
                .result == CasePut::moved);
  }
}

/// The one that waits for its answer.
Id16 replied_case(Fixture& store) {
  for (const auto& one : store->list_cases(officer(), CaseFilter::open)) {
    if (one.facts.state == CaseState::replied) return one.id;
  }
  return {};
}

int mode_of(const std::filesystem::path& file) {
  struct stat status {};
  REQUIRE(stat(file.c_str(), &status) == 0);
  return static_cast<int>(status.st_mode & 0777U);
}

}  // namespace

TEST_CASE("only the owner may read the files", "[store][sqlite][file]") {
  Fixture store;
  store->put_services({service(1)});
  for (const char* suffix : {"", "-wal", "-shm", ".lock"}) {
    CAPTURE(suffix);
    CHECK(mode_of(store.file().string() + suffix) == 0600);
  }
}

TEST_CASE("a file of a newer schema is refused with what to do", "[store][sqlite][file]") {
  Fixture store;
  store.close();
  run(store.file(), "INSERT INTO schema_version (version) VALUES (" + kNewerSchema + ")");
  const std::string before = bytes_of_file(store.file());
  CHECK_THROWS_AS(store.reopen(), StoreRefused);
  CHECK(bytes_of_file(store.file()) == before);
  try {
    store.reopen();
  } catch (const StoreRefused& error) {
    CHECK_THAT(error.what(), ContainsSubstring("schema " + kNewerSchema) &&
                                 ContainsSubstring("版本为 " + kNewerSchema));
    CHECK_THAT(error.what(), ContainsSubstring(store.file().string()));
  }
}

TEST_CASE("a file of schema 1 is brought to ours when it is opened", "[store][sqlite][file]") {
  Fixture store;
  for (std::int64_t i = 3; i < 6; ++i) answered_case(store, i);
  REQUIRE(store->answer_receipt(receipt_of_case(3), CaseMove::satisfied).result == CasePut::moved);
  REQUIRE(store->answer_receipt(receipt_of_case(4), CaseMove::not_satisfied).result ==
          CasePut::moved);
  const Id16 closed = replied_case(store);
  REQUIRE(store->move_case(officer(), closed, 2, {.move = CaseMove::close}).result ==
          CasePut::moved);
  store->put_services({service(1), service(2)});
  REQUIRE(store->put_evaluation(rating(1, 1, Level::dissatisfied)) == EvaluationPut::stored);
  REQUIRE(store->put_evaluation(rating(1, 1, Level::satisfied)) == EvaluationPut::digest_mismatch);
  for (const char* body : {"one", "two", "三"}) store->quarantine(kArea, "malformed", body);
  store->take_snapshot();
  const auto before = store->verify();
  store.close();
  turn_into_schema_1(store.file());
  run(store.file(), "UPDATE evaluation SET via = 'qr'");

  store.reopen();
  CHECK(number(store.file(), "SELECT MAX(version) FROM schema_version") == kSchema);
  const auto after = store->verify();
  CHECK(after.intact);
  CHECK(after.evaluations == 4);
  CHECK(number(store.file(), "SELECT COUNT(*) FROM evaluation WHERE via = 'qr'") == 4);
  CHECK(after.quarantined == 4);
  CHECK(number(store.file(), "SELECT COUNT(*) FROM quarantine WHERE typeof(body) = 'blob'") == 4);
  CHECK(number(store.file(), "SELECT MAX(slot) FROM quarantine") == 2);
  CHECK(number(store.file(),
               "SELECT due = (SELECT MAX(next) FROM snapshot) FROM snapshot_turn"
               " WHERE name = 'publication'"));
  CHECK(after.audit_entries == before.audit_entries);
  CHECK(after.audit_broken == 0);
  CHECK(after.cells_different == 0);
  CHECK(store->put_evaluation(rating(1, 1, Level::dissatisfied)) == EvaluationPut::replay);
  CHECK(store->find_receipt(receipt_hash(receipt_text(1)))->rectification);
  const auto followed = [&](std::int64_t i) {
    return *store->find_receipt(receipt_of_case(i))->rectification;
  };
  CHECK(followed(3).outcome == CaseOutcome::satisfied);
  CHECK(followed(4).state == CaseProgress::reopened);
  CHECK(followed(5).state == CaseProgress::closed);
  CHECK(store->get_case(officer(), closed)->summary.facts.outcome == CaseOutcome::by_office);
  // And they go on by the rules of now.
  CHECK(store->answer_receipt(receipt_of_case(3), CaseMove::not_satisfied).result ==
        CasePut::moved);
  CHECK(store->verify().cells_different == 0);
  WindowInvitation invitation;
  invitation.area = kArea;
  invitation.window = "3";
  invitation.case_digest = service(2).case_digest;
  CHECK(store->invite_window(invitation) == WindowPut::invited);
  store.reopen();
  CHECK(store->find_window_invitation(kArea, "3"));
}

TEST_CASE("an upgrade that fails leaves the file as it was", "[store][sqlite][file]") {
  Fixture store;
  store.close();
  turn_into_schema_1(store.file());
  // One of the last new tables is there already: all before it must go again.
  run(store.file(), "CREATE TABLE contact (in_the_way INTEGER)");
  CHECK_THROWS_AS(store.reopen(), StoreRefused);
  CHECK(number(store.file(), "SELECT MAX(version) FROM schema_version") == 1);
  CHECK(number(store.file(), "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'device'") == 0);
  run(store.file(), "DROP TABLE contact");
  store.reopen();
  CHECK(number(store.file(), "SELECT MAX(version) FROM schema_version") == kSchema);
}

TEST_CASE("a file that is not ours is refused and left alone", "[store][sqlite][file]") {
  const Folder folder;
  const auto path = folder.path() / "other.db";
  SECTION("another program's database") {
    run(path, "CREATE TABLE notes (text TEXT)");
    const std::string before = bytes_of_file(path);
    CHECK_THROWS_AS(Store(StoreOptions{.store = path.string(), .clock = {}}), StoreRefused);
    CHECK(bytes_of_file(path) == before);
  }
  SECTION("no database at all") {
    std::ofstream(path) << std::string(4'096, 'x');
    CHECK_THROWS_AS(Store(StoreOptions{.store = path.string(), .clock = {}}), StoreRefused);
    CHECK(bytes_of_file(path) == std::string(4'096, 'x'));
  }
  SECTION("a folder that does not exist") {
    const StoreOptions options{.store = (folder.path() / "none" / "yiping.db").string(),
                               .clock = {}};
    CHECK_THROWS_AS(Store(options), StoreRefused);
  }
}

TEST_CASE("a second process on the same file is refused", "[store][sqlite][file]") {
  Fixture store;
  CHECK_THROWS_AS(Store(StoreOptions{.store = store.file().string(), .clock = {}}), StoreRefused);
  CHECK(puts(store->put_services({service(1)})) == std::vector{ServicePut::accepted});
}

TEST_CASE("a receipt is never in the clear in any file", "[store][sqlite][file]") {
  Fixture store;
  constexpr int kRatings = 50;
  for (int i = 0; i < kRatings; ++i) {
    store->put_services({service(i)});
    REQUIRE(store->put_evaluation(rating(i, i, Level::dissatisfied)) == EvaluationPut::stored);
    REQUIRE(store->find_receipt(receipt_hash(receipt_text(i))));
  }
  const std::string all =
      bytes_of_file(store.file()) + bytes_of_file(store.file().string() + "-wal");
  // The control: the search would find what is there.
  REQUIRE(all.find(service(1).case_no) != std::string::npos);
  for (int i = 0; i < kRatings; ++i) {
    CHECK(all.find(receipt_text(i)) == std::string::npos);
    CHECK(all.find(receipt_text(i).substr(6, 16)) == std::string::npos);
  }
}

TEST_CASE("a changed figure and a changed audit entry are found", "[store][sqlite][file]") {
  Fixture store;
  store->put_services({service(1), service(2)});
  REQUIRE(store->put_evaluation(rating(1, 1, Level::dissatisfied)) == EvaluationPut::stored);
  REQUIRE(store->verify().cells_different == 0);
  store.close();
  run(store.file(), "UPDATE rollup SET satisfied = satisfied + 1 WHERE dissatisfied = 1");
  run(store.file(), "UPDATE audit SET actor = 'nobody' WHERE kind = 'evaluation.stored'");
  run(store.file(), "UPDATE service SET rated_by = NULL");
  store.reopen();
  const auto found = store->verify();
  CHECK(found.cells_different > 0);
  CHECK(found.audit_broken == 1);
  CHECK(found.tokens_astray == 1);
}

TEST_CASE("what verifies is cut short when the collector must end", "[store]") {
  Fixture store;
  std::vector<ReportedService> events;
  events.reserve(500);
  for (int i = 0; i < 500; ++i) events.push_back(service(i));
  store->put_services(events);
  for (int i = 0; i < 500; ++i) store->put_evaluation(rating(i, i, Level::satisfied));
  std::atomic<int> verified = 0;
  std::atomic<bool> cut = false;
  std::thread verifying([&] {
    try {
      while (true) {
        static_cast<void>(store->verify());
        ++verified;
      }
    } catch (const Unavailable&) {
      cut = true;
    }
  });
  while (verified == 0) std::this_thread::yield();
  store->end_verifying();
  verifying.join();
  CHECK(cut);
  CHECK_THROWS_AS(store->verify(), Unavailable);
  // All else goes on.
  CHECK(store->put_services({service(501)}).size() == 1);
}
