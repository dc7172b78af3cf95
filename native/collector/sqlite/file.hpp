// SPDX-License-Identifier: Apache-2.0
// What may be done to a database file, and by whom.
#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <string>

#include "collector/sqlite/connection.hpp"

namespace yiping::collector::sqlite {

using Database = std::unique_ptr<sqlite3, CloseDatabase>;

/// Throws StoreRefused: the file, what is wrong with it and what helps, in both languages.
[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& english,
                         const std::string& chinese);

/// `flags`: SQLITE_OPEN_…. Throws DatabaseError.
[[nodiscard]] Database open_file(const std::filesystem::path& path, int flags);

void run(sqlite3* database, const char* sql);

/// SQLite's own check of every page.
[[nodiscard]] bool is_intact(sqlite3* database);

/// Only the owner may read: the file holds what citizens wrote. SQLite gives -wal and -shm the
/// mode of the file itself.
void create_private(const std::filesystem::path& path);

/// A name must survive a power cut before anything relies on it. Throws DatabaseError.
void sync_folder(const std::filesystem::path& path);

/// One process writes a file: two that write or checkpoint at once can corrupt it before
/// SQLite 3.51.3. The kernel drops the lock when a process ends, however it ends.
class Lock {
 public:
  /// Throws StoreRefused when another process has it.
  explicit Lock(const std::filesystem::path& database);
  ~Lock();
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

 private:
  int file_;
};

}  // namespace yiping::collector::sqlite
