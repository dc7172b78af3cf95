// SPDX-License-Identifier: Apache-2.0
#include "collector/sqlite/file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "collector/store.hpp"

namespace yiping::collector::sqlite {

namespace fs = std::filesystem;

namespace {

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

/// What root makes in a folder is its owner's, as SQLite does with its log: else a command run by
/// root would leave behind what the collector's own user cannot open. -1: see errno.
int open_private(const fs::path& path) {
  constexpr int kFlags = O_RDWR | O_CREAT | O_CLOEXEC;
  const int made = ::open(path.c_str(), kFlags | O_EXCL, 0600);
  if (made < 0) return errno == EEXIST ? ::open(path.c_str(), kFlags, 0600) : -1;
  struct stat folder {};
  if (::geteuid() != 0 || ::stat(folder_of(path).c_str(), &folder) != 0 ||
      ::fchown(made, folder.st_uid, folder.st_gid) == 0) {
    return made;
  }
  ::close(made);
  return -1;
}

}  // namespace

void refuse(const fs::path& path, const std::string& english, const std::string& chinese) {
  throw StoreRefused(path.string() + ": " + english + " / " + chinese);
}

Database open_file(const fs::path& path, int flags) {
  // Its count of the bytes in use would make every connection wait for one lock at each allocation.
  // Too late when somebody has used SQLite before: then it goes on counting.
  static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(uncounted);
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &database, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  Database owner(database);
  if (code != SQLITE_OK) fail(database, code);
  sqlite3_extended_result_codes(database, 1);
  sqlite3_busy_timeout(database, 1'000);
  return owner;
}

void run(sqlite3* database, const char* sql) {
  const int code = sqlite3_exec(database, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(database, code);
}

bool is_intact(sqlite3* database) {
  bool intact = false;
  Statements(database).query("PRAGMA integrity_check", {},
                             [&](const Row& row) { intact = row.text(0) == "ok"; });
  return intact;
}

void create_private(const fs::path& path) {
  const int file = open_private(path);
  if (file >= 0) {
    ::close(file);
    return;
  }
  const std::string reason = std::strerror(errno);
  refuse(path, "cannot be opened: " + reason + ". Check that the folder exists and may be written.",
         "无法打开数据库文件：" + reason + "。请检查目录是否存在且可写。");
}

void sync_folder(const fs::path& path) {
  const int handle = ::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = handle >= 0 && ::fsync(handle) == 0;
  if (handle >= 0) ::close(handle);
  if (!synced) throw DatabaseError(DatabaseError::Kind::storage, "fsync of the folder failed");
}

Lock::Lock(const fs::path& database) {
  const fs::path lock = database.string() + ".lock";
  file_ = open_private(lock);
  if (file_ < 0) refuse(lock, std::strerror(errno), "无法创建锁文件");
  if (::flock(file_, LOCK_EX | LOCK_NB) == 0) return;
  ::close(file_);
  refuse(database,
         "is in use by another collector. Stop it first, or give another path to `store`.",
         "正被另一个采集端进程使用。请先停止它，或更换 store 路径。");
}

Lock::~Lock() { ::close(file_); }

}  // namespace yiping::collector::sqlite
