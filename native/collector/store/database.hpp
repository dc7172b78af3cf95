// SPDX-License-Identifier: Apache-2.0
// What the store needs of a database engine. The DML is shared and uses $1, $2, …; the DDL is the
// engine's own (sqlite/, postgresql/). Portable subset: docs/adr/0015.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>

#include "collector/store.hpp"

namespace yiping::collector {

/// Of the tables that this program knows, whichever engine holds them.
inline constexpr std::int64_t kSchemaVersion = 6;

/// Throws StoreRefused: `name` holds version `found`, which is not one that we can lead to ours.
[[noreturn]] void refuse_schema(const std::string& name, const std::string& found);

class DatabaseError : public std::runtime_error {
 public:
  enum class Kind : std::uint8_t {
    row,       // this row's fault: a constraint, a type
    conflict,  // another writer was in the way: nothing is stored, the same again may pass
    storage,   // disk full, I/O error, corruption, time over: no row of the group can be stored
    lost,      // storage, and the connection is gone: a commit under way may have passed
  };
  DatabaseError(Kind kind, const std::string& what) : std::runtime_error(what), kind_(kind) {}
  [[nodiscard]] Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

using Bytes = std::span<const std::uint8_t>;
/// The referenced text or bytes must live until the call returns.
using Value = std::variant<std::monostate, std::int64_t, std::string_view, Bytes>;

/// The current row of a query; columns count from 0. Views end with the row.
class Row {
 public:
  virtual ~Row() = default;
  [[nodiscard]] virtual bool is_null(int column) const = 0;
  [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
  [[nodiscard]] virtual std::string_view text(int column) const = 0;
  [[nodiscard]] virtual Bytes bytes(int column) const = 0;

  [[nodiscard]] std::string string(int column) const { return std::string(text(column)); }
  [[nodiscard]] Id16 id(int column) const { return fixed<Id16>(column); }
  [[nodiscard]] Hash32 hash(int column) const { return fixed<Hash32>(column); }

 private:
  template <typename Array>
  [[nodiscard]] Array fixed(int column) const {
    const Bytes value = bytes(column);
    Array array{};
    if (value.size() != array.size()) {
      throw DatabaseError(DatabaseError::Kind::storage, "a stored id has the wrong length");
    }
    std::copy(value.begin(), value.end(), array.begin());
    return array;
  }
};

/// One connection, used by one thread at a time. Statements are prepared once: `sql` must have
/// static storage.
class Connection {
 public:
  virtual ~Connection() = default;
  /// Returns the count of changed rows.
  virtual std::int64_t execute(std::string_view sql, std::span<const Value> values) = 0;
  /// `each` may not use the connection.
  virtual void query(std::string_view sql, std::span<const Value> values,
                     const std::function<void(const Row&)>& each) = 0;

  std::int64_t execute(std::string_view sql, std::initializer_list<Value> values = {}) {
    return execute(sql, std::span<const Value>(values.begin(), values.size()));
  }
  void query(std::string_view sql, std::initializer_list<Value> values,
             const std::function<void(const Row&)>& each) {
    query(sql, std::span<const Value>(values.begin(), values.size()), each);
  }
};

class ReadingConnection : public Connection {
 public:
  /// Until `end_moment` every query sees the database as it is now, however long it takes.
  virtual void begin_moment() = 0;
  virtual void end_moment() noexcept = 0;
  /// The engine's own check of what it keeps.
  virtual bool is_intact() = 0;
  /// From another thread: the query under way, if there is one, ends with an error.
  virtual void interrupt() noexcept = 0;
};

/// The connection that writes: a collector has one, and the writer's thread owns it.
class WritingConnection : public Connection {
 public:
  virtual void begin() = 0;
  virtual void commit() = 0;
  /// Never throws: after a failure that the engine rolled back itself there is nothing to do.
  virtual void rollback() noexcept = 0;
  virtual void savepoint() = 0;
  virtual void release_savepoint() = 0;
  virtual void rollback_to_savepoint() = 0;
  /// Called between groups: housekeeping that must not run beside a transaction.
  virtual void between_groups() = 0;
  /// After an I/O error nothing in memory is trusted: close, open, recover.
  virtual void reopen() = 0;
};

/// A text or bytes as a parameter.
[[nodiscard]] inline Bytes bytes_of(const Id16& id) { return {id.data(), id.size()}; }
[[nodiscard]] inline Bytes bytes_of(const Nonce& nonce) { return {nonce.data(), nonce.size()}; }
[[nodiscard]] inline Bytes bytes_of(const Hash32& hash) { return {hash.data(), hash.size()}; }

}  // namespace yiping::collector
