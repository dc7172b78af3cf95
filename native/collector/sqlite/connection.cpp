// SPDX-License-Identifier: Apache-2.0
#include "collector/sqlite/connection.hpp"

#include <string>

namespace yiping::collector::sqlite {
namespace {

DatabaseError::Kind kind_of(int code) {
  switch (code & 0xFF) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CORRUPT:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_NOTADB:
    case SQLITE_NOMEM:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return DatabaseError::Kind::storage;
    default:
      return DatabaseError::Kind::row;
  }
}

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
  [[nodiscard]] bool is_null(int column) const override {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  [[nodiscard]] std::int64_t integer(int column) const override {
    return sqlite3_column_int64(statement_, column);
  }
  [[nodiscard]] std::string_view text(int column) const override {
    const unsigned char* data = sqlite3_column_text(statement_, column);
    return {reinterpret_cast<const char*>(data), size(column)};
  }
  [[nodiscard]] Bytes bytes(int column) const override {
    const void* data = sqlite3_column_blob(statement_, column);
    return {static_cast<const std::uint8_t*>(data), size(column)};
  }

 private:
  [[nodiscard]] std::size_t size(int column) const {
    return static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  }
  sqlite3_stmt* statement_;
};

/// A statement goes back to its start however the call ends: an open one would hold a snapshot.
class Reset {
 public:
  explicit Reset(sqlite3_stmt* statement) : statement_(statement) {}
  ~Reset() { sqlite3_reset(statement_); }
  Reset(const Reset&) = delete;
  Reset& operator=(const Reset&) = delete;

 private:
  sqlite3_stmt* statement_;
};

int bind_value(sqlite3_stmt* statement, int position, const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    return sqlite3_bind_int64(statement, position, *integer);
  }
  if (const auto* text = std::get_if<std::string_view>(&value)) {
    // A null pointer would bind NULL: an empty text must stay a text.
    const char* data = text->data() == nullptr ? "" : text->data();
    return sqlite3_bind_text64(statement, position, data, text->size(), SQLITE_STATIC, SQLITE_UTF8);
  }
  if (const auto* bytes = std::get_if<Bytes>(&value)) {
    return sqlite3_bind_blob64(statement, position, bytes->data(), bytes->size(), SQLITE_STATIC);
  }
  return sqlite3_bind_null(statement, position);
}

}  // namespace

void fail(sqlite3* database, int code) {
  const char* text = database == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(database);
  throw DatabaseError(kind_of(code), "SQLite " + std::to_string(code) + ": " + text);
}

Statements::Prepared& Statements::prepare(std::string_view sql, std::size_t values) {
  if (const auto found = prepared_.find(sql); found != prepared_.end()) return found->second;
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(database_, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) fail(database_, code);
  Prepared prepared{std::unique_ptr<sqlite3_stmt, FinalizeStatement>(statement), {}};
  // SQLite numbers $n by first appearance, other engines by n.
  for (std::size_t n = 1; n <= values; ++n) {
    const std::string name = "$" + std::to_string(n);
    prepared.positions.push_back(sqlite3_bind_parameter_index(statement, name.c_str()));
  }
  return prepared_.emplace(sql, std::move(prepared)).first->second;
}

sqlite3_stmt* Statements::bind(std::string_view sql, std::span<const Value> values) {
  Prepared& prepared = prepare(sql, values.size());
  sqlite3_stmt* statement = prepared.statement.get();
  for (std::size_t i = 0; i < values.size(); ++i) {
    const int position = prepared.positions[i];
    if (position == 0) continue;
    const int code = bind_value(statement, position, values[i]);
    if (code != SQLITE_OK) fail(database_, code);
  }
  return statement;
}

std::int64_t Statements::execute(std::string_view sql, std::span<const Value> values) {
  sqlite3_stmt* statement = bind(sql, values);
  const Reset reset(statement);
  const int code = sqlite3_step(statement);
  if (code != SQLITE_DONE && code != SQLITE_ROW) fail(database_, code);
  return sqlite3_changes64(database_);
}

void Statements::query(std::string_view sql, std::span<const Value> values,
                       const std::function<void(const Row&)>& each) {
  sqlite3_stmt* statement = bind(sql, values);
  const Reset reset(statement);
  const SqliteRow row(statement);
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) each(row);
  if (code != SQLITE_DONE) fail(database_, code);
}

}  // namespace yiping::collector::sqlite
