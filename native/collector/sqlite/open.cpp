// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <filesystem>
#include <string>
#include <system_error>

#include "collector/sqlite/connection.hpp"
#include "collector/sqlite/file.hpp"
#include "collector/sqlite/schema.hpp"

namespace yiping::collector::sqlite {
namespace {

namespace fs = std::filesystem;

// Pages of 4 KiB. Below these the write-ahead log is left to grow: a checkpoint is two syncs, and a
// page that many ratings changed is moved once. On a disk that is nearly full the log may not be
// what fills it: the room that somebody makes must be enough to move it.
constexpr int kLongLog = 8'000;
constexpr int kShortLog = 1'000;
constexpr std::uintmax_t kRoomForLongLog = std::uintmax_t{512} << 20U;

bool has_room(const fs::path& path) {
  std::error_code unknown;
  const fs::space_info space = fs::space(path, unknown);
  return !unknown && space.available >= kRoomForLongLog;
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

bool ReadConnection::is_intact() { return sqlite::is_intact(database_.get()); }

void ReadConnection::interrupt() noexcept { sqlite3_interrupt(database_.get()); }

WriteConnection::WriteConnection(fs::path path) : path_(std::move(path)) {
  create_private(path_);
  lock_ = std::make_unique<Lock>(path_);
  try {
    open();
    sync_folder(path_);
  } catch (const DatabaseError& error) {
    refuse(path_, std::string(error.what()) + ". Restore a backup, or give another path.",
           "数据库无法使用，请恢复备份或更换路径。");
  }
}

/// The file alone is whole after a stop: readers that are still open would keep SQLite from it.
WriteConnection::~WriteConnection() {
  if (database_ == nullptr) return;
  // What cannot be moved stays in the log for the next start.
  sqlite3_wal_checkpoint_v2(database_.get(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
}

void WriteConnection::open() {
  database_ = open_file(path_, SQLITE_OPEN_READWRITE);
  // A file that is refused keeps every byte, so closing it must not move its log into it.
  sqlite3_db_config(database_.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  const std::int64_t version = check_schema(database_.get(), path_);
  sqlite3_db_config(database_.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
  run(database_.get(),
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;"
      "PRAGMA cache_size = -16384; PRAGMA trusted_schema = OFF");
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
  if (database_ == nullptr || wal_pages_ < kShortLog) return;
  if (wal_pages_ >= kLongLog || !has_room(path_)) checkpoint();
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
