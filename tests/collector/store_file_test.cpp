// SPDX-License-Identifier: Apache-2.0
// What only a file can show: its mode, its versions, its bytes.
#include <sqlite3.h>
#include <sys/stat.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <fstream>
#include <iterator>

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

int mode_of(const std::filesystem::path& file) {
  struct stat status {};
  REQUIRE(stat(file.c_str(), &status) == 0);
  return static_cast<int>(status.st_mode & 0777U);
}

}  // namespace

TEST_CASE("only the owner may read the files", "[store][file]") {
  Fixture store;
  store->put_services({service(1)});
  for (const char* suffix : {"", "-wal", "-shm", ".lock"}) {
    CAPTURE(suffix);
    CHECK(mode_of(store.file().string() + suffix) == 0600);
  }
}

TEST_CASE("a file of a newer schema is refused with what to do", "[store][file]") {
  Fixture store;
  store.close();
  run(store.file(), "INSERT INTO schema_version (version) VALUES (2)");
  CHECK_THROWS_AS(store.reopen(), StoreRefused);
  try {
    store.reopen();
  } catch (const StoreRefused& error) {
    CHECK_THAT(error.what(), ContainsSubstring("schema 2") && ContainsSubstring("版本为 2"));
    CHECK_THAT(error.what(), ContainsSubstring(store.file().string()));
  }
}

TEST_CASE("a file that is not ours is refused and left alone", "[store][file]") {
  const Folder folder;
  const auto path = folder.path() / "other.db";
  SECTION("another program's database") {
    run(path, "CREATE TABLE notes (text TEXT)");
    const std::string before = bytes_of_file(path);
    CHECK_THROWS_AS(Store(StoreOptions{.path = path, .clock = {}}), StoreRefused);
    CHECK(bytes_of_file(path) == before);
  }
  SECTION("no database at all") {
    std::ofstream(path) << std::string(4'096, 'x');
    CHECK_THROWS_AS(Store(StoreOptions{.path = path, .clock = {}}), StoreRefused);
    CHECK(bytes_of_file(path) == std::string(4'096, 'x'));
  }
  SECTION("a folder that does not exist") {
    const StoreOptions options{.path = folder.path() / "none" / "yiping.db", .clock = {}};
    CHECK_THROWS_AS(Store(options), StoreRefused);
  }
}

TEST_CASE("a second process on the same file is refused", "[store][file]") {
  Fixture store;
  CHECK_THROWS_AS(Store(StoreOptions{.path = store.file(), .clock = {}}), StoreRefused);
  CHECK(store->put_services({service(1)}) == std::vector{ServicePut::accepted});
}

TEST_CASE("a receipt is never in the clear in any file", "[store][file]") {
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

TEST_CASE("a changed figure and a changed audit entry are found", "[store][file]") {
  Fixture store;
  store->put_services({service(1), service(2)});
  REQUIRE(store->put_evaluation(rating(1, 1, Level::dissatisfied)) == EvaluationPut::stored);
  REQUIRE(store->verify().cells_different == 0);
  store.close();
  run(store.file(), "UPDATE rollup SET satisfied = satisfied + 1 WHERE dissatisfied = 1");
  run(store.file(), "UPDATE audit SET actor = 'nobody' WHERE kind = 'evaluation.stored'");
  run(store.file(), "DELETE FROM token_use");
  store.reopen();
  const auto found = store->verify();
  CHECK(found.cells_different > 0);
  CHECK(found.audit_broken == 1);
  CHECK(found.tokens_astray == 1);
}
