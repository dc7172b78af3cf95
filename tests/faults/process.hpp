// SPDX-License-Identifier: Apache-2.0
// A collector in a process of its own, to be killed without warning.
#pragma once

#include <sys/types.h>

#include <filesystem>

namespace yiping::faults {

class Process {
 public:
  Process(std::filesystem::path program, std::filesystem::path config, std::filesystem::path log)
      : program_(std::move(program)), config_(std::move(config)), log_(std::move(log)) {}
  ~Process() { kill(); }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  /// It ends with the thread that started it, so that a broken test leaves nothing behind.
  void start();
  /// SIGKILL, and waits for the end. False when the process had ended by itself: that is a fault.
  bool kill();

 private:
  std::filesystem::path program_;
  std::filesystem::path config_;
  std::filesystem::path log_;
  pid_t pid_ = -1;
};

/// A port of 127.0.0.1 that is free now.
[[nodiscard]] int free_port();

}  // namespace yiping::faults
