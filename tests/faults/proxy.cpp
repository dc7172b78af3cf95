// SPDX-License-Identifier: Apache-2.0
#include "proxy.hpp"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <stdexcept>
#include <utility>

#include "process.hpp"

namespace yiping::faults {
namespace {

constexpr int kPatience = 10'000;  // milliseconds

class Socket {
 public:
  explicit Socket(int handle) : handle_(handle) {}
  ~Socket() { ::close(handle_); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  [[nodiscard]] int handle() const { return handle_; }

  /// The next close throws away what is under way and tells the peer so.
  void reset_on_close() const {
    const linger now{1, 0};
    ::setsockopt(handle_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  }

 private:
  int handle_;
};

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

int new_socket() { return ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0); }

bool send_all(int socket, const char* bytes, std::size_t size) {
  while (size > 0) {
    const ssize_t sent = ::send(socket, bytes, size, MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes += sent;
    size -= static_cast<std::size_t>(sent);
  }
  return true;
}

/// One direction of a connection.
struct Stream {
  int from = -1;
  int to = -1;
  std::size_t passed = 0;
  std::size_t limit = SIZE_MAX;
};

enum class Passed { more, all, ended };

/// Passes on what is there, up to the limit.
Passed pass(Stream& stream) {
  std::array<char, 16'384> bytes;
  const ssize_t size = ::recv(stream.from, bytes.data(), bytes.size(), 0);
  if (size <= 0) return Passed::ended;
  const std::size_t allowed =
      std::min(static_cast<std::size_t>(size), stream.limit - stream.passed);
  if (!send_all(stream.to, bytes.data(), allowed)) return Passed::ended;
  stream.passed += allowed;
  return stream.passed == stream.limit ? Passed::all : Passed::more;
}

/// Both directions until one ends, or the limit of one is reached.
Passed pass_both(Stream& request, Stream& reply) {
  while (true) {
    std::array<pollfd, 2> waiting{{{request.from, POLLIN, 0}, {reply.from, POLLIN, 0}}};
    if (::poll(waiting.data(), waiting.size(), kPatience) <= 0) return Passed::ended;
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      if (waiting[i].revents == 0) continue;
      const Passed passed = pass(i == 0 ? request : reply);
      if (passed != Passed::more) return passed;
    }
  }
}

/// Until the peer has seen the end: only then is it certain what it made of the bytes.
void await_end(int socket) {
  ::shutdown(socket, SHUT_WR);
  std::array<char, 4096> discarded;
  pollfd waiting{socket, POLLIN, 0};
  while (::poll(&waiting, 1, kPatience) > 0 &&
         ::recv(socket, discarded.data(), discarded.size(), 0) > 0) {
  }
}

}  // namespace

Proxy::Proxy(int upstream) : upstream_(upstream), listener_(new_socket()), port_(free_port()) {
  const sockaddr_in address = loopback(port_);
  if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(listener_, 16) != 0) {
    ::close(listener_);
    throw std::runtime_error("the proxy cannot listen");
  }
  thread_ = std::thread([this] { accept_all(); });
}

Proxy::~Proxy() {
  // Wakes the accept, which then fails.
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
}

void Proxy::cut_next(const Cut& cut) {
  const std::lock_guard lock(mutex_);
  next_ = cut;
}

std::optional<Cut> Proxy::take_cut() {
  const std::lock_guard lock(mutex_);
  return std::exchange(next_, std::nullopt);
}

void Proxy::accept_all() {
  while (true) {
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) return;
    serve(client);
  }
}

void Proxy::serve(int handle) {
  const Socket client(handle);
  const Socket server(new_socket());
  const sockaddr_in address = loopback(upstream_);
  if (::connect(server.handle(), reinterpret_cast<const sockaddr*>(&address), sizeof address) !=
      0) {
    return;
  }
  Stream request{client.handle(), server.handle()};
  Stream reply{server.handle(), client.handle()};
  const std::optional<Cut> cut = take_cut();
  if (cut) (cut->of == Cut::Of::request ? request : reply).limit = cut->after;
  // A limit of nothing is reached before any byte: of a request at once.
  const bool is_cut = (cut && cut->of == Cut::Of::request && cut->after == 0) ||
                      pass_both(request, reply) == Passed::all;
  reply_bytes_ = reply.passed;
  if (!is_cut) return;
  if (cut->end == Cut::End::reset) {
    (cut->of == Cut::Of::request ? server : client).reset_on_close();
  } else if (cut->of == Cut::Of::request) {
    await_end(server.handle());
  }
}

}  // namespace yiping::faults
