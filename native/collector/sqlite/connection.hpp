// SPDX-License-Identifier: Apache-2.0
// SQLite behind the store's connection interface. The only folder that includes sqlite3.h.
#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "collector/store/database.hpp"

namespace yiping::collector::sqlite {

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

/// What readers and the writer share: prepared statements, binding, errors.
class Statements {
 public:
  explicit Statements(sqlite3* database) : database_(database) {}
  std::int64_t execute(std::string_view sql, std::span<const Value> values);
  void query(std::string_view sql, std::span<const Value> values,
             const std::function<void(const Row&)>& each);

 private:
  struct Prepared {
    std::unique_ptr<sqlite3_stmt, FinalizeStatement> statement;
    std::vector<int> positions;  // SQLite's index of $1, $2, …; 0 when the SQL does not use it
  };
  Prepared& prepare(std::string_view sql, std::size_t values);
  sqlite3_stmt* bind(std::string_view sql, std::span<const Value> values);

  sqlite3* database_;
  std::unordered_map<std::string_view, Prepared> prepared_;
};

class ReadConnection : public ReadingConnection {
 public:
  explicit ReadConnection(const std::filesystem::path& path);
  using Connection::execute;
  using Connection::query;
  std::int64_t execute(std::string_view sql, std::span<const Value> values) override;
  void query(std::string_view sql, std::span<const Value> values,
             const std::function<void(const Row&)>& each) override;
  void begin_moment() override;
  void end_moment() noexcept override;
  bool is_intact() override;
  void interrupt() noexcept override;

 private:
  std::unique_ptr<sqlite3, CloseDatabase> database_;
  Statements statements_;
};

class Lock;

/// Opens or creates the file; refuses what is not ours, is newer, or is open elsewhere.
class WriteConnection : public WritingConnection {
 public:
  explicit WriteConnection(std::filesystem::path path);
  ~WriteConnection() override;
  WriteConnection(const WriteConnection&) = delete;
  WriteConnection& operator=(const WriteConnection&) = delete;

  using Connection::execute;
  using Connection::query;
  std::int64_t execute(std::string_view sql, std::span<const Value> values) override;
  void query(std::string_view sql, std::span<const Value> values,
             const std::function<void(const Row&)>& each) override;
  void begin() override;
  void commit() override;
  void rollback() noexcept override;
  void savepoint() override;
  void release_savepoint() override;
  void rollback_to_savepoint() override;
  void between_groups() override;
  void reopen() override;

 private:
  void open();
  void checkpoint();
  Statements& statements();

  std::filesystem::path path_;
  std::unique_ptr<Lock> lock_;  // longer than the file is open
  int wal_pages_ = 0;
  std::unique_ptr<sqlite3, CloseDatabase> database_;
  std::unique_ptr<Statements> statements_;
};

/// Throws a DatabaseError that says what SQLite said.
[[noreturn]] void fail(sqlite3* database, int code);

}  // namespace yiping::collector::sqlite
