// SPDX-License-Identifier: Apache-2.0
// A client that sends exactly the bytes it is told to: written on sockets, because half of the
// tests send what a decent library would not.
#pragma once

#include <chrono>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace yiping::test {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Reply {
  int status = 0;  // 0: the server closed without an answer
  Headers headers;
  std::string body;
  bool whole = false;  // the body has the length that the head promised

  [[nodiscard]] std::string header(std::string_view name) const;
  [[nodiscard]] nlohmann::json json() const;
};

/// One connection to 127.0.0.1.
class Connection {
 public:
  explicit Connection(int port);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// False when the server has closed its side.
  bool send(std::string_view bytes) const;
  /// Reads one answer; gives up after `patience`.
  [[nodiscard]] Reply read(std::chrono::milliseconds patience = std::chrono::seconds(20));
  /// True when the server has closed, within `patience`.
  [[nodiscard]] bool is_closed(std::chrono::milliseconds patience) const;

 private:
  bool receive(std::chrono::steady_clock::time_point give_up);
  int socket_;
  std::string buffer_;
};

[[nodiscard]] std::string written(std::string_view method, std::string_view target,
                                  const Headers& headers, std::optional<std::string_view> body);

/// A whole exchange on a connection of its own. With a body: JSON, with its length.
[[nodiscard]] Reply exchange(int port, std::string_view method, std::string_view target,
                             Headers headers = {}, const std::optional<std::string>& body = {});

/// The bytes as they are.
[[nodiscard]] Reply exchange_raw(int port, std::string_view bytes);

}  // namespace yiping::test
