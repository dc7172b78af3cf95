// SPDX-License-Identifier: Apache-2.0
// Limits that the library takes at compile time. Measured reasons:
// docs/adr/0006-the-http-library.md.
#define CPPHTTPLIB_LISTEN_BACKLOG 4096
#define CPPHTTPLIB_HEADER_MAX_COUNT 64
#define CPPHTTPLIB_MAX_LINE_LENGTH 16384
#include "collector/http_server.hpp"

#include <httplib.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

namespace yiping::collector {
namespace {

/// What one worker knows about the request that it is on.
struct Current {
  Request request;
  int status = 0;
  bool unread = false;  // refused before its body was read
  bool overloaded = false;
};
thread_local Current current;

/// How soon the acceptor sees that its socket was handed over.
constexpr time_t kAcceptSliceMicroseconds = 200'000;
/// The library looks every 10 ms, which costs a third of a core at 500 idle connections.
constexpr int kIdleSliceMilliseconds = 100;

/// Workers with a bounded line before them. The library's own pool drops what does not fit without
/// a word; this one runs it at once on the acceptor, marked, and the engine answers 503.
class Workers final : public httplib::TaskQueue {
 public:
  Workers(std::size_t count, std::size_t places, std::atomic<std::size_t>& waiting)
      : places_(places), waiting_(waiting) {
    threads_.reserve(count);
    for (std::size_t i = 0; i < count; ++i) threads_.emplace_back([this] { work(); });
  }

  bool enqueue(std::function<void()> task) override {
    {
      const std::lock_guard lock(mutex_);
      if (tasks_.size() < places_) {
        tasks_.push_back(std::move(task));
        waiting_ = tasks_.size();
        wake_.notify_one();
        return true;
      }
    }
    current.overloaded = true;
    task();
    current.overloaded = false;
    return true;
  }

  void shutdown() override {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

 private:
  void work() {
    while (true) {
      std::function<void()> task;
      {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [this] { return stopping_ || !tasks_.empty(); });
        if (tasks_.empty()) return;
        task = std::move(tasks_.front());
        tasks_.pop_front();
        waiting_ = tasks_.size();
      }
      task();
    }
  }

  const std::size_t places_;
  std::atomic<std::size_t>& waiting_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> tasks_;
  std::vector<std::thread> threads_;
  bool stopping_ = false;
};

/// Lets a client that is still sending read our answer: closing with unread bytes makes the kernel
/// reset the connection, and the answer may be lost with it. Bounded in bytes and in time.
void close_politely(socket_t socket) {
  ::shutdown(socket, SHUT_WR);
  std::array<char, 16'384> discarded;
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(1);
  for (std::size_t total = 0; total < (4U << 20U);) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        give_up - std::chrono::steady_clock::now());
    pollfd waiting{socket, POLLIN, 0};
    if (left.count() <= 0 || ::poll(&waiting, 1, static_cast<int>(left.count())) <= 0) break;
    const ssize_t size = ::recv(socket, discarded.data(), discarded.size(), 0);
    if (size <= 0) break;
    total += static_cast<std::size_t>(size);
  }
}

void write_to(httplib::Response& out, Response&& response) {
  out.status = response.status;
  for (Header& header : response.headers) out.set_header(header.name, header.value);
  if (!response.body.empty()) out.set_content(std::move(response.body), response.content_type);
}

int port_of(int socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  std::string ip;
  int port = 0;
  httplib::detail::get_ip_and_port(address, size, ip, port);
  return port;
}

std::string library_pattern(std::string_view pattern) {
  std::string out;
  for (const char c : pattern) {
    if (c == '{') {
      out += ':';
    } else if (c != '}') {
      out += c;
    }
  }
  return out;
}

}  // namespace

class HttpServer::Engine final : public httplib::Server {
 public:
  Engine(ServerOptions options, HttpApplication& application, const std::vector<Route>& routes)
      : options_(std::move(options)), application_(application) {
    const Response busy = application_.refused(503);
    busy_ = "HTTP/1.1 503 Service Unavailable\r\nContent-Type: " + busy.content_type +
            "\r\nConnection: close\r\nRetry-After: 2\r\nX-Content-Type-Options: nosniff\r\n"
            "Referrer-Policy: no-referrer\r\nCache-Control: no-store\r\nContent-Length: " +
            std::to_string(busy.body.size()) + "\r\n\r\n" + busy.body;
    new_task_queue = [this] { return new Workers(options_.workers, options_.waiting, waiting_); };
    if (is_path()) {
      set_address_family(AF_UNIX);
    } else {
      set_tcp_nodelay(true);
    }
    set_idle_interval(0, kAcceptSliceMicroseconds);
    set_keep_alive_max_count(options_.keep_alive_requests);
    set_keep_alive_timeout(options_.idle_timeout.count());
    set_read_timeout(std::chrono::seconds(5));
    set_write_timeout(std::chrono::seconds(5));
    set_payload_max_length(options_.largest_body);
    // Without SO_REUSEPORT, which the library would set: a second collector on the port must fail.
    set_socket_options([](socket_t socket) {
      const int on = 1;
      ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    });
    set_default_headers(
        {{"X-Content-Type-Options", "nosniff"}, {"Referrer-Policy", "no-referrer"}});
    set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
      return before_body(request, response);
    });
    set_expect_100_continue_handler(
        [this](const httplib::Request& request, httplib::Response& response) {
          return before_body(request, response) == HandlerResponse::Handled ? response.status : 100;
        });
    set_error_handler(Handler([this](const httplib::Request&, httplib::Response& response) {
      if (response.body.empty() && !response.has_header("Content-Length")) {
        current.unread = true;
        write_to(response, application_.refused(response.status));
      }
    }));
    set_exception_handler(
        [this](const httplib::Request&, httplib::Response& response, const std::exception_ptr&) {
          spdlog::error("a handler failed");
          write_to(response, application_.refused(500));
        });
    set_post_routing_handler([](const httplib::Request&, httplib::Response& response) {
      current.status = response.status;
    });
    const Handler with_body = [this](const httplib::Request& request, httplib::Response& response) {
      current.unread = false;
      current.request.body = request.body;
      write_to(response, application_.answer(current.request));
    };
    for (const Route& route : routes) {
      if (route.method == "POST") Post(library_pattern(route.pattern), with_body);
      if (route.method == "DELETE") Delete(library_pattern(route.pattern), with_body);
    }
  }

  int bind(ListeningSocket held) {
    if (held) {
      svr_sock_ = held.release();
      return port_of(svr_sock_);
    }
    const int port = options_.port;
    if (is_path()) {
      // Left behind by a process that was killed: who may serve here is the lock's to say.
      ::unlink(options_.listen.c_str());
      // For its own user alone.
      const mode_t before = ::umask(S_IRWXG | S_IRWXO);
      const bool is_bound = bind_to_port(options_.listen, 1);
      ::umask(before);
      if (is_bound) return 0;
      throw PortInUse("无法监听 / cannot listen on " + options_.listen + " (" +
                      std::strerror(errno) + ")");
    }
    if (port == 0) {
      const int chosen = bind_to_any_port(options_.listen);
      if (chosen > 0) return chosen;
    } else if (bind_to_port(options_.listen, port)) {
      return port;
    }
    const std::string address = options_.listen + ":" + std::to_string(port);
    const std::string number = std::to_string(port);
    throw PortInUse("无法监听 " + address + "：端口 " + number + " 已被占用或不允许使用 (" +
                    std::strerror(errno) + ")。请用 `ss -ltnp 'sport = :" + number +
                    "'` 查看占用者，或在配置文件中改用其他端口（\"" + options_.setting +
                    "\"）。\n"
                    "cannot listen on " +
                    address + ": port " + number + " is taken or not allowed (" +
                    std::strerror(errno) + "). Find its owner with `ss -ltnp 'sport = :" + number +
                    "'`, or choose another one in the configuration (\"" + options_.setting +
                    "\").");
  }

  ListeningSocket hand_over() {
    wait_until_ready();
    return ListeningSocket(svr_sock_.exchange(INVALID_SOCKET));
  }

  void stop_listening() {
    // Not when it was handed over.
    if (svr_sock_ != INVALID_SOCKET) {
      wait_until_ready();
      stop();
    }
    if (is_path()) ::unlink(options_.listen.c_str());
  }

 private:
  [[nodiscard]] bool is_path() const { return options_.listen.starts_with('/'); }

  HandlerResponse before_body(const httplib::Request& request, httplib::Response& response) {
    take(request);
    const bool has_body = request.method == "POST" || request.method == "DELETE";
    std::optional<Response> refusal = application_.guard(current.request);
    if (!refusal && has_body) return HandlerResponse::Unhandled;
    current.unread = refusal.has_value();
    write_to(response, refusal ? std::move(*refusal) : application_.answer(current.request));
    return HandlerResponse::Handled;
  }

  void take(const httplib::Request& request) {
    Request& ours = current.request;
    ours.started = std::chrono::steady_clock::now();
    ours.method = request.method;
    ours.path = request.path;
    ours.body.clear();
    ours.headers.clear();
    for (const auto& [name, value] : request.headers) ours.headers.push_back({name, value});
    ours.query.clear();
    for (const auto& [name, value] : request.params) ours.query.push_back({name, value});
    ours.address = request.remote_addr;
    const auto& proxies = options_.trusted_proxies;
    if (std::find(proxies.begin(), proxies.end(), ours.address) != proxies.end()) {
      // The last entry is the one that our proxy added itself.
      const std::string_view forwarded = ours.header("X-Forwarded-For");
      const std::size_t last = forwarded.find_last_of(", ");
      if (!forwarded.empty()) {
        ours.address = forwarded.substr(last == std::string_view::npos ? 0 : last + 1);
      }
    }
  }

  /// True when bytes have come. A worker that waits for an idle connection while another visitor
  /// waits for a worker, or while the server ends, gives the idle one up; a new one has a second to
  /// say something: whoever was let in is answered.
  bool next_request(socket_t socket, bool is_first) const {
    const auto begin = std::chrono::steady_clock::now();
    while (true) {
      pollfd readable{socket, POLLIN, 0};
      const int count = ::poll(&readable, 1, kIdleSliceMilliseconds);
      if (count > 0) return true;
      if (count < 0 && errno != EINTR) return false;
      const auto idle = std::chrono::steady_clock::now() - begin;
      if (idle >= options_.idle_timeout) return false;
      const bool is_wanted = waiting_ > 0 || is_ending();
      if (is_wanted && (!is_first || idle >= std::chrono::seconds(1))) return false;
    }
  }

  [[nodiscard]] bool is_ending() const { return svr_sock_ == INVALID_SOCKET; }

  /// As the library's, with a deadline for the whole request and a polite end.
  bool process_and_close_socket(socket_t socket) override {
    if (current.overloaded) {
      application_.turned_away();
      ::send(socket, busy_.data(), busy_.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
      ::shutdown(socket, SHUT_WR);
      std::array<char, 4096> discarded;
      ::recv(socket, discarded.data(), discarded.size(), MSG_DONTWAIT);
      httplib::detail::close_socket(socket);
      return true;
    }
    std::string address;
    int port = 0;
    httplib::detail::get_remote_ip_and_port(socket, address, port);
    current.status = 0;
    current.unread = false;
    bool done = false;
    bool closed = false;
    for (std::size_t left = keep_alive_max_count_;
         left > 0 && !closed && next_request(socket, left == keep_alive_max_count_); --left) {
      httplib::detail::SocketStream stream(
          socket, read_timeout_sec_, read_timeout_usec_, write_timeout_sec_, write_timeout_usec_,
          options_.request_deadline.count(), std::chrono::steady_clock::now());
      done =
          process_request(stream, address, port, {}, 0, left == 1 || is_ending(), closed, nullptr);
      // What follows a refused request on its connection cannot be told from its body.
      closed = closed || !done || current.status >= 400;
    }
    if (current.unread) close_politely(socket);
    httplib::detail::shutdown_socket(socket);
    httplib::detail::close_socket(socket);
    return done;
  }

  const ServerOptions options_;
  HttpApplication& application_;
  std::string busy_;
  std::atomic<std::size_t> waiting_ = 0;  // connections in the line
};

HttpServer::HttpServer(ServerOptions options, HttpApplication& application,
                       const std::vector<Route>& routes)
    : engine_(std::make_unique<Engine>(std::move(options), application, routes)) {}

HttpServer::~HttpServer() = default;

int HttpServer::bind(ListeningSocket held) { return engine_->bind(std::move(held)); }

void HttpServer::run() { engine_->listen_after_bind(); }

void HttpServer::stop() { engine_->stop_listening(); }

ListeningSocket HttpServer::hand_over() { return engine_->hand_over(); }

ListeningSocket::~ListeningSocket() {
  if (file_ >= 0) ::close(file_);
}

}  // namespace yiping::collector
