// SPDX-License-Identifier: Apache-2.0
// Requests that leave at the same moment.
#pragma once

#include <latch>
#include <string>
#include <thread>
#include <vector>

#include "client.hpp"

namespace yiping::faults {

/// One thread and one connection for each request, connected before the first byte leaves.
[[nodiscard]] inline std::vector<test::Reply> send_together(
    int port, const std::vector<std::string>& requests) {
  std::vector<test::Reply> replies(requests.size());
  std::latch ready(static_cast<std::ptrdiff_t>(requests.size()));
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    threads.emplace_back([&, i] {
      Client client(port);
      client.connect();
      ready.arrive_and_wait();
      replies[i] = client.exchange(requests[i]);
    });
  }
  for (std::thread& thread : threads) thread.join();
  return replies;
}

}  // namespace yiping::faults
