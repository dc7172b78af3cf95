// SPDX-License-Identifier: Apache-2.0
#include "collector/sqlite/backup.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <ctime>
#include <string>

#include "collector/sqlite/file.hpp"
#include "collector/sqlite/schema.hpp"
#include "collector/store.hpp"

namespace yiping::collector::sqlite {
namespace {

namespace fs = std::filesystem;

constexpr int kPagesAStep = 4'096;

struct FinishBackup {
  void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
};

/// A file that is gone when it was not finished.
class Part {
 public:
  explicit Part(const fs::path& wanted) : path_(wanted.string() + ".part") {
    remove();
    create_private(path_);
  }
  ~Part() { remove(); }
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;

  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  void remove() const {
    std::error_code ignored;
    fs::remove(path_, ignored);
    fs::remove(path_.string() + "-journal", ignored);
  }
  fs::path path_;
};

void copy_pages(sqlite3* from, sqlite3* to, const Progress& progress) {
  const std::unique_ptr<sqlite3_backup, FinishBackup> backup(
      sqlite3_backup_init(to, "main", from, "main"));
  if (backup == nullptr) fail(to, sqlite3_errcode(to));
  int code = SQLITE_OK;
  while (code == SQLITE_OK) {
    code = sqlite3_backup_step(backup.get(), kPagesAStep);
    const int all = sqlite3_backup_pagecount(backup.get());
    progress(all - sqlite3_backup_remaining(backup.get()), all);
  }
  if (code != SQLITE_DONE) fail(to, code);
}

/// Refuses what is not ours, or is newer, or empty.
void require_ours(sqlite3* database, const fs::path& path) {
  if (check_schema(database, path) == 0) {
    refuse(path, "holds nothing. Name the file of a collector, or a backup of one.",
           "是空文件。请指定采集端的数据库或其备份。");
  }
}

/// The state of `from` at one moment, in a file that needs no log beside it.
void copy_database(const fs::path& from, const Part& part, const Progress& progress) {
  const Database source = open_file(from, SQLITE_OPEN_READONLY);
  sqlite3_db_config(source.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  require_ours(source.get(), from);
  // A read transaction that stays open holds the moment: else every write of the collector would
  // begin the copy anew.
  run(source.get(), "BEGIN; SELECT COUNT(*) FROM sqlite_schema");
  const Database copy = open_file(part.path(), SQLITE_OPEN_READWRITE);
  run(copy.get(), "PRAGMA synchronous = FULL");
  copy_pages(source.get(), copy.get(), progress);
  run(copy.get(), "PRAGMA journal_mode = DELETE");
  if (!is_intact(copy.get())) {
    refuse(from, "is damaged: its copy fails the check. Restore an earlier backup.",
           "已损坏：副本未通过完整性检查，请恢复更早的备份。");
  }
}

void sync_file(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = file >= 0 && ::fsync(file) == 0;
  if (file >= 0) ::close(file);
  if (!synced) throw DatabaseError(DatabaseError::Kind::storage, "fsync failed");
}

/// The log's ratings belong into the file before another takes its name. A damaged one keeps its
/// log, which goes aside with it.
void take_in_log(const fs::path& database) {
  try {
    const Database opened = open_file(database, SQLITE_OPEN_READWRITE);
    run(opened.get(), "PRAGMA wal_checkpoint(TRUNCATE)");
  } catch (const DatabaseError&) {
  }
}

std::string now_in_name() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm utc{};
  gmtime_r(&now, &utc);
  char text[32];
  const std::size_t size = std::strftime(text, sizeof text, "%Y%m%dT%H%M%SZ", &utc);
  return {text, size};
}

/// Keeps what is there under another name; its own stays taken until the new file takes it, so
/// that no start in between makes an empty database.
fs::path keep_aside(const fs::path& database) {
  take_in_log(database);
  fs::path aside = database.string() + ".before-restore-" + now_in_name();
  fs::create_hard_link(database, aside);
  for (const char* suffix : {"-wal", "-shm"}) {
    const fs::path beside = database.string() + suffix;
    if (fs::exists(beside)) fs::rename(beside, aside.string() + suffix);
  }
  return aside;
}

template <typename Work>
auto told(const fs::path& path, Work work) {
  try {
    return work();
  } catch (const DatabaseError& error) {
    refuse(path, std::string(error.what()) + ". Nothing was changed.",
           std::string(error.what()) + "。未作任何改动。");
  } catch (const fs::filesystem_error& error) {
    refuse(path, error.code().message() + ". Nothing was changed.",
           error.code().message() + "。未作任何改动。");
  }
}

}  // namespace

std::uintmax_t back_up(const fs::path& database, const fs::path& to, const Progress& progress) {
  if (fs::exists(to)) {
    refuse(to, "is there already and was left alone. Give another name.",
           "已存在，未改动。请换一个文件名。");
  }
  return told(to, [&] {
    const Part part(to);
    copy_database(database, part, progress);
    sync_file(part.path());
    fs::rename(part.path(), to);
    sync_folder(to);
    return fs::file_size(to);
  });
}

fs::path restore(const fs::path& backup, const fs::path& database, const Progress& progress) {
  const Lock lock(database);
  return told(database, [&] {
    const Part part(database);
    copy_database(backup, part, progress);
    sync_file(part.path());
    fs::path aside;
    if (fs::exists(database)) aside = keep_aside(database);
    fs::rename(part.path(), database);
    sync_folder(database);
    return aside;
  });
}

}  // namespace yiping::collector::sqlite
