// SPDX-License-Identifier: Apache-2.0
// A server that answers whatever bytes a test tells it to, and reads what came: for all that a
// decent collector would not say.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace yiping::test {

struct Heard {
  std::string method;
  std::string target;
  std::string head;  // as it came, with the request line
  std::string body;
  int connection = 0;  // 1 for the first that was accepted

  /// Of a header, written as the client wrote its name; empty when it is not there.
  [[nodiscard]] std::string header(std::string_view name) const;
};

class ScriptedServer {
 public:
  /// `answer` is called on the connection's thread. Empty: the connection is cut without a word.
  using Answer = std::function<std::string(const Heard&)>;
  explicit ScriptedServer(Answer answer);
  ~ScriptedServer();
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }

 private:
  void accept_all();
  void serve(int handle, int number);

  Answer answer_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;
  std::vector<int> open_;
  std::vector<std::thread> workers_;
  std::thread acceptor_;
};

/// A whole HTTP answer with its length.
[[nodiscard]] std::string http_answer(int status, std::string_view body,
                                      std::string_view headers = {});

}  // namespace yiping::test
