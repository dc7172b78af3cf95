// SPDX-License-Identifier: Apache-2.0
#include "kiosk/courier/outbox_file.hpp"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <iterator>
#include <string>

#include "host/files.hpp"

namespace yiping::kiosk {
namespace {

namespace fs = std::filesystem;

// In `PRAGMA application_id`: tells our file from anyone's. "YIPK"
constexpr std::int64_t kApplicationId = 0x5949504B;

// The rowid keeps the order of the visits.
constexpr const char* kVersion1 = R"sql(
CREATE TABLE visit (
  submission BLOB NOT NULL PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('draft', 'ready', 'refused')),
  token TEXT NOT NULL, area INTEGER NOT NULL, touched INTEGER NOT NULL, snapshot BLOB NOT NULL,
  document TEXT NOT NULL, receipt TEXT NOT NULL,
  reason TEXT NOT NULL, attempts INTEGER NOT NULL) STRICT;
CREATE INDEX visit_token ON visit (token);
CREATE INDEX visit_state ON visit (state, attempts);
)sql";

// Ratings are numbered 1, 2, 3, … as they are made, so that the collector sees which never came.
// The series is this file's: one that takes its place begins anew.
constexpr const char* kVersion2 = R"sql(
ALTER TABLE visit ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
CREATE TABLE numbering (series TEXT NOT NULL, issued INTEGER NOT NULL) STRICT;
UPDATE visit SET number = (SELECT COUNT(*) FROM visit v WHERE v.state <> 'draft'
  AND v.rowid <= visit.rowid) WHERE state <> 'draft';
INSERT INTO numbering SELECT lower(hex(randomblob(8))), COALESCE(MAX(number), 0) FROM visit;
)sql";

constexpr const char* kSteps[] = {kVersion1, kVersion2};
static_assert(std::size(kSteps) == kOutboxSchema);

[[noreturn]] void refuse(const fs::path& file, const std::string& chinese,
                         const std::string& english) {
  throw OutboxRefused(file.string() + ": " + chinese + "\n" + file.string() + ": " + english);
}

/// SQLite gives -wal and -shm the mode of the file itself.
int open_private(const fs::path& file) {
  const int handle = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (handle < 0) {
    const std::string reason = std::strerror(errno);
    refuse(file, "无法打开（" + reason + "）。请检查目录是否存在、可写，以及磁盘是否已满。",
           "cannot be opened (" + reason +
               "). Check that the folder exists and may be written, and the space on the disk.");
  }
  return handle;
}

void sync_folder_of(const fs::path& file) {
  const std::string error = host::sync_folder(file.parent_path());
  if (!error.empty()) throw DatabaseError(error, /*damaged=*/false);
}

/// Its version, 0 for an empty one. Reads only: a file that is refused keeps every byte.
std::int64_t check(Database& database, const fs::path& file) {
  const std::int64_t application = database.number("PRAGMA application_id");
  const std::int64_t tables = database.number("SELECT COUNT(*) FROM sqlite_schema");
  if (tables == 0 && application == 0) return 0;
  if (application != kApplicationId) {
    refuse(file, "不是一评终端的待发数据库。请移走它，或更换 data 目录。",
           "is not the outbox of a Yiping kiosk. Move it, or give another folder as `data`.");
  }
  const std::int64_t version = database.number("PRAGMA user_version");
  if (version < 1 || version > kOutboxSchema) {
    const std::string found = std::to_string(version);
    const std::string ours = std::to_string(kOutboxSchema);
    refuse(file, "结构版本为 " + found + "，本程序只认识 " + ours + "。请安装写入该文件的版本。",
           "has schema " + found + "; this program knows " + ours +
               ". Install the release that wrote it.");
  }
  if (const std::string found = database.text("PRAGMA quick_check(1)"); found != "ok") {
    throw DatabaseError("quick_check: " + found, /*damaged=*/true);
  }
  return version;
}

std::unique_ptr<Database> open_sound(const fs::path& file) {
  auto database = std::make_unique<Database>(file);
  const std::int64_t version = check(*database, file);
  database->fold_log_on_close();
  database->run(
      "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF");
  if (database->text("PRAGMA journal_mode = WAL") != "wal") {
    throw DatabaseError("the file system of " + file.string() + " does not take a write-ahead log",
                        /*damaged=*/false);
  }
  if (version == kOutboxSchema) return database;
  Transaction transaction(*database);
  for (std::int64_t next = version; next < kOutboxSchema; ++next) database->run(kSteps[next]);
  database->run(("PRAGMA application_id = " + std::to_string(kApplicationId)).c_str());
  database->run(("PRAGMA user_version = " + std::to_string(kOutboxSchema)).c_str());
  transaction.commit();
  return database;
}

/// With its log, so that what can be read of it can still be read.
void set_aside(const fs::path& file) {
  fs::path aside;
  for (int n = 1; aside.empty() || fs::exists(aside); ++n) {
    aside = file.string() + ".damaged-" + std::to_string(n);
  }
  for (const char* suffix : {"-shm", "-wal", ""}) {
    const fs::path from = file.string() + suffix;
    if (fs::exists(from)) fs::rename(from, aside.string() + suffix);
  }
  sync_folder_of(file);
  spdlog::error(
      "待发数据库已损坏，已改名为 {}，并新建一个；请将它交给维护人员恢复 / the outbox is damaged: "
      "it was renamed to {} and a new one begun; keep that file for recovery",
      aside.filename().string(), aside.filename().string());
}

}  // namespace

OutboxLock::OutboxLock(const fs::path& file) : handle_(open_private(file.string() + ".lock")) {
  if (::flock(handle_, LOCK_EX | LOCK_NB) == 0) return;
  ::close(handle_);
  refuse(file, "正被另一个终端进程使用。请先停止它。",
         "is in use by another kiosk process. Stop it first.");
}

OutboxLock::~OutboxLock() { ::close(handle_); }

std::unique_ptr<Database> open_outbox_file(const fs::path& file) {
  ::close(open_private(file));
  std::unique_ptr<Database> database;
  try {
    database = open_sound(file);
  } catch (const DatabaseError& error) {
    if (!error.damaged()) throw;
    set_aside(file);
    ::close(open_private(file));
    database = open_sound(file);
  }
  sync_folder_of(file);
  return database;
}

}  // namespace yiping::kiosk
