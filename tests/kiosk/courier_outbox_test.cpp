// SPDX-License-Identifier: Apache-2.0
#include <sqlite3.h>
#include <sys/stat.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <fstream>
#include <optional>

#include "courier_support.hpp"
#include "kiosk/courier/outbox.hpp"

using namespace yiping::kiosk;
using namespace yiping::kiosk::test;
using Catch::Matchers::ContainsSubstring;

namespace {

constexpr std::size_t kAll = 1'000;
constexpr std::size_t kMuch = 1'000'000;

Verdict delivered(int number) { return {id_of(number), Verdict::Kind::delivered, {}}; }

std::vector<int> numbers(const std::vector<ReadyRating>& ratings) {
  std::vector<int> found;
  for (const ReadyRating& each : ratings) {
    for (int n = 0; n < 100; ++n) {
      if (each.submission == id_of(n)) found.push_back(n);
    }
  }
  return found;
}

void run(const std::filesystem::path& file, const std::string& sql) {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
  CHECK(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(database);
}

std::size_t files_in(const std::filesystem::path& folder, std::string_view part) {
  std::size_t found = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    found += entry.path().filename().string().find(part) == std::string::npos ? 0U : 1U;
  }
  return found;
}

}  // namespace

TEST_CASE("a draft is found after a restart as it was kept last", "[outbox]") {
  const Folder folder;
  KeepDraft last = draft(1);
  last.snapshot = {9, 9};
  last.touched += 5;
  {
    Outbox outbox(folder.outbox());
    outbox.keep(draft(1));
    outbox.keep(last);
    outbox.keep(draft(2));
  }
  Outbox outbox(folder.outbox());
  const auto found = outbox.drafts();
  REQUIRE(found.size() == 2);
  CHECK(found[0].submission == last.submission);
  CHECK(found[0].token == last.token);
  CHECK(found[0].area == kReceiptArea);
  CHECK(found[0].snapshot == last.snapshot);
  CHECK(found[0].touched == last.touched);
  CHECK(found[1].submission == id_of(2));
  CHECK(outbox.counts().waiting == 0);
}

TEST_CASE("a rating takes the place of its draft, and never becomes one again", "[outbox]") {
  const Folder folder;
  Outbox outbox(folder.outbox());
  outbox.keep(draft(1));
  outbox.keep(rating(1));
  outbox.keep(rating(1));
  outbox.keep(draft(1));
  outbox.drop(id_of(1));
  CHECK(outbox.drafts().empty());
  const auto ready = outbox.ready(kAll, kMuch);
  REQUIRE(ready.size() == 1);
  CHECK(ready[0].document == rating(1).document);
  CHECK(ready[0].receipt == rating(1).receipt);
  CHECK(ready[0].token == rating(1).token);
  CHECK(outbox.counts().waiting == 1);
}

TEST_CASE("a draft that is dropped is gone", "[outbox]") {
  const Folder folder;
  Outbox outbox(folder.outbox());
  outbox.keep(draft(1));
  outbox.drop(id_of(1));
  outbox.drop(id_of(2));
  CHECK(outbox.drafts().empty());
  CHECK_FALSE(outbox.holds(draft(1).token));
}

TEST_CASE("verdicts: delivered goes, refused stays with its reason, again goes last", "[outbox]") {
  const Folder folder;
  Outbox outbox(folder.outbox());
  for (int n = 1; n <= 4; ++n) outbox.keep(rating(n));
  outbox.settle({delivered(1),
                 {id_of(2), Verdict::Kind::refused, "already_rated"},
                 {id_of(3), Verdict::Kind::again, {}}});
  CHECK(numbers(outbox.ready(kAll, kMuch)) == std::vector{4, 3});
  CHECK(outbox.counts().waiting == 2);
  CHECK(outbox.counts().refused == 1);
  CHECK_FALSE(outbox.holds(rating(1).token));
  for (int n = 2; n <= 4; ++n) CHECK(outbox.holds(rating(n).token));
  outbox.settle({delivered(2)});
  CHECK(outbox.counts().refused == 1);
}

TEST_CASE("a batch keeps to its limits, and holds one rating at least", "[outbox]") {
  const Folder folder;
  Outbox outbox(folder.outbox());
  for (int n = 1; n <= 5; ++n) outbox.keep(rating(n));
  const std::size_t one = rating(1).document.size() + rating(1).token.size();
  CHECK(numbers(outbox.ready(2, kMuch)) == std::vector{1, 2});
  CHECK(numbers(outbox.ready(kAll, 3 * one)) == std::vector{1, 2, 3});
  CHECK(numbers(outbox.ready(kAll, 1)) == std::vector{1});
}

TEST_CASE("nothing of a delivered rating is left in any file", "[outbox]") {
  const Folder folder;
  KeepRating told = rating(1);
  told.document += std::string(20'000, '%');
  Outbox outbox(folder.outbox());
  const auto bytes = [&] {
    return bytes_of_file(folder.outbox()) + bytes_of_file(folder.outbox().string() + "-wal");
  };
  outbox.keep(draft(1));
  outbox.keep(told);
  outbox.keep(rating(2));
  // The control: the search finds what is there.
  REQUIRE(bytes().find(told.token) != std::string::npos);
  REQUIRE(bytes().find("%%%%%%%%") != std::string::npos);
  outbox.settle({delivered(1)});
  outbox.wipe_log();
  CHECK(bytes().find(told.token) == std::string::npos);
  CHECK(bytes().find(told.receipt) == std::string::npos);
  CHECK(bytes().find("%%%%%%%%") == std::string::npos);
  CHECK(bytes().find(rating(2).token) != std::string::npos);
}

TEST_CASE("the outbox's files are for their owner's eyes only", "[outbox][file]") {
  const Folder folder;
  Outbox outbox(folder.outbox());
  outbox.keep(draft(1));
  for (const char* suffix : {"", "-wal", "-shm", ".lock"}) {
    CAPTURE(suffix);
    struct stat status {};
    REQUIRE(stat((folder.outbox().string() + suffix).c_str(), &status) == 0);
    CHECK((status.st_mode & 0777U) == 0600U);
  }
}

TEST_CASE("a second process is refused", "[outbox][file]") {
  const Folder folder;
  Outbox outbox(folder.outbox());
  CHECK_THROWS_AS(Outbox(folder.outbox()), OutboxRefused);
  outbox.keep(draft(1));
  CHECK(outbox.drafts().size() == 1);
}

TEST_CASE("a file that is not ours, or is newer, is refused and keeps every byte",
          "[outbox][file]") {
  const Folder folder;
  const char* english = "";
  SECTION("another program's") {
    run(folder.outbox(), "CREATE TABLE notes (text TEXT)");
    english = "not the outbox";
  }
  SECTION("of a newer release, with a log that is not folded in") {
    std::optional<Outbox> outbox(folder.outbox());
    outbox->keep(draft(1));
    const Folder copy;
    run(folder.outbox(), "PRAGMA user_version = 3");
    for (const char* suffix : {"", "-wal"}) {
      std::filesystem::copy(folder.outbox().string() + suffix, copy.outbox().string() + suffix);
    }
    outbox.reset();
    for (const char* suffix : {"", "-wal"}) {
      std::filesystem::remove(folder.outbox().string() + suffix);
      std::filesystem::copy(copy.outbox().string() + suffix, folder.outbox().string() + suffix);
    }
    english = "schema 3";
  }
  const std::string before = bytes_of_file(folder.outbox());
  const std::string log = bytes_of_file(folder.outbox().string() + "-wal");
  try {
    Outbox refused(folder.outbox());
    FAIL("it was opened");
  } catch (const OutboxRefused& error) {
    CHECK_THAT(error.what(), ContainsSubstring(english) && ContainsSubstring("请"));
    CHECK_THAT(error.what(), ContainsSubstring(folder.outbox().string()));
  }
  CHECK(bytes_of_file(folder.outbox()) == before);
  CHECK(bytes_of_file(folder.outbox().string() + "-wal") == log);
  CHECK(files_in(folder.path(), "damaged") == 0);
}

TEST_CASE("a file of an older release is taken over with all that waits in it", "[outbox][file]") {
  const Folder folder;
  {
    Outbox outbox(folder.outbox());
    outbox.keep(draft(1));
    for (const int n : {2, 3, 4}) outbox.keep(rating(n));
    outbox.settle({{id_of(3), Verdict::Kind::refused, "already_rated"}});
  }
  run(folder.outbox(),
      "ALTER TABLE visit DROP COLUMN number; DROP TABLE numbering; PRAGMA user_version = 1");
  Outbox outbox(folder.outbox());
  CHECK(outbox.drafts().size() == 1);
  CHECK(outbox.counts().refused == 1);
  const auto ready = outbox.ready(kAll, kMuch);
  REQUIRE(ready.size() == 2);
  CHECK(ready[0].number == 1);
  CHECK(ready[1].number == 3);
  CHECK(outbox.numbering().issued == 3);
  CHECK(outbox.numbering().series.size() == 16);
  outbox.keep(rating(5));
  CHECK(outbox.ready(kAll, kMuch).back().number == 4);
}

TEST_CASE("a damaged file is set aside whole, and a new one begun", "[outbox][file]") {
  const Folder folder;
  {
    Outbox outbox(folder.outbox());
    for (int n = 0; n < 100; ++n) outbox.keep(rating(n));
  }
  std::string damaged;
  SECTION("no database at all") { damaged = std::string(4'096, 'x'); }
  SECTION("a page overwritten") {
    damaged = bytes_of_file(folder.outbox());
    REQUIRE(damaged.size() > 12'288);
    damaged.replace(4'096, 4'096, std::string(4'096, 'x'));
  }
  SECTION("half of it") {
    damaged = bytes_of_file(folder.outbox());
    damaged.resize(damaged.size() / 2 / 4'096 * 4'096);
  }
  std::ofstream(folder.outbox(), std::ios::binary) << damaged;
  {
    Outbox outbox(folder.outbox());
    outbox.keep(rating(1));
    CHECK(outbox.counts().waiting == 1);
  }
  CHECK(bytes_of_file(folder.outbox().string() + ".damaged-1") == damaged);
  // And the next one does not take its name.
  std::ofstream(folder.outbox(), std::ios::binary) << std::string(4'096, 'y');
  Outbox outbox(folder.outbox());
  CHECK(bytes_of_file(folder.outbox().string() + ".damaged-1") == damaged);
  CHECK(bytes_of_file(folder.outbox().string() + ".damaged-2") == std::string(4'096, 'y'));
}

TEST_CASE("a folder that does not exist is refused with what to check", "[outbox][file]") {
  const Folder folder;
  CHECK_THROWS_AS(Outbox(folder.path() / "none" / "outbox.db"), OutboxRefused);
}
