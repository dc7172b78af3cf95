// SPDX-License-Identifier: Apache-2.0
// A whole collector: configuration in, a listening server out. The executable and the tests run it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "collector/administration.hpp"
#include "collector/config.hpp"
#include "collector/http_server.hpp"
#include "collector/store.hpp"

namespace yiping::collector {

struct Ports {
  int service = 0;
  std::optional<int> operators;  // where the configuration has one
};

/// Sockets that go on listening from one collector to the next.
struct HeldSockets {
  ListeningSocket service;
  ListeningSocket operators;
};

class Collector {
 public:
  /// Loads and checks everything, opens the store. Throws std::runtime_error (ConfigError,
  /// StoreRefused, …) with a text for the operator. `clock`: empty for the system's.
  /// `acknowledge`: for a control of the fault tests; no configuration reaches it.
  explicit Collector(Config config, std::function<Seconds()> clock = {},
                     Acknowledge acknowledge = Acknowledge::after_commit);
  ~Collector();  // stores what is queued
  Collector(const Collector&) = delete;
  Collector& operator=(const Collector&) = delete;

  /// Throws PortInUse.
  [[nodiscard]] Ports bind(HeldSockets held = {});
  /// Before `run`: what an order to reload does.
  void on_reload(Reload reload);
  void run();
  /// From any thread; `run` returns when the requests under way are answered.
  void stop();
  /// As `stop`, but leaves the sockets listening for the collector after this one.
  [[nodiscard]] HeldSockets hand_over();

  [[nodiscard]] Store& store();

  /// Method and pattern of all that is served on either port, but static files.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> routes() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// Everything but the store and the port, for `--check-config`.
void check(const Config& config);

[[nodiscard]] StoreOptions store_options(const Config& config,
                                         std::shared_ptr<const Regions> regions);

/// The same for a command, which does its work and ends: it publishes nothing.
[[nodiscard]] StoreOptions command_store_options(const Config& config);

}  // namespace yiping::collector
