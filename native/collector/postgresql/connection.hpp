// SPDX-License-Identifier: Apache-2.0
// PostgreSQL behind the store's connection interface. The only folder that includes libpq-fe.h.
#pragma once

#include <libpq-fe.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "collector/store/database.hpp"

namespace yiping::collector::postgresql {

struct CloseSession {
  void operator()(PGconn* session) const { PQfinish(session); }
};
struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, ClearResult>;

struct Server {
  std::string uri;
  /// Within which a caller must have its answer; a statement gets half of it.
  std::chrono::milliseconds answer{};
};

[[nodiscard]] bool is_readable(const std::string& uri);

/// The URI without its password and parameters, for an error's text.
[[nodiscard]] std::string describe(const std::string& uri);

/// One connection: statements that are prepared once, binary both ways, none longer than its time.
class Session {
 public:
  /// Throws a DatabaseError. What the server must be like: docs/collector.md.
  explicit Session(const Server& server);
  std::int64_t execute(std::string_view sql, std::span<const Value> values);
  void query(std::string_view sql, std::span<const Value> values,
             const std::function<void(const Row&)>& each);
  /// Statements without parameters, unprepared; the first row's first field as text.
  std::string run(const std::string& sql);
  /// As `run`; lost when the server rolled back instead, which it does without calling it an error.
  void commit();
  [[nodiscard]] bool is_idle() const { return PQtransactionStatus(get()) == PQTRANS_IDLE; }
  /// From now on a statement may take as long as it takes; `impatient` ends that.
  void patient();
  void impatient();
  /// From another thread.
  void interrupt() noexcept;

 private:
  [[nodiscard]] PGconn* get() const { return session_.get(); }
  const std::string& prepare(std::string_view sql, std::span<const Value> values);
  void send(std::string_view sql, std::span<const Value> values);
  Result next();
  Result last();
  void drain() noexcept;
  void wait();
  [[noreturn]] void fail(const PGresult* result);

  std::unique_ptr<PGconn, CloseSession> session_;
  std::chrono::milliseconds limit_;
  std::chrono::milliseconds patience_;
  std::unordered_map<std::string_view, std::string> prepared_;
};

/// Reopens by itself: after a loss the next use has a new session.
class ReadConnection : public ReadingConnection {
 public:
  explicit ReadConnection(Server server);
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
  template <typename Work>
  auto with(Work work);
  Server server_;
  std::unique_ptr<Session> session_;
};

/// Opens the database and brings its tables to our version; refuses what is not ours or is newer.
class WriteConnection : public WritingConnection {
 public:
  explicit WriteConnection(Server server);
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
  void between_groups() override {}
  void reopen() override;

 private:
  Session& session();
  Server server_;
  std::unique_ptr<Session> session_;
};

}  // namespace yiping::collector::postgresql
