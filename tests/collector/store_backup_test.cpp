// SPDX-License-Identifier: Apache-2.0
// Backups of a database that is being written, and what is put back.
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <thread>

#include "collector/sqlite/backup.hpp"
#include "store_support.hpp"

using namespace yiping;
using namespace yiping::collector;
using namespace yiping::collector::test;

namespace {

namespace fs = std::filesystem;

void ignore(int, int) {}

void rate(Store& store, std::int64_t number) {
  store.put_services({service(number)});
  REQUIRE(store.put_evaluation(rating(number, number, Level::satisfied)) == EvaluationPut::stored);
}

/// A backup of the first twenty ratings.
fs::path copied_of_twenty(Fixture& store, const Folder& folder) {
  for (std::int64_t i = 0; i < 20; ++i) rate(*store, i);
  fs::path copy = folder.path() / "copy";
  sqlite::back_up(store.file(), copy, ignore);
  return copy;
}

std::string bytes_in(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::int64_t ratings_in(const fs::path& file) {
  StoreOptions options;
  options.store = file.string();
  options.regions = regions_at_once();
  options.clock = [] { return kNow; };
  Store store(options);
  const Verification found = store.verify();
  CHECK(found.intact);
  CHECK(found.cells_different == 0);
  CHECK(found.tokens_astray == 0);
  CHECK(found.audit_broken == 0);
  return found.evaluations;
}

std::string refusal(const auto& work) {
  try {
    work();
  } catch (const StoreRefused& refused) {
    return refused.what();
  }
  return {};
}

}  // namespace

TEST_CASE("a backup is of one moment, while ratings come in", "[store][sqlite][backup]") {
  Fixture store;
  for (std::int64_t i = 0; i < 300; ++i) rate(*store, i);
  std::atomic<bool> stop{false};
  std::atomic<std::int64_t> written{300};
  std::thread writer([&] {
    while (!stop) rate(*store, written++);
  });
  const Folder folder;
  std::vector<std::int64_t> counts;
  for (int i = 0; i < 5; ++i) {
    const fs::path copy = folder.path() / ("copy-" + std::to_string(i));
    const std::int64_t before = written;
    const std::uintmax_t bytes = sqlite::back_up(store.file(), copy, ignore);
    CHECK(bytes == fs::file_size(copy));
    counts.push_back(ratings_in(copy));
    CHECK(counts.back() + 1 >= before);
    CHECK(counts.back() <= written);
  }
  stop = true;
  writer.join();
  CHECK(std::is_sorted(counts.begin(), counts.end()));
  CHECK(ratings_in(folder.path() / "copy-0") == counts.front());
}

TEST_CASE("a backup is one file, for its owner's eyes", "[store][sqlite][backup]") {
  Fixture store;
  rate(*store, 1);
  const Folder folder;
  sqlite::back_up(store.file(), folder.path() / "copy", ignore);
  CHECK(fs::status(folder.path() / "copy").permissions() ==
        (fs::perms::owner_read | fs::perms::owner_write));
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("a backup is never written over a file", "[store][sqlite][backup]") {
  Fixture store;
  const Folder folder;
  const fs::path taken = folder.path() / "letters.txt";
  std::ofstream(taken) << "dear";
  const std::string said = refusal([&] { sqlite::back_up(store.file(), taken, ignore); });
  CHECK(said.find("left alone") != std::string::npos);
  CHECK(bytes_in(taken) == "dear");
}

TEST_CASE("what is no database of ours is not backed up, and leaves no file",
          "[store][sqlite][backup][hostile]") {
  const Folder folder;
  const fs::path letters = folder.path() / "letters.txt";
  std::ofstream(letters) << std::string(5'000, 'x');
  const fs::path nothing = folder.path() / "nothing";
  std::ofstream(nothing).flush();
  for (const fs::path& file : {letters, nothing, folder.path() / "not there"}) {
    CHECK_FALSE(refusal([&] { sqlite::back_up(file, folder.path() / "copy", ignore); }).empty());
    CHECK_FALSE(fs::exists(folder.path() / "copy"));
    CHECK_FALSE(fs::exists(folder.path() / "copy.part"));
  }
}

TEST_CASE("a damaged database is not taken for a backup", "[store][sqlite][backup][hostile]") {
  Fixture store;
  for (std::int64_t i = 0; i < 200; ++i) rate(*store, i);
  store.close();
  {
    std::fstream file(store.file(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(fs::file_size(store.file()) / 2));
    file << std::string(fs::file_size(store.file()) / 4, '\xAA');
  }
  const Folder folder;
  CHECK_FALSE(
      refusal([&] { sqlite::back_up(store.file(), folder.path() / "copy", ignore); }).empty());
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 0);
}

TEST_CASE("what is restored is what was there, and what was there is kept",
          "[store][sqlite][backup]") {
  Fixture store;
  const Folder folder;
  const fs::path copy = copied_of_twenty(store, folder);
  for (std::int64_t i = 20; i < 50; ++i) rate(*store, i);
  const std::string in_use = refusal([&] { sqlite::restore(copy, store.file(), ignore); });
  CHECK(in_use.find("in use") != std::string::npos);
  store.close();
  const fs::path aside = sqlite::restore(copy, store.file(), ignore);
  CHECK(ratings_in(store.file()) == 20);
  CHECK(ratings_in(aside) == 50);
  CHECK(ratings_in(copy) == 20);
}

TEST_CASE("what a killed collector left in its log is kept with what was there",
          "[store][sqlite][backup]") {
  Fixture store;
  const Folder folder;
  const fs::path copy = copied_of_twenty(store, folder);
  for (std::int64_t i = 20; i < 30; ++i) rate(*store, i);
  // As a kill leaves it: the file and its log, copied while they are open.
  const fs::path killed = folder.path() / "killed";
  fs::copy_file(store.file(), killed);
  fs::copy_file(store.file().string() + "-wal", killed.string() + "-wal");
  REQUIRE(fs::file_size(killed.string() + "-wal") > 0);
  const fs::path aside = sqlite::restore(copy, killed, ignore);
  CHECK(ratings_in(killed) == 20);
  CHECK(ratings_in(aside) == 30);
}

TEST_CASE("a restore that is refused changes nothing", "[store][sqlite][backup][hostile]") {
  Fixture store;
  rate(*store, 1);
  store.close();
  const std::string before = bytes_in(store.file());
  const Folder folder;
  const fs::path letters = folder.path() / "letters.txt";
  std::ofstream(letters) << std::string(5'000, 'x');
  CHECK_FALSE(refusal([&] { sqlite::restore(letters, store.file(), ignore); }).empty());
  CHECK_FALSE(refusal([&] { sqlite::restore("/nowhere", store.file(), ignore); }).empty());
  CHECK(bytes_in(store.file()) == before);
}

TEST_CASE("a database is restored where none is", "[store][sqlite][backup]") {
  Fixture store;
  rate(*store, 1);
  const Folder folder;
  const fs::path copy = folder.path() / "copy";
  sqlite::back_up(store.file(), copy, ignore);
  const fs::path fresh = folder.path() / "fresh.sqlite";
  CHECK(sqlite::restore(copy, fresh, ignore).empty());
  CHECK(ratings_in(fresh) == 1);
}

TEST_CASE("what root restores belongs to the owner of the folder", "[store][sqlite][backup]") {
  if (::geteuid() != 0) SKIP("only root makes files for others");
  constexpr uid_t kOther = 65'534;
  Fixture store;
  const Folder folder;
  const fs::path copy = copied_of_twenty(store, folder);
  REQUIRE(::chown(folder.path().c_str(), kOther, kOther) == 0);
  const fs::path restored = folder.path() / "restored.sqlite";
  sqlite::restore(copy, restored, ignore);
  for (const char* suffix : {"", ".lock"}) {
    struct stat file {};
    REQUIRE(::stat((restored.string() + suffix).c_str(), &file) == 0);
    CHECK(file.st_uid == kOther);
    CHECK(file.st_gid == kOther);
    CHECK((file.st_mode & 0777) == 0600);
  }
}
