// SPDX-License-Identifier: Apache-2.0
#include "support/scripted_server.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "support/loopback.hpp"

namespace yiping::test {
namespace {

bool receive(int handle, std::string& buffer) {
  std::array<char, 16'384> bytes;
  const ssize_t size = ::recv(handle, bytes.data(), bytes.size(), 0);
  if (size <= 0) return false;
  buffer.append(bytes.data(), static_cast<std::size_t>(size));
  return true;
}

bool read_request(int handle, std::string& buffer, Heard& heard) {
  std::size_t end = buffer.find("\r\n\r\n");
  while (end == std::string::npos) {
    if (!receive(handle, buffer)) return false;
    end = buffer.find("\r\n\r\n");
  }
  heard.head = buffer.substr(0, end + 2);
  buffer.erase(0, end + 4);
  const std::size_t space = heard.head.find(' ');
  heard.method = heard.head.substr(0, space);
  heard.target = heard.head.substr(space + 1, heard.head.find(' ', space + 1) - space - 1);
  const auto length =
      static_cast<std::size_t>(std::strtoull(heard.header("Content-Length").c_str(), nullptr, 10));
  while (buffer.size() < length) {
    if (!receive(handle, buffer)) return false;
  }
  heard.body = buffer.substr(0, length);
  buffer.erase(0, length);
  return true;
}

bool send_all(int handle, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t size = ::send(handle, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (size <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(size));
  }
  return true;
}

}  // namespace

std::string Heard::header(std::string_view name) const { return header_of(head, name); }

ScriptedServer::ScriptedServer(Answer answer) : answer_(std::move(answer)) {
  const Listener listener = listen_on_loopback();
  listener_ = listener.handle;
  port_ = listener.port;
  acceptor_ = std::thread([this] { accept_all(); });
}

ScriptedServer::~ScriptedServer() {
  stopping_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  {
    const std::lock_guard lock(mutex_);
    for (const int handle : open_) ::shutdown(handle, SHUT_RDWR);
  }
  for (std::thread& worker : workers_) worker.join();
  ::close(listener_);
}

void ScriptedServer::accept_all() {
  for (int number = 1; !stopping_; ++number) {
    const int handle = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (handle < 0) continue;
    const std::lock_guard lock(mutex_);
    open_.push_back(handle);
    workers_.emplace_back([this, handle, number] { serve(handle, number); });
  }
}

void ScriptedServer::serve(int handle, int number) {
  std::string buffer;
  Heard heard;
  heard.connection = number;
  while (read_request(handle, buffer, heard)) {
    const std::string bytes = answer_(heard);
    if (bytes.empty() || !send_all(handle, bytes)) break;
  }
  const std::lock_guard lock(mutex_);
  std::erase(open_, handle);
  ::close(handle);
}

std::string http_answer(int status, std::string_view body, std::string_view headers) {
  std::string out = "HTTP/1.1 " + std::to_string(status) + " Said\r\n";
  out.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n");
  return out.append(headers).append("\r\n").append(body);
}

}  // namespace yiping::test
