// SPDX-License-Identifier: Apache-2.0
// A program in a process of its own, to be killed without warning.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace yiping::faults {

struct Command {
  std::vector<std::string> arguments;    // the program's path is the first
  std::vector<std::string> environment;  // "NAME=value", beside our own
};

/// What a process reads and says where it is not nothing and its log; descriptors.
struct Streams {
  int input = -1;
  int output = -1;
};

class Process {
 public:
  /// What it says is added to `log`.
  Process(Command command, std::filesystem::path log)
      : command_(std::move(command)), log_(std::move(log)) {}
  ~Process() { kill(); }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  /// It ends with the thread that started it, so that a broken test leaves nothing behind.
  void start(const Streams& streams = {});
  /// SIGKILL, and waits for the end. False when the process had ended by itself: that is a fault.
  bool kill();
  void tell(int signal) const;
  /// Its exit code when it ends by itself within `patience`.
  [[nodiscard]] std::optional<int> wait(std::chrono::milliseconds patience);
  /// Memory that it holds now (VmRSS), in KiB; 0 when it does not run.
  [[nodiscard]] std::int64_t resident_kib() const;
  /// -1 when it does not run.
  [[nodiscard]] pid_t id() const { return pid_; }

 private:
  Command command_;
  std::filesystem::path log_;
  pid_t pid_ = -1;
};

/// A port of 127.0.0.1 that is free now, below those that the kernel gives to clients: a client
/// that tries a dead collector's port again and again could otherwise be given that very port.
[[nodiscard]] int free_port();

}  // namespace yiping::faults
