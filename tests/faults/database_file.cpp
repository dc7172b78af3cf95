// SPDX-License-Identifier: Apache-2.0
#include "database_file.hpp"

#include <sqlite3.h>

#include <stdexcept>

namespace yiping::faults {
namespace {

std::string text(sqlite3_stmt* statement, int column) {
  const unsigned char* data = sqlite3_column_text(statement, column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
  return data == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(data), size);
}

}  // namespace

DatabaseFile::DatabaseFile(const std::filesystem::path& file, AtClose at_close) {
  const int code = sqlite3_open_v2(file.c_str(), &database_, SQLITE_OPEN_READWRITE, nullptr);
  if (code != SQLITE_OK) {
    sqlite3_close(database_);
    throw std::runtime_error("cannot open " + file.string() + ": " + sqlite3_errstr(code));
  }
  const int keep_log = at_close == AtClose::left_in_log ? 1 : 0;
  sqlite3_db_config(database_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep_log, nullptr);
}

DatabaseFile::~DatabaseFile() { sqlite3_close(database_); }

void DatabaseFile::run(const std::string& sql) {
  if (sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    throw std::runtime_error(sqlite3_errmsg(database_));
  }
}

void DatabaseFile::query(const std::string& sql, const std::function<void(const Texts&)>& each) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
    throw std::runtime_error(sqlite3_errmsg(database_));
  }
  Texts row(static_cast<std::size_t>(sqlite3_column_count(statement)));
  while (sqlite3_step(statement) == SQLITE_ROW) {
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = text(statement, static_cast<int>(i));
    each(row);
  }
  if (sqlite3_finalize(statement) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(database_));
}

std::string DatabaseFile::value(const std::string& sql) {
  std::string found;
  query(sql, [&](const Texts& row) { found = row.front(); });
  return found;
}

}  // namespace yiping::faults
