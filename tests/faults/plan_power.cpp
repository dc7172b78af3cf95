// SPDX-License-Identifier: Apache-2.0
// Power cuts under load: of each file is left what was synced (sync_shim.c), and every second time
// also a part of what was not, as a disk may have written some sectors before others.
#include <algorithm>
#include <chrono>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>

#include "files.hpp"
#include "http_load.hpp"
#include "plan.hpp"
#include "site.hpp"

namespace yiping::faults {
namespace {

namespace fs = std::filesystem;

constexpr int kLeastRatingsPerCut = 5;
constexpr std::size_t kSector = 512;

/// The folder of the database, and what would be left of it.
class Disk {
 public:
  enum class Unsynced { gone, in_part };

  Disk(fs::path live, fs::path shadow) : live_(std::move(live)), shadow_(std::move(shadow)) {
    fs::create_directories(live_);
    fs::create_directories(shadow_);
  }

  [[nodiscard]] Command behind_shim(Command program) const {
    program.environment.push_back(std::string("LD_PRELOAD=") + YIPING_SYNC_SHIM);
    program.environment.push_back("YIPING_SYNC_LIVE=" + live_.string());
    program.environment.push_back("YIPING_SYNC_SHADOW=" + shadow_.string());
    return program;
  }

  /// Once nobody writes. What is left is what is synced from now on.
  void cut_power(Unsynced unsynced, std::mt19937& random) {
    fs::path left = shadow_;
    left += ".left";
    fs::create_directory(left);
    for (const auto& entry : fs::directory_iterator(shadow_)) {
      // A copy that the kill came upon.
      if (entry.path().extension() == ".fresh") continue;
      const fs::path name = entry.path().filename();
      const std::string synced = read_bytes(entry.path());
      write_bytes(left / name, unsynced == Unsynced::gone
                                   ? synced
                                   : mix(synced, read_bytes(live_ / name), random));
    }
    fs::remove_all(live_);
    fs::remove_all(shadow_);
    fs::copy(left, live_);
    fs::rename(left, shadow_);
  }

 private:
  /// Each sector, and the length, from one or the other.
  static std::string mix(std::string mixed, std::string other, std::mt19937& random) {
    if (random() % 2 == 0) std::swap(mixed, other);
    const std::size_t size = std::min(mixed.size(), other.size());
    for (std::size_t at = 0; at < size; at += kSector) {
      if (random() % 2 == 0) mixed.replace(at, std::min(kSector, size - at), other, at, kSector);
    }
    return mixed;
  }

  fs::path live_;
  fs::path shadow_;
};

Outcome run(const Run& run, Ledger& ledger) {
  const Site site(run.folder);
  Disk disk(site.config().data, run.folder / "synced");
  CollectorTarget collector(disk.behind_shim(run.collector), site);
  HttpLoad load(site, ledger, run.seed);
  std::mt19937 random(run.seed);
  const Interruptions cuts{.count = run.count,
                           .shortest = std::chrono::milliseconds(100),
                           .longest = std::chrono::milliseconds(400)};
  const Restarts restarts = interrupt(collector, load, cuts, random, [&](int cut) {
    disk.cut_power(cut % 2 == 0 ? Disk::Unsynced::gone : Disk::Unsynced::in_part, random);
  });
  const Outcome outcome{site.check(ledger),
                        {{"torn", run.count / 2},
                         {"restart_ms_median", restarts.median},
                         {"restart_ms_longest", restarts.longest}}};
  if (outcome.sets.acknowledged < kLeastRatingsPerCut * run.count) {
    throw std::runtime_error("too few ratings to mean anything");
  }
  return outcome;
}

}  // namespace

Plan power_plan() {
  return {.name = "power",
          .what = "power cuts under load: what was not synced is gone, or there in part",
          .unit = "cuts",
          .count = 25,
          .control = {.figure = "lost", .count = 8, .unsafe = "no-sync"},
          .run = run};
}

}  // namespace yiping::faults
