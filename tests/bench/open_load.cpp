// SPDX-License-Identifier: Apache-2.0
// An open loop of ratings: so many begin each second, whether the earlier ones are answered or not,
// as citizens do. A connection is kept for the next rating; without a free one another is opened.
//   yiping_open_load PORT FILE FIRST SECONDS RATE CONNECTIONS RECEIPTS
// FILE as for load.lua, from its request FIRST on. RATE 0: as fast as CONNECTIONS allow. What was
// refused is sent again later with the same bytes. RECEIPTS is where each receipt answered goes.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <deque>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

/// For what is under way when the time is over.
constexpr std::chrono::seconds kPatience{10};
constexpr int kSliceMilliseconds = 1;
constexpr std::size_t kEvents = 256;

std::vector<std::string> read_requests(const std::string& path, std::size_t first) {
  std::ifstream file(path, std::ios::binary);
  std::vector<std::string> requests;
  std::size_t size = 0;
  for (std::size_t at = 0; file >> size; ++at) {
    file.get();
    std::string request(size, '\0');
    file.read(request.data(), static_cast<std::streamsize>(size));
    if (at >= first) requests.push_back(std::move(request));
  }
  return requests;
}

/// What follows `before` in `text`, up to `end`; empty when it is not there.
std::string_view between(std::string_view text, std::string_view before, std::string_view end) {
  const std::size_t at = text.find(before);
  if (at == std::string_view::npos) return {};
  text.remove_prefix(at + before.size());
  return text.substr(0, text.find(end));
}

struct Reply {
  std::string_view head;
  std::string_view body;
  [[nodiscard]] int status() const { return std::stoi(std::string(head.substr(9, 3))); }
  [[nodiscard]] bool has(std::string_view header) const {
    return head.find(header) != std::string_view::npos;
  }
};

bool is_whole(std::string_view text, Reply& reply) {
  const std::size_t end = text.find("\r\n\r\n");
  if (end == std::string_view::npos) return false;
  reply.head = text.substr(0, end + 2);
  reply.body = text.substr(end + 4);
  const std::string_view length = between(reply.head, "\r\nContent-Length: ", "\r\n");
  return reply.body.size() >= std::stoul("0" + std::string(length));
}

struct Figures {
  std::uint64_t offered = 0;
  std::uint64_t stored = 0;  // within the time
  std::uint64_t refused = 0;
  std::uint64_t without_retry_after = 0;  // of the refused
  std::uint64_t other = 0;                // neither stored nor refused
  std::uint64_t broken = 0;               // a connection ended without a whole answer
  std::uint64_t held_back = 0;            // every connection was in use
  std::vector<std::int64_t> microseconds;
};

class Load {
 public:
  Load(int port, std::vector<std::string> requests, std::size_t connections,
       const std::string& receipts)
      : requests_(std::move(requests)), connections_(connections), receipts_(receipts) {
    address_.sin_family = AF_INET;
    address_.sin_port = htons(static_cast<std::uint16_t>(port));
    address_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    for (std::size_t i = 0; i < connections; ++i) closed_.push_back(i);
  }

  void run(std::chrono::seconds time, std::uint64_t rate) {
    begin_ = Clock::now();
    end_ = begin_ + time;
    for (Clock::time_point now = begin_; now < end_; now = Clock::now()) {
      begin_ratings(now, rate);
      handle_events(kSliceMilliseconds);
    }
    while (under_way_ > 0 && Clock::now() < end_ + kPatience) handle_events(kSliceMilliseconds);
    figures.broken += under_way_;
  }

  [[nodiscard]] std::size_t used() const { return next_; }

  Figures figures;

 private:
  struct Connection {
    int socket = -1;
    bool is_busy = false;
    std::size_t request = 0;
    std::size_t sent = 0;
    std::string reply;
    Clock::time_point since;
  };

  void begin_ratings(Clock::time_point now, std::uint64_t rate) {
    if (rate == 0) {
      while (begin_rating(now)) {
      }
      return;
    }
    const auto passed = std::chrono::duration_cast<std::chrono::microseconds>(now - begin_);
    const std::uint64_t due = static_cast<std::uint64_t>(passed.count()) * rate / 1'000'000;
    for (; begun_ < due; ++begun_) {
      if (!begin_rating(now)) ++figures.held_back;
    }
  }

  bool begin_rating(Clock::time_point now) {
    if (idle_.empty() && closed_.empty()) return false;
    std::deque<std::size_t>& from = idle_.empty() ? closed_ : idle_;
    const std::size_t at = from.back();
    from.pop_back();
    Connection& connection = connections_[at];
    connection.request = next_request();
    connection.sent = 0;
    connection.reply.clear();
    connection.since = now;
    connection.is_busy = true;
    ++figures.offered;
    ++under_way_;
    if (connection.socket < 0) {
      open(connection, at);
    } else {
      write(connection);
    }
    return true;
  }

  std::size_t next_request() {
    // Fresh ones first: who was refused comes back later.
    if (next_ < requests_.size()) return next_++;
    if (again_.empty()) throw std::runtime_error("ran out of requests");
    const std::size_t request = again_.front();
    again_.pop_front();
    return request;
  }

  void open(Connection& connection, std::size_t at) {
    connection.socket = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (connection.socket < 0) throw std::runtime_error("no socket: raise `ulimit -n`");
    const int on = 1;
    ::setsockopt(connection.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::connect(connection.socket, reinterpret_cast<const sockaddr*>(&address_), sizeof address_);
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
    event.data.u64 = at;
    ::epoll_ctl(events_, EPOLL_CTL_ADD, connection.socket, &event);
  }

  void handle_events(int milliseconds) {
    std::array<epoll_event, kEvents> found;
    const int count = ::epoll_wait(events_, found.data(), kEvents, milliseconds);
    for (int i = 0; i < count; ++i) {
      const epoll_event& event = found[static_cast<std::size_t>(i)];
      Connection& connection = connections_[event.data.u64];
      if (connection.socket < 0) continue;
      // What was answered before the end is read, even from a connection that was reset.
      if ((event.events & EPOLLOUT) != 0) write(connection);
      read(connection, event.data.u64);
    }
  }

  void write(Connection& connection) {
    const std::string& request = requests_[connection.request];
    while (connection.is_busy && connection.sent < request.size()) {
      const ssize_t size = ::send(connection.socket, request.data() + connection.sent,
                                  request.size() - connection.sent, MSG_NOSIGNAL);
      if (size <= 0) return;  // later, or never: reading tells
      connection.sent += static_cast<std::size_t>(size);
    }
  }

  void read(Connection& connection, std::size_t at) {
    std::array<char, 4096> bytes;
    while (true) {
      const ssize_t size = ::recv(connection.socket, bytes.data(), bytes.size(), 0);
      if (size < 0 && errno == EAGAIN) return;
      if (size <= 0) {
        if (connection.is_busy) {
          ++figures.broken;
          finish(connection);
          again_.push_back(connection.request);
        } else {
          idle_.erase(std::find(idle_.begin(), idle_.end(), at));
        }
        close(connection, at);
        return;
      }
      connection.reply.append(bytes.data(), static_cast<std::size_t>(size));
      Reply reply;
      if (!connection.is_busy || !is_whole(connection.reply, reply)) continue;
      finish(connection);
      take(connection, reply);
      if (reply.has("\r\nConnection: close") || reply.status() >= 400) {
        close(connection, at);
        return;
      }
      idle_.push_back(at);
    }
  }

  void take(const Connection& connection, const Reply& reply) {
    const Clock::time_point now = Clock::now();
    switch (reply.status()) {
      case 200:
      case 201:
        receipts_ << between(reply.body, "\"receipt\":\"", "\"") << '\n';
        if (now >= end_) return;
        ++figures.stored;
        figures.microseconds.push_back(
            std::chrono::duration_cast<std::chrono::microseconds>(now - connection.since).count());
        return;
      case 429:
      case 503:
        ++figures.refused;
        if (!reply.has("\r\nRetry-After: ")) ++figures.without_retry_after;
        again_.push_back(connection.request);
        return;
      default:
        ++figures.other;
    }
  }

  void finish(Connection& connection) {
    connection.is_busy = false;
    --under_way_;
  }

  void close(Connection& connection, std::size_t at) {
    ::close(connection.socket);
    connection.socket = -1;
    closed_.push_back(at);
  }

  std::vector<std::string> requests_;
  std::vector<Connection> connections_;
  std::deque<std::size_t> idle_;
  std::deque<std::size_t> closed_;
  std::deque<std::size_t> again_;
  std::ofstream receipts_;
  sockaddr_in address_{};
  const int events_ = ::epoll_create1(EPOLL_CLOEXEC);
  Clock::time_point begin_;
  Clock::time_point end_;
  std::uint64_t begun_ = 0;
  std::uint64_t under_way_ = 0;
  std::size_t next_ = 0;
};

std::int64_t percentile(const std::vector<std::int64_t>& sorted, std::size_t percent) {
  return sorted.empty() ? 0 : sorted[std::min(sorted.size() * percent / 100, sorted.size() - 1)];
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 8) return 2;
  try {
    const std::chrono::seconds time(std::stoi(argv[4]));
    Load load(std::stoi(argv[1]), read_requests(argv[2], std::stoul(argv[3])), std::stoul(argv[6]),
              argv[7]);
    load.run(time, std::stoul(argv[5]));
    Figures& figures = load.figures;
    std::sort(figures.microseconds.begin(), figures.microseconds.end());
    std::cout << "{\"seconds\":" << time.count() << ",\"offered\":" << figures.offered
              << ",\"stored\":" << figures.stored << ",\"refused\":" << figures.refused
              << ",\"without_retry_after\":" << figures.without_retry_after
              << ",\"other\":" << figures.other << ",\"broken\":" << figures.broken
              << ",\"held_back\":" << figures.held_back
              << ",\"p50\":" << percentile(figures.microseconds, 50)
              << ",\"p99\":" << percentile(figures.microseconds, 99) << ",\"used\":" << load.used()
              << "}" << std::endl;
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
