// SPDX-License-Identifier: Apache-2.0
#include "postgresql_server.hpp"

#include <libpq-fe.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <string_view>
#include <vector>

namespace yiping::collector::test {
namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

std::string server_folder() {
  return std::filesystem::path(environment("YIPING_POSTGRESQL_DATA")).parent_path().string();
}

sockaddr_un address_in(const std::string& folder) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = folder + "/.s.PGSQL.5432";
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  return address;
}

/// False when the sender has closed.
bool pass_on(int from, int to, std::string& passed) {
  std::array<char, 65'536> bytes;
  const ssize_t size = ::recv(from, bytes.data(), bytes.size(), 0);
  if (size <= 0) return false;
  passed.assign(bytes.data(), static_cast<std::size_t>(size));
  return ::send(to, passed.data(), passed.size(), MSG_NOSIGNAL) == size;
}

}  // namespace

bool on_postgresql() { return environment("YIPING_STORE") == "postgresql"; }

Sql::Sql(const std::string& uri) : session_(PQconnectdb(uri.c_str())) {
  INFO(PQerrorMessage(session_));
  REQUIRE(PQstatus(session_) == CONNECTION_OK);
}

Sql::~Sql() { PQfinish(session_); }

std::string Sql::run(const std::string& sql) {
  PGresult* result = PQexec(session_, sql.c_str());
  const ExecStatusType status = PQresultStatus(result);
  std::string value = PQntuples(result) > 0 ? PQgetvalue(result, 0, 0) : "";
  PQclear(result);
  INFO(PQerrorMessage(session_));
  REQUIRE((status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK));
  return value;
}

Schema::Schema() {
  static std::atomic<int> count{0};
  if (environment("YIPING_POSTGRESQL").empty()) SKIP("YIPING_POSTGRESQL names no server");
  name_ = "t" + std::to_string(::getpid()) + "_" + std::to_string(++count);
  Sql(environment("YIPING_POSTGRESQL")).run("CREATE SCHEMA " + name_);
}

Schema::~Schema() {
  PGconn* session = PQconnectdb(environment("YIPING_POSTGRESQL").c_str());
  PQclear(PQexec(session, "SET client_min_messages = warning"));
  PQclear(PQexec(session, ("DROP SCHEMA " + name_ + " CASCADE").c_str()));
  PQfinish(session);
}

std::string Schema::uri(const std::string& host) const {
  std::string uri = environment("YIPING_POSTGRESQL") + "&options=-csearch_path%3D" + name_;
  // Of a parameter that is given twice the last counts.
  if (!host.empty()) uri.append("&host=" + host);
  return uri;
}

void stop_server() {
  std::ifstream file(environment("YIPING_POSTGRESQL_DATA") + "/postmaster.pid");
  pid_t server = 0;
  REQUIRE(file >> server);
  REQUIRE(::kill(server, SIGQUIT) == 0);
  while (::kill(server, 0) == 0) std::this_thread::sleep_for(std::chrono::milliseconds(20));
}

void start_server() {
  REQUIRE(std::system((environment("YIPING_POSTGRESQL_START") + " >/dev/null 2>&1").c_str()) == 0);
}

Relay::Relay() : listener_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const sockaddr_un address = address_in(host());
  REQUIRE(::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(::listen(listener_, 16) == 0);
  acceptor_ = std::thread([this] {
    std::vector<std::thread> lines;
    for (int client = 0; (client = ::accept(listener_, nullptr, nullptr)) >= 0;) {
      lines.emplace_back([this, client] { serve(client); });
    }
    for (std::thread& line : lines) line.join();
  });
}

Relay::~Relay() {
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  ::close(listener_);
}

void Relay::serve(int client) {
  const int server = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_un address = address_in(server_folder());
  bool open = ::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  std::string passed;
  while (open) {
    std::array<pollfd, 2> ends{{{client, POLLIN, 0}, {server, POLLIN, 0}}};
    ::poll(ends.data(), ends.size(), -1);
    if (ends[0].revents != 0) {
      open = pass_on(client, server, passed);
      if (open && passed.find("COMMIT") != std::string::npos && armed_.exchange(false)) {
        // The server's answer is its word that it is done; the client never hears it.
        ::recv(server, passed.data(), passed.size(), 0);
        ++cuts_;
        break;
      }
    }
    if (open && ends[1].revents != 0) open = pass_on(server, client, passed);
  }
  ::close(server);
  ::close(client);
}

}  // namespace yiping::collector::test
