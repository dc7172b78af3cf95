// SPDX-License-Identifier: Apache-2.0
// The disk fills up under load; then somebody makes room.
#include <chrono>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>

#include "files.hpp"
#include "http_load.hpp"
#include "plan.hpp"
#include "site.hpp"
#include "small_disk.hpp"

namespace yiping::faults {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

constexpr std::size_t kMebibyte = 1U << 20U;
constexpr std::size_t kFreeAtFirst = 4 * kMebibyte;
constexpr std::size_t kBallast = 2 * kMebibyte;  // removed to make room
constexpr auto kWhileFull = milliseconds(300);
constexpr auto kPatience = std::chrono::seconds(30);

/// False when it never came to be.
bool wait_until(const std::function<bool()>& condition) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(milliseconds(10));
  }
  return true;
}

/// Until the collector says so, and a while of load longer. It may say otherwise in between: the
/// log that fills the disk is written over once it is in the file, and what is small still fits.
bool fill(const Site& site) {
  const bool is_full = wait_until([&] { return readiness(site.port()) == 503; });
  std::this_thread::sleep_for(kWhileFull);
  return is_full;
}

Outcome run(const Run& run, Ledger& ledger) {
  const SmallDisk disk(run.folder / "small",
                       kFreeAtFirst + static_cast<std::size_t>(run.count + 1) * kBallast);
  const auto ballast = [&](int round) {
    return disk.folder() / ("ballast-" + std::to_string(round));
  };
  for (int round = 0; round <= run.count; ++round) {
    write_bytes(ballast(round), std::string(kBallast, 'b'));
  }

  const Site site(run.folder, "small/data");
  CollectorTarget collector(run.collector, site);
  HttpLoad load(site, ledger, run.seed);
  collector.start();
  load.start();
  std::int64_t filled = 0;
  for (int round = 0; round < run.count; ++round) {
    if (!fill(site)) throw std::runtime_error("the disk does not fill up, or nobody notices");
    ++filled;
    // Every second time it is killed while the disk is full; else it goes on as it is.
    const bool is_killed = round % 2 == 1;
    if (is_killed && !collector.kill()) ledger.fault("it ended by itself on a full disk");
    fs::remove(ballast(round));
    if (is_killed) collector.start();
    if (!wait_until([&] { return readiness(site.port()) == 200; })) {
      throw std::runtime_error("it does not get ready once there is room");
    }
    const std::int64_t before = ledger.acknowledged();
    if (!wait_until([&] { return ledger.acknowledged() > before; })) {
      throw std::runtime_error("it stores nothing once there is room");
    }
  }
  // Nobody can finish on a full disk: the room that the last ballast left may be gone again.
  load.abandon();
  collector.kill();
  // For the checker, which opens the file as a collector does.
  fs::remove(ballast(run.count));
  return {site.check(ledger), {{"filled", filled}, {"killed_while_full", run.count / 2}}};
}

}  // namespace

Plan disk_full_plan() {
  return {
      .name = "disk-full",
      .what = "the disk fills up under load: 503, nothing lost, and it goes on once there is room",
      .unit = "fillings",
      .count = 4,
      .control = {.figure = "lost", .count = 2, .unsafe = "early-answer"},
      .run = run};
}

}  // namespace yiping::faults
