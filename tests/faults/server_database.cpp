// SPDX-License-Identifier: Apache-2.0
#include "server_database.hpp"

#include <libpq-fe.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <stdexcept>
#include <thread>

#include "plan.hpp"

namespace yiping::faults {
namespace {

std::string environment(const char* name) {
  const char* value = ::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

bool on_postgresql() {
  if (environment("YIPING_STORE") != "postgresql") return false;
  if (environment("YIPING_POSTGRESQL").empty()) {
    throw Skipped("YIPING_POSTGRESQL names no server");
  }
  return true;
}

ServerDatabase::ServerDatabase(const std::string& uri) : session_(PQconnectdb(uri.c_str())) {
  if (PQstatus(session_) == CONNECTION_OK) return;
  const std::string reason = PQerrorMessage(session_);
  PQfinish(session_);
  throw std::runtime_error(reason);
}

ServerDatabase::~ServerDatabase() { PQfinish(session_); }

void ServerDatabase::run(const std::string& sql) {
  query(sql, [](const Texts&) {});
}

void ServerDatabase::query(const std::string& sql, const std::function<void(const Texts&)>& each) {
  PGresult* result = PQexec(session_, sql.c_str());
  const ExecStatusType status = PQresultStatus(result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    PQclear(result);
    throw std::runtime_error(PQerrorMessage(session_));
  }
  Texts row(static_cast<std::size_t>(PQnfields(result)));
  for (int i = 0; i < PQntuples(result); ++i) {
    for (std::size_t column = 0; column < row.size(); ++column) {
      row[column] = PQgetvalue(result, i, static_cast<int>(column));
    }
    each(row);
  }
  PQclear(result);
}

ServerSchema::ServerSchema() {
  static std::atomic<int> count{0};
  name_ = "faults_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
  uri_ = environment("YIPING_POSTGRESQL") + "&options=-csearch_path%3D" + name_;
  ServerDatabase(environment("YIPING_POSTGRESQL")).run("CREATE SCHEMA " + name_);
}

ServerSchema::~ServerSchema() {
  try {
    ServerDatabase database(environment("YIPING_POSTGRESQL"));
    database.run("SET client_min_messages = warning");
    database.run("DROP SCHEMA " + name_ + " CASCADE");
  } catch (const std::runtime_error&) {
    // The server goes with its folder.
    name_.clear();
  }
}

void stop_server() {
  std::ifstream file(environment("YIPING_POSTGRESQL_DATA") + "/postmaster.pid");
  pid_t server = 0;
  if (!(file >> server) || ::kill(server, SIGQUIT) != 0) {
    throw std::runtime_error("the server cannot be stopped");
  }
  while (::kill(server, 0) == 0) std::this_thread::sleep_for(std::chrono::milliseconds(10));
}

void start_server() {
  const std::string start = environment("YIPING_POSTGRESQL_START") + " >/dev/null 2>&1";
  if (::system(start.c_str()) != 0) throw std::runtime_error("the server did not start");
}

}  // namespace yiping::faults
