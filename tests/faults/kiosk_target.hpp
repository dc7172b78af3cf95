// SPDX-License-Identifier: Apache-2.0
// A terminal in a process of its own: what is tapped on it, and what it shows.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "process.hpp"
#include "target.hpp"

namespace yiping::faults {

/// What a visitor sees; kiosk_headless.cpp writes it.
struct Shown {
  std::string screen;
  std::string chosen;  // level, or empty
  bool kept = false;
  std::string receipt;
};

class KioskTarget final : public Target {
 public:
  /// `see` hears of every change of the screen, also of those that were shown just before a kill.
  KioskTarget(Command program, const std::filesystem::path& log,
              std::function<void(const Shown&)> see);
  ~KioskTarget() override;
  KioskTarget(const KioskTarget&) = delete;
  KioskTarget& operator=(const KioskTarget&) = delete;

  /// Returns when something is on the screen.
  void start() override;
  bool kill() override;

  void tap(const std::string& name);
  /// Throws std::runtime_error when the screen does not come.
  void await(const std::string& what, const std::function<bool(const Shown&)>& test);
  void await_screen(const std::string& name);

  [[nodiscard]] std::int64_t resident_kib() const { return process_.resident_kib(); }

 private:
  /// False at the end of its output, or of the patience.
  bool hear(std::chrono::steady_clock::time_point end);
  void take(const std::string& line);
  void close_pipes();

  Process process_;
  std::function<void(const Shown&)> see_;
  int taps_ = -1;
  int lines_ = -1;
  std::string heard_;
  std::optional<Shown> shown_;
};

}  // namespace yiping::faults
