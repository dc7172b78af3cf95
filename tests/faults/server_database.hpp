// SPDX-License-Identifier: Apache-2.0
// A PostgreSQL of the harness: a schema of a plan's own, read with plain SQL, and a server that can
// be stopped as by a power cut. The server is the one that YIPING_POSTGRESQL names.
#pragma once

#include <functional>
#include <string>
#include <vector>

struct pg_conn;

namespace yiping::faults {

/// Whether plans run on PostgreSQL (YIPING_STORE=postgresql). Throws Skipped when there is no
/// server.
[[nodiscard]] bool on_postgresql();

/// Throws std::runtime_error with what the server said.
class ServerDatabase {
 public:
  using Texts = std::vector<std::string>;
  explicit ServerDatabase(const std::string& uri);
  ~ServerDatabase();
  ServerDatabase(const ServerDatabase&) = delete;
  ServerDatabase& operator=(const ServerDatabase&) = delete;

  void run(const std::string& sql);
  void query(const std::string& sql, const std::function<void(const Texts&)>& each);

 private:
  pg_conn* session_;
};

/// Empty, and gone with it.
class ServerSchema {
 public:
  ServerSchema();
  ~ServerSchema();
  ServerSchema(const ServerSchema&) = delete;
  ServerSchema& operator=(const ServerSchema&) = delete;
  [[nodiscard]] const std::string& uri() const { return uri_; }

 private:
  std::string name_;
  std::string uri_;
};

/// SIGQUIT: it ends at once and recovers at its next start.
void stop_server();
void start_server();

}  // namespace yiping::faults
