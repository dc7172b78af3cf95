// SPDX-License-Identifier: Apache-2.0
#include "support/http_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace yiping::test {
namespace {

using Clock = std::chrono::steady_clock;

int left_until(Clock::time_point give_up) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(give_up - Clock::now());
  return static_cast<int>(std::max<std::int64_t>(0, left.count()));
}

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
    return std::tolower(x) == std::tolower(y);
  });
}

/// The digits at the front; 0 without any.
std::int64_t number(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

void read_head(std::string_view head, Reply& reply) {
  reply.status = static_cast<int>(number(head.substr(9, 3)));
  std::size_t at = head.find("\r\n");
  while (at != std::string_view::npos && at + 2 < head.size()) {
    at += 2;
    const std::size_t end = std::min(head.find("\r\n", at), head.size());
    const std::string_view line = head.substr(at, end - at);
    if (const std::size_t colon = line.find(": "); colon != std::string_view::npos) {
      reply.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
    }
    at = end;
  }
}

nlohmann::json as_json(const Headers& headers) {
  nlohmann::json all = nlohmann::json::object();
  for (const auto& [name, value] : headers) {
    std::string lower = name;
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    all[lower] = value;
  }
  return all;
}

/// A line for whoever compares them with docs/openapi.yaml, where the variable names a folder.
void record(std::string_view method, std::string_view target, const Headers& headers,
            const std::optional<std::string>& body, const Reply& reply) {
  constexpr std::size_t kLongest = 256U << 10U;
  const char* folder = std::getenv("YIPING_EXCHANGES");
  if (folder == nullptr || reply.status == 0) return;
  nlohmann::json line = {{"method", method},
                         {"target", target},
                         {"headers", as_json(headers)},
                         {"status", reply.status},
                         {"answer_headers", as_json(reply.headers)},
                         {"answer", reply.body}};
  if (body && body->size() <= kLongest) line["body"] = *body;
  std::ofstream out(std::string(folder) + "/" + std::to_string(::getpid()) + ".jsonl",
                    std::ios::app);
  out << line.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace) << "\n";
}

}  // namespace

std::string Reply::header(std::string_view name) const {
  for (const auto& [each, value] : headers) {
    if (same_name(each, name)) return value;
  }
  return {};
}

nlohmann::json Reply::json() const { return nlohmann::json::parse(body); }

Connection::Connection(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket_);
    throw std::runtime_error("cannot connect");
  }
}

Connection::~Connection() { ::close(socket_); }

bool Connection::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t size = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (size <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(size));
  }
  return true;
}

bool Connection::receive(Clock::time_point give_up) {
  pollfd waiting{socket_, POLLIN, 0};
  if (::poll(&waiting, 1, left_until(give_up)) <= 0) return false;
  std::array<char, 16'384> bytes;
  const ssize_t size = ::recv(socket_, bytes.data(), bytes.size(), 0);
  if (size <= 0) return false;
  buffer_.append(bytes.data(), static_cast<std::size_t>(size));
  return true;
}

Reply Connection::read(std::chrono::milliseconds patience) {
  const auto give_up = Clock::now() + patience;
  std::size_t end = buffer_.find("\r\n\r\n");
  while (end == std::string::npos) {
    if (!receive(give_up)) return {};
    end = buffer_.find("\r\n\r\n");
  }
  Reply reply;
  read_head(std::string_view(buffer_).substr(0, end), reply);
  buffer_.erase(0, end + 4);
  const auto length = static_cast<std::size_t>(number(reply.header("Content-Length")));
  while (buffer_.size() < length && receive(give_up)) {
  }
  reply.body = buffer_.substr(0, length);
  reply.whole = reply.body.size() == length;
  buffer_.erase(0, std::min(length, buffer_.size()));
  return reply;
}

bool Connection::is_closed(std::chrono::milliseconds patience) const {
  const auto give_up = Clock::now() + patience;
  pollfd waiting{socket_, POLLIN, 0};
  std::array<char, 4096> bytes;
  while (::poll(&waiting, 1, left_until(give_up)) > 0) {
    if (::recv(socket_, bytes.data(), bytes.size(), 0) <= 0) return true;
  }
  return false;
}

std::string written(std::string_view method, std::string_view target, const Headers& headers,
                    std::optional<std::string_view> body) {
  std::string out;
  out.append(method).append(" ").append(target).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
  for (const auto& [name, value] : headers) {
    out.append(name).append(": ").append(value).append("\r\n");
  }
  if (body) out.append("Content-Length: " + std::to_string(body->size()) + "\r\n");
  out.append("\r\n");
  if (body) out.append(*body);
  return out;
}

Reply exchange(int port, std::string_view method, std::string_view target, Headers headers,
               const std::optional<std::string>& body) {
  const bool has_type = std::any_of(headers.begin(), headers.end(), [](const auto& header) {
    return same_name(header.first, "Content-Type");
  });
  if (body && !has_type) headers.emplace_back("Content-Type", "application/json");
  // An answer to HEAD states a length and has no body: it ends where the server closes.
  if (method == "HEAD") headers.emplace_back("Connection", "close");
  Reply reply = exchange_raw(port, written(method, target, headers, body));
  record(method, target, headers, body, reply);
  return reply;
}

Reply exchange_raw(int port, std::string_view bytes) {
  Connection connection(port);
  // A server that refuses early may close before all is sent; its answer is there all the same.
  static_cast<void>(connection.send(bytes));
  return connection.read();
}

}  // namespace yiping::test
