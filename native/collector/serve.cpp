// SPDX-License-Identifier: Apache-2.0
#include "collector/serve.hpp"

#include <pthread.h>
#include <signal.h>
#include <spdlog/spdlog.h>

#include <filesystem>
#include <iostream>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#include "collector/collector.hpp"

namespace yiping::collector {
namespace {

/// Signals are taken by one thread that waits for them, never by a handler.
class Signals {
 public:
  Signals() {
    sigemptyset(&set_);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&set_, signal);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  }

  /// Calls `take` for each, until it returns false.
  template <typename Take>
  void start(Take take) {
    thread_ = std::thread([this, take] {
      int received = 0;
      while (sigwait(&set_, &received) == 0 && take(received)) {
      }
    });
  }

  ~Signals() {
    if (!thread_.joinable()) return;
    // Wakes it, should it still wait.
    pthread_kill(thread_.native_handle(), SIGTERM);
    thread_.join();
  }
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

 private:
  sigset_t set_{};
  std::thread thread_;
};

bool same_place(const Config& a, const Config& b) {
  return a.listen == b.listen && a.port == b.port && a.operator_listen == b.operator_listen &&
         a.operator_port == b.operator_port;
}

class Service {
 public:
  Service(Config config, void (*accept)(const Config&))
      : file_(config.file), accept_(accept), config_(std::move(config)) {}

  void run() {
    {
      // A signal waits until there is something to stop.
      const std::lock_guard lock(mutex_);
      signals_.start([this](int signal) { return take(signal); });
      begin(config_);
    }
    while (true) {
      current_->run();
      const std::lock_guard lock(mutex_);
      if (!stopping_ && next_) {
        change();
        continue;
      }
      current_.reset();
      return;
    }
  }

 private:
  [[nodiscard]] Config read() const {
    Config config = read_config(file_);
    accept_(config);
    return config;
  }

  void begin(const Config& config) {
    auto collector = std::make_unique<Collector>(config);
    // A place that changed is left once the new one is taken.
    const bool stays = same_place(config_, config);
    const Ports ports = collector->bind(stays ? std::exchange(held_, {}) : HeldSockets{});
    held_ = {};
    std::cout << "listening on http://" << config.listen << ":" << ports.service << std::endl;
    if (ports.operators) {
      std::cout << "health and metrics on http://" << config.operator_listen << ":"
                << *ports.operators << std::endl;
    }
    collector->on_reload([this] { return reload(); });
    current_ = std::move(collector);
  }

  /// From one configuration to the next; back again when the next cannot be served after all.
  void change() {
    Config next = *std::exchange(next_, std::nullopt);
    // It has the store.
    current_.reset();
    try {
      begin(next);
      config_ = std::move(next);
      spdlog::info("reloaded {}", file_.string());
    } catch (const std::runtime_error& error) {
      spdlog::error(
          "{}: 未能换用新配置，沿用原配置 / the new configuration could not be served, the old "
          "one goes on: {}",
          file_.string(), error.what());
      begin(config_);
    }
  }

  /// Empty, or what is wrong.
  std::string reload() {
    try {
      Config next = read();
      check(next);
      const std::lock_guard lock(mutex_);
      if (stopping_) return "正在停止 / it is stopping";
      const bool is_changing = next_.has_value();
      next_ = std::move(next);
      if (!is_changing) held_ = current_->hand_over();
      return {};
    } catch (const std::runtime_error& error) {
      return error.what();
    }
  }

  /// False after the last.
  bool take(int signal) {
    if (signal == SIGHUP) {
      const std::string error = reload();
      if (!error.empty()) spdlog::error("未重新载入 / not reloaded: {}", error);
      return true;
    }
    const std::lock_guard lock(mutex_);
    if (current_ == nullptr) return false;
    stopping_ = true;
    spdlog::info("stopping: requests under way are finished first");
    // While the sockets are handed over it ends by itself, and no other follows.
    if (!next_) current_->stop();
    return false;
  }

  const std::filesystem::path file_;
  void (*accept_)(const Config&);
  Config config_;
  std::mutex mutex_;  // of all below
  std::unique_ptr<Collector> current_;
  std::optional<Config> next_;
  HeldSockets held_;
  bool stopping_ = false;
  Signals signals_;  // last: its thread uses all of the above
};

}  // namespace

void serve(Config config, void (*accept)(const Config&)) {
  Service(std::move(config), accept).run();
}

}  // namespace yiping::collector
