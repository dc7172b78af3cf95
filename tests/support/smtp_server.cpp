// SPDX-License-Identifier: Apache-2.0
#include "support/smtp_server.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <utility>

#include "support/loopback.hpp"

namespace yiping::test {
namespace {

/// Up to `end`, which is taken and not returned with it; false when the client has gone.
bool read_to(int handle, std::string& buffer, std::string_view end, std::string& out) {
  std::size_t at = buffer.find(end);
  while (at == std::string::npos) {
    std::array<char, 4'096> bytes;
    const ssize_t size = ::recv(handle, bytes.data(), bytes.size(), 0);
    if (size <= 0) return false;
    buffer.append(bytes.data(), static_cast<std::size_t>(size));
    at = buffer.find(end);
  }
  out = buffer.substr(0, at);
  buffer.erase(0, at + end.size());
  return true;
}

std::string usual(const std::string& line) {
  if (line.empty()) return "220 test.example ESMTP";
  if (line.starts_with("EHLO")) return "250-test.example\r\n250 AUTH PLAIN";
  if (line == "AUTH PLAIN") return "334 ";
  if (line.starts_with("DATA")) return "354 go on";
  if (line.starts_with("QUIT")) return "221 bye";
  // A line without a verb is what follows 334.
  const bool has_verb = line == "." || line.find(' ') != std::string::npos;
  return has_verb ? "250 ok" : "235 come in";
}

}  // namespace

std::string TakenMail::header(std::string_view name) const {
  return header_of("\r\n" + text.substr(0, text.find("\r\n\r\n") + 2), name);
}

std::string_view TakenMail::body() const {
  return std::string_view(text).substr(text.find("\r\n\r\n") + 4);
}

SmtpServer::SmtpServer(Script script) : script_(std::move(script)) {
  const Listener listener = listen_on_loopback();
  listener_ = listener.handle;
  port_ = listener.port;
  thread_ = std::thread([this] { accept_all(); });
}

SmtpServer::~SmtpServer() {
  stopping_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  {
    const std::lock_guard lock(mutex_);
    if (open_ >= 0) ::shutdown(open_, SHUT_RDWR);
  }
  thread_.join();
  ::close(listener_);
}

std::vector<TakenMail> SmtpServer::taken() const {
  const std::lock_guard lock(mutex_);
  return taken_;
}

std::vector<std::string> SmtpServer::ids() const {
  const std::lock_guard lock(mutex_);
  return ids_;
}

std::vector<std::string> SmtpServer::heard() const {
  const std::lock_guard lock(mutex_);
  return heard_;
}

void SmtpServer::accept_all() {
  while (!stopping_) {
    const int handle = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (handle < 0) continue;
    {
      const std::lock_guard lock(mutex_);
      open_ = handle;
    }
    serve(handle);
    const std::lock_guard lock(mutex_);
    open_ = -1;
    ::close(handle);
  }
}

void SmtpServer::serve(int handle) {
  std::string buffer;
  std::string line;
  TakenMail mail;
  if (!answer(handle, line, mail)) return;
  while (read_to(handle, buffer, "\r\n", line)) {
    if (!answer(handle, line, mail) || line.starts_with("QUIT")) return;
  }
}

bool SmtpServer::answer(int handle, const std::string& line, TakenMail& mail) {
  {
    const std::lock_guard lock(mutex_);
    heard_.push_back(line);
  }
  std::string said = script_ ? script_(line) : std::string();
  if (said == "cut") return false;
  if (said.empty()) said = usual(line);
  const bool good = said.starts_with("2") || said.starts_with("3");
  if (good && line.starts_with("MAIL FROM:")) mail = {line.substr(10), {}, {}};
  if (good && line.starts_with("RCPT TO:")) mail.to.push_back(line.substr(8));
  if (good && line == ".") {
    const std::lock_guard lock(mutex_);
    taken_.push_back(mail);
  }
  said += "\r\n";
  if (::send(handle, said.data(), said.size(), MSG_NOSIGNAL) < 0) return false;
  if (!said.starts_with("354")) return true;
  std::string buffer;
  if (!read_to(handle, buffer, "\r\n.\r\n", mail.text)) return false;
  {
    const std::lock_guard lock(mutex_);
    ids_.push_back(mail.header("Message-ID"));
  }
  return answer(handle, ".", mail);
}

}  // namespace yiping::test
