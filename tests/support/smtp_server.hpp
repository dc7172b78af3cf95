// SPDX-License-Identifier: Apache-2.0
// A mail server that takes messages, or fails at whatever point a test tells it to.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace yiping::test {

struct TakenMail {
  std::string from;  // "<office@example.gov.cn>"
  std::vector<std::string> to;
  std::string text;

  /// Of a header, without the lines that go on; empty when it is not there.
  [[nodiscard]] std::string header(std::string_view name) const;
  /// What comes after the empty line.
  [[nodiscard]] std::string_view body() const;
};

class SmtpServer {
 public:
  /// `line` is what the client said: "" for its coming, "." for the end of its message. The answer
  /// without its end; empty: as a server that is well; "cut": the connection ends without a word.
  /// Called on the server's thread, one connection after the other.
  using Script = std::function<std::string(const std::string& line)>;
  explicit SmtpServer(Script script = {});
  ~SmtpServer();
  SmtpServer(const SmtpServer&) = delete;
  SmtpServer& operator=(const SmtpServer&) = delete;

  [[nodiscard]] std::string url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }
  /// Those that were answered with 250.
  [[nodiscard]] std::vector<TakenMail> taken() const;
  /// Message-IDs of all whose last line came, whatever the answer was.
  [[nodiscard]] std::vector<std::string> ids() const;
  /// Every line of every client but those of messages.
  [[nodiscard]] std::vector<std::string> heard() const;

 private:
  void accept_all();
  void serve(int handle);
  /// False: the connection is to end.
  [[nodiscard]] bool answer(int handle, const std::string& line, TakenMail& mail);

  Script script_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> stopping_{false};
  mutable std::mutex mutex_;
  int open_ = -1;
  std::vector<TakenMail> taken_;
  std::vector<std::string> ids_;
  std::vector<std::string> heard_;
  std::thread thread_;
};

}  // namespace yiping::test
