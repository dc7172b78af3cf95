// SPDX-License-Identifier: Apache-2.0
// The PostgreSQL server of the tests (tools/lib/postgresql.sh starts it), as they see it from
// outside.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <thread>

#include "support/folder.hpp"

struct pg_conn;  // of libpq

namespace yiping::collector::test {

/// Whether this run is of the store on PostgreSQL.
[[nodiscard]] bool on_postgresql();

/// A session of the test's own. Statements fail the test.
class Sql {
 public:
  explicit Sql(const std::string& uri);
  ~Sql();
  Sql(const Sql&) = delete;
  Sql& operator=(const Sql&) = delete;
  /// The first row's first field.
  std::string run(const std::string& sql);

 private:
  pg_conn* session_;
};

/// A schema of a test's own, gone with it. Skips the test when there is no server.
class Schema {
 public:
  Schema();
  ~Schema();
  Schema(const Schema&) = delete;
  Schema& operator=(const Schema&) = delete;
  /// Of libpq, with the schema as its search path; `host` in the place of the server's.
  [[nodiscard]] std::string uri(const std::string& host = {}) const;

 private:
  std::string name_;
};

/// Pulls the plug: what was not synced is lost.
void stop_server();
void start_server();

/// Between a store and the server; cuts the line at a commit, after the server has done it.
class Relay {
 public:
  Relay();
  ~Relay();
  Relay(const Relay&) = delete;
  Relay& operator=(const Relay&) = delete;
  /// The folder of its socket.
  [[nodiscard]] std::string host() const { return folder_.path().string(); }
  void cut_at_next_commit() { armed_ = true; }
  [[nodiscard]] int cuts() const { return cuts_; }

 private:
  void serve(int client);
  yiping::test::Folder folder_;
  int listener_ = -1;
  std::atomic<bool> armed_{false};
  std::atomic<int> cuts_{0};
  std::thread acceptor_;
};

}  // namespace yiping::collector::test
