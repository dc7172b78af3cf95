// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "collector/sqlite/connection.hpp"
#include "collector/sqlite/schema.hpp"

namespace yiping::collector::sqlite {
namespace {

namespace fs = std::filesystem;

// Pages of 4 KiB. Below the first the write-ahead log is left to grow: a checkpoint is two syncs.
constexpr int kCheckpointPages = 1'000;

[[noreturn]] void refuse(const fs::path& path, const std::string& english,
                         const std::string& chinese) {
  throw StoreRefused(path.string() + ": " + english + " / " + chinese);
}

std::unique_ptr<sqlite3, CloseDatabase> open_file(const fs::path& path, int flags) {
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &database, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  std::unique_ptr<sqlite3, CloseDatabase> owner(database);
  if (code != SQLITE_OK) fail(database, code);
  sqlite3_extended_result_codes(database, 1);
  sqlite3_busy_timeout(database, 1'000);
  return owner;
}

void run(sqlite3* database, const char* sql) {
  const int code = sqlite3_exec(database, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(database, code);
}

/// Only the owner may read: the file holds what citizens wrote. SQLite gives -wal and -shm the
/// mode of the file itself.
void create_private(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file >= 0) {
    ::close(file);
    return;
  }
  const std::string reason = std::strerror(errno);
  refuse(path, "cannot be opened: " + reason + ". Check that the folder exists and may be written.",
         "无法打开数据库文件：" + reason + "。请检查目录是否存在且可写。");
}

/// The file's name must survive a power cut before the first rating is acknowledged.
void sync_folder(const fs::path& path) {
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = handle >= 0 && ::fsync(handle) == 0;
  if (handle >= 0) ::close(handle);
  if (!synced) throw DatabaseError(DatabaseError::Kind::storage, "fsync of the folder failed");
}

/// One process writes a file: two that write or checkpoint at once can corrupt it before
/// SQLite 3.51.3. The kernel drops the lock when a process ends, however it ends.
int lock_out_others(const fs::path& path) {
  const fs::path lock = path.string() + ".lock";
  const int file = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) refuse(lock, std::strerror(errno), "无法创建锁文件");
  if (::flock(file, LOCK_EX | LOCK_NB) == 0) return file;
  ::close(file);
  refuse(path, "is in use by another collector. Stop it first, or give another path to `store`.",
         "正被另一个采集端进程使用。请先停止它，或更换 store 路径。");
}

int note_wal_size(void* pages, sqlite3*, const char*, int count) {
  *static_cast<int*>(pages) = count;
  return SQLITE_OK;
}

}  // namespace

ReadConnection::ReadConnection(const fs::path& path)
    : database_(open_file(path, SQLITE_OPEN_READONLY)), statements_(database_.get()) {
  // A reader that closes last would otherwise checkpoint, which is the writer's alone.
  sqlite3_db_config(database_.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  run(database_.get(), "PRAGMA query_only = 1; PRAGMA cache_size = -16384");
}

std::int64_t ReadConnection::execute(std::string_view sql, std::span<const Value> values) {
  return statements_.execute(sql, values);
}

void ReadConnection::query(std::string_view sql, std::span<const Value> values,
                           const std::function<void(const Row&)>& each) {
  statements_.query(sql, values, each);
}

void ReadConnection::begin_moment() { Connection::execute("BEGIN"); }

void ReadConnection::end_moment() noexcept {
  sqlite3_exec(database_.get(), "COMMIT", nullptr, nullptr, nullptr);
}

bool ReadConnection::is_intact() {
  bool intact = false;
  Connection::query("PRAGMA integrity_check", {},
                    [&](const Row& row) { intact = row.text(0) == "ok"; });
  return intact;
}

WriteConnection::WriteConnection(fs::path path) : path_(std::move(path)) {
  create_private(path_);
  lock_ = lock_out_others(path_);
  try {
    open();
    sync_folder(path_);
  } catch (const DatabaseError& error) {
    ::close(lock_);
    refuse(path_, std::string(error.what()) + ". Restore a backup, or give another path.",
           "数据库无法使用，请恢复备份或更换路径。");
  } catch (...) {
    ::close(lock_);
    throw;
  }
}

WriteConnection::~WriteConnection() {
  statements_.reset();
  database_.reset();
  ::close(lock_);
}

void WriteConnection::open() {
  database_ = open_file(path_, SQLITE_OPEN_READWRITE);
  // A file that is refused keeps every byte, so closing it must not move its log into it.
  sqlite3_db_config(database_.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  const std::int64_t version = check_schema(database_.get(), path_);
  sqlite3_db_config(database_.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
  run(database_.get(),
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;"
      "PRAGMA cache_size = -65536; PRAGMA trusted_schema = OFF");
  if (version < kSchemaVersion) upgrade_schema(database_.get(), version);
  sqlite3_wal_hook(database_.get(), note_wal_size, &wal_pages_);
  statements_ = std::make_unique<Statements>(database_.get());
}

std::int64_t WriteConnection::execute(std::string_view sql, std::span<const Value> values) {
  return statements().execute(sql, values);
}

void WriteConnection::query(std::string_view sql, std::span<const Value> values,
                            const std::function<void(const Row&)>& each) {
  statements().query(sql, values, each);
}

Statements& WriteConnection::statements() {
  // After a `reopen` that failed there is no connection until the next one succeeds.
  if (statements_ == nullptr) throw DatabaseError(DatabaseError::Kind::storage, "not open");
  return *statements_;
}

void WriteConnection::begin() { execute("BEGIN IMMEDIATE"); }
void WriteConnection::commit() { execute("COMMIT"); }

void WriteConnection::rollback() noexcept {
  if (database_ == nullptr || sqlite3_get_autocommit(database_.get()) != 0) return;
  sqlite3_exec(database_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void WriteConnection::savepoint() { execute("SAVEPOINT one"); }
void WriteConnection::release_savepoint() { execute("RELEASE one"); }
void WriteConnection::rollback_to_savepoint() {
  execute("ROLLBACK TO one");
  execute("RELEASE one");
}

void WriteConnection::between_groups() {
  if (database_ != nullptr && wal_pages_ >= kCheckpointPages) checkpoint();
}

void WriteConnection::checkpoint() {
  // PASSIVE never waits for a reader; what it leaves is taken up by the next one.
  int left = 0;
  int done = 0;
  const int code =
      sqlite3_wal_checkpoint_v2(database_.get(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &left, &done);
  if (code != SQLITE_OK && (code & 0xFF) != SQLITE_BUSY) fail(database_.get(), code);
  wal_pages_ = 0;
}

void WriteConnection::reopen() {
  statements_.reset();
  database_.reset();
  open();
  // On a full disk the log may be what fills it: once moved into the file it is written over.
  checkpoint();
}

}  // namespace yiping::collector::sqlite
