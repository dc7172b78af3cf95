// SPDX-License-Identifier: Apache-2.0
// The server of the database ends at once, as by a power cut, under a collector that goes on:
// nothing that was answered is lost, and it comes back by itself.
#include <random>
#include <stdexcept>
#include <thread>

#include "http_load.hpp"
#include "plan.hpp"
#include "server_database.hpp"
#include "site.hpp"

namespace yiping::faults {
namespace {

constexpr int kLeastRatingsPerStop = 10;
constexpr auto kLongestRecovery = std::chrono::seconds(20);

/// The server, under a collector that is started once.
class ServerTarget final : public Target {
 public:
  ServerTarget(const Command& program, const Site& site)
      : collector_(program, site), port_(site.port()) {}

  void start() override {
    if (!is_started_) {
      collector_.start();
      is_started_ = true;
      return;
    }
    start_server();
    const auto end = std::chrono::steady_clock::now() + kLongestRecovery;
    while (readiness(port_) != 200) {
      if (std::chrono::steady_clock::now() > end) {
        throw std::runtime_error("the collector did not find the server again");
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }

  bool kill() override {
    stop_server();
    return true;
  }

  /// The plan's last stop was of the server: it comes back to be looked at.
  void end() {
    start_server();
    collector_.kill();
  }

 private:
  CollectorTarget collector_;
  int port_;
  bool is_started_ = false;
};

Outcome run(const Run& run, Ledger& ledger) {
  if (!on_postgresql()) throw Skipped("there is no server to stop: YIPING_STORE is not postgresql");
  const Site site(run.folder);
  ServerTarget server(run.collector, site);
  HttpLoad load(site, ledger, run.seed);
  std::mt19937 random(run.seed);
  const Restarts restarts = interrupt(server, load,
                                      {.count = run.count,
                                       .shortest = std::chrono::milliseconds(150),
                                       .longest = std::chrono::milliseconds(500)},
                                      random);
  server.end();
  const Outcome outcome{
      site.check(ledger),
      {{"restart_ms_median", restarts.median}, {"restart_ms_longest", restarts.longest}}};
  if (outcome.sets.acknowledged < kLeastRatingsPerStop * run.count) {
    throw std::runtime_error("too few ratings to mean anything");
  }
  return outcome;
}

}  // namespace

Plan server_plan() {
  return {.name = "server",
          .what = "PostgreSQL ends at once under load, and starts again",
          .unit = "stops",
          .count = 4,
          .control = {.figure = "lost", .count = 4, .unsafe = "early-answer"},
          .run = run};
}

}  // namespace yiping::faults
