// SPDX-License-Identifier: Apache-2.0
// A proxy on loopback that cuts a connection after a given number of bytes.
#pragma once

#include <atomic>
#include <cstddef>
#include <mutex>
#include <optional>
#include <thread>

namespace yiping::faults {

/// Where a connection ends before its time.
struct Cut {
  enum class Of { request, reply };
  enum class End { fin, reset };
  Of of = Of::reply;
  /// The last byte that still passes. A reply is cut once its first byte has come, so that what it
  /// answers has happened.
  std::size_t after = 0;
  End end = End::fin;
};

/// Serves one connection at a time: one proxy for each client.
class Proxy {
 public:
  explicit Proxy(int upstream);
  ~Proxy();
  Proxy(const Proxy&) = delete;
  Proxy& operator=(const Proxy&) = delete;

  [[nodiscard]] int port() const { return port_; }
  /// For the next connection alone.
  void cut_next(const Cut& cut);
  /// Of the reply to the connection before, passed on.
  [[nodiscard]] std::size_t reply_bytes() const { return reply_bytes_; }

 private:
  void accept_all();
  void serve(int client);
  [[nodiscard]] std::optional<Cut> take_cut();

  int upstream_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<std::size_t> reply_bytes_{0};
  std::mutex mutex_;
  std::optional<Cut> next_;
  std::thread thread_;
};

}  // namespace yiping::faults
