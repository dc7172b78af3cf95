// SPDX-License-Identifier: Apache-2.0
// SQLite with ownership and errors; the one pair of files of the kiosk that includes sqlite3.h.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace yiping::kiosk {

/// What SQLite said. `damaged`: the file is not a sound database.
class DatabaseError : public std::runtime_error {
 public:
  DatabaseError(const std::string& text, bool damaged)
      : std::runtime_error(text), damaged_(damaged) {}
  [[nodiscard]] bool damaged() const { return damaged_; }

 private:
  bool damaged_;
};

class Statement {
 public:
  Statement(sqlite3* database, const char* sql);
  /// Positions count from 1 in the order of the calls. What is bound must outlive the statement.
  Statement& bind(std::int64_t value);
  Statement& bind(std::string_view text);
  Statement& bind(std::span<const std::uint8_t> bytes);
  /// False when there is no further row.
  bool step();

  // Of the row; columns from 0. Views end with the next step.
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] std::span<const std::uint8_t> bytes(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  void check(int code) const;

  sqlite3* database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int position_ = 0;
};

/// One connection, for one thread at a time. The file must exist.
class Database {
 public:
  explicit Database(const std::filesystem::path& file);
  void run(const char* sql);
  [[nodiscard]] Statement prepare(const char* sql) { return {database_.get(), sql}; }
  /// The first column of the first row.
  [[nodiscard]] std::int64_t number(const char* sql);
  [[nodiscard]] std::string text(const char* sql);

  /// Until it is ours the file must keep every byte: closing would fold its log into it.
  void fold_log_on_close();

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  std::unique_ptr<sqlite3, Close> database_;
};

/// Rolled back unless committed.
class Transaction {
 public:
  explicit Transaction(Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

}  // namespace yiping::kiosk
