// SPDX-License-Identifier: Apache-2.0
// The HTTP server: threads, sockets, limits. Its source is the only one that knows the library.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "collector/http.hpp"
#include "host/operator_error.hpp"

namespace yiping::collector {

/// What the server asks of the application. All calls come from many threads.
class HttpApplication {
 public:
  virtual ~HttpApplication() = default;
  /// Before the body is read: the answer that refuses the request, or nothing to go on.
  virtual std::optional<Response> guard(const Request& head) = 0;
  virtual Response answer(const Request& request) = 0;
  /// What the library itself refused: a status without a body.
  virtual Response refused(int status) = 0;
  /// A connection was answered 503 without being read.
  virtual void turned_away() = 0;
};

struct ServerOptions {
  std::string listen = "127.0.0.1";  // or the path of a socket in the file system, "/…"
  int port = 8080;                   // 0: any free one
  std::string setting = "port";      // in the configuration, for whoever has to change it
  std::size_t workers = 128;
  /// Connections that wait for a worker; more are answered 503 at once.
  std::size_t waiting = 512;
  std::size_t keep_alive_requests = 100;
  std::chrono::seconds idle_timeout{5};
  /// From the first byte of a request to its last, so that a trickle of bytes holds no worker.
  std::chrono::milliseconds request_deadline{8'000};
  std::size_t largest_body = 2U << 20U;
  /// Addresses of our own reverse proxies: their X-Forwarded-For is believed.
  std::vector<std::string> trusted_proxies;
};

class PortInUse : public host::OperatorError {
  using host::OperatorError::OperatorError;
};

/// A socket that listens. Whoever connects while no server has it waits in its line.
class ListeningSocket {
 public:
  ListeningSocket() = default;
  explicit ListeningSocket(int file) : file_(file) {}
  ~ListeningSocket();
  ListeningSocket(ListeningSocket&& other) noexcept : file_(other.release()) {}
  ListeningSocket& operator=(ListeningSocket&& other) noexcept {
    std::swap(file_, other.file_);
    return *this;
  }
  [[nodiscard]] explicit operator bool() const { return file_ >= 0; }
  [[nodiscard]] int release() { return std::exchange(file_, -1); }

 private:
  int file_ = -1;
};

class HttpServer {
 public:
  /// `routes_with_body`: patterns by method, so that the library reads bodies for them alone.
  HttpServer(ServerOptions options, HttpApplication& application, const std::vector<Route>& routes);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  /// Listens on `held` if there is one. Returns the port, 0 for a path. Throws PortInUse with a
  /// text for the operator in both languages.
  int bind(ListeningSocket held = {});
  /// Serves until stop() or hand_over(); requests under way are finished.
  void run();
  void stop();
  /// Stops, and leaves the socket listening, for the next server.
  [[nodiscard]] ListeningSocket hand_over();

 private:
  class Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace yiping::collector
