// SPDX-License-Identifier: Apache-2.0
#include "support/loopback.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <stdexcept>

namespace yiping::test {

Listener listen_on_loopback() {
  const int handle = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  const bool listening = ::bind(handle, generic, size) == 0 && ::listen(handle, 16) == 0 &&
                         ::getsockname(handle, generic, &size) == 0;
  if (!listening) throw std::runtime_error("cannot listen");
  return {handle, ntohs(address.sin_port)};
}

std::string header_of(std::string_view head, std::string_view name) {
  const std::string start = "\r\n" + std::string(name) + ": ";
  const std::size_t at = head.find(start);
  if (at == std::string_view::npos) return {};
  const std::size_t from = at + start.size();
  return std::string(head.substr(from, head.find("\r\n", from) - from));
}

}  // namespace yiping::test
