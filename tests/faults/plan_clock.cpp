// SPDX-License-Identifier: Apache-2.0
// The machine's clock is set forward and back under a collector that goes on, and under one that
// starts: what was answered is stored once, and nobody waits for the clock. libfaketime stands for
// the clock. In the control the monotonic clock jumps too, which no collector can bear.
#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <random>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "files.hpp"
#include "http_load.hpp"
#include "plan.hpp"
#include "site.hpp"

namespace yiping::faults {
namespace {

namespace fs = std::filesystem;
using Steady = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::int64_t kHour = 3'600;
constexpr std::int64_t kDay = 24 * kHour;
/// Within the hour of a window, over days, and past the end of most windows and tokens.
constexpr std::array<std::int64_t, 8> kOffsets = {2 * kHour, -2 * kHour, 3 * kDay,   -3 * kDay,
                                                  40 * kDay, -40 * kDay, 400 * kDay, -400 * kDay};
/// Each so many jumps the collector starts under the wrong clock, and again under the right one.
constexpr int kJumpsPerStart = 4;
constexpr milliseconds kBetween{150};
/// More answers than clients had requests under way when the clock jumped.
constexpr std::int64_t kAnswersAfterJump = 20;
/// Half of what the collector gives a write.
constexpr milliseconds kLongestSilence{4'000};
constexpr std::int64_t kLeastRatingsPerJump = 5;
/// For the timers, once the clock is right; figures are due each second (site.cpp).
constexpr milliseconds kSettles{3'000};
constexpr std::int64_t kLatestSnapshot = 60;
/// A system whose clock is right is not heard while the collector's is wrong: so many must do.
constexpr std::size_t kPool = 1'000;

class Clock {
 public:
  explicit Clock(fs::path file) : file_(std::move(file)) { set(0); }

  /// Seconds by which the collector's clock is ahead.
  void set(std::int64_t offset) const {
    fs::path fresh = file_;
    fresh += ".fresh";
    write_bytes(fresh, (offset < 0 ? "" : "+") + std::to_string(offset) + "\n");
    fs::rename(fresh, file_);
  }

  [[nodiscard]] Command under(Command program, Way way) const {
    program.environment.push_back(std::string("LD_PRELOAD=") + YIPING_FAKETIME);
    program.environment.push_back("FAKETIME_TIMESTAMP_FILE=" + file_.string());
    program.environment.emplace_back("FAKETIME_NO_CACHE=1");
    // Times of files stay as they are.
    program.environment.emplace_back("NO_FAKE_STAT=1");
    if (way == Way::proof) program.environment.emplace_back("FAKETIME_DONT_FAKE_MONOTONIC=1");
    return program;
  }

 private:
  fs::path file_;
};

/// A killed process leaves libfaketime's shared memory behind.
class FakedCollector {
 public:
  FakedCollector(const Command& program, const Site& site) : collector_(program, site) {}
  ~FakedCollector() { kill(); }
  FakedCollector(const FakedCollector&) = delete;
  FakedCollector& operator=(const FakedCollector&) = delete;

  void start() { collector_.start(); }
  bool kill() {
    const std::string id = std::to_string(collector_.id());
    const bool was_up = collector_.kill();
    std::error_code ignored;
    fs::remove("/dev/shm/faketime_shm_" + id, ignored);
    fs::remove("/dev/shm/sem.faketime_sem_" + id, ignored);
    return was_up;
  }

 private:
  CollectorTarget collector_;
};

/// Milliseconds until clients have their answers again; kLongestSilence when they have not.
milliseconds silence(const Ledger& ledger) {
  const auto begin = Steady::now();
  const std::int64_t wanted = ledger.answered() + kAnswersAfterJump;
  while (true) {
    const auto passed = std::chrono::duration_cast<milliseconds>(Steady::now() - begin);
    if (ledger.answered() >= wanted || passed >= kLongestSilence) return passed;
    std::this_thread::sleep_for(milliseconds(1));
  }
}

Outcome run(const Run& run, Ledger& ledger) {
  if (std::string(YIPING_FAKETIME).empty()) throw Skipped("libfaketime is not installed");
  const Site site(run.folder);
  const Clock clock(run.folder / "clock");
  FakedCollector collector(clock.under(run.collector, run.way), site);
  HttpLoad load(site, ledger, run.seed, {.pool = kPool, .refusals = Refusals::of_time_are_fine});
  std::mt19937 random(run.seed);
  std::int64_t stalled = 0;
  milliseconds longest{0};
  const auto jump_to = [&](std::int64_t offset) {
    clock.set(offset);
    const milliseconds waited = silence(ledger);
    longest = std::max(longest, waited);
    if (waited < kLongestSilence) {
      std::this_thread::sleep_for(kBetween);
      return;
    }
    ++stalled;
    ledger.fault("no answers with the clock at " + std::to_string(offset) + " s");
  };
  const auto start_at = [&](std::int64_t offset) {
    if (!collector.kill()) throw std::runtime_error("the collector ended by itself");
    clock.set(offset);
    collector.start();
  };

  collector.start();
  load.start();
  jump_to(0);  // until ratings come in
  for (int i = 0; i < run.count && stalled == 0; ++i) {
    const std::int64_t offset = kOffsets[random() % kOffsets.size()];
    const bool is_start = i % kJumpsPerStart == kJumpsPerStart - 1;
    if (is_start) start_at(offset);
    jump_to(offset);
    if (stalled > 0) break;
    if (is_start) start_at(0);
    jump_to(0);
  }
  if (stalled > 0) {
    collector.kill();
    load.abandon();
  } else {
    load.stop();
    std::this_thread::sleep_for(kSettles);
    if (!collector.kill()) throw std::runtime_error("the collector ended by itself");
  }
  const std::int64_t late = site.next_snapshot() - std::time(nullptr);
  if (stalled == 0 && late > kLatestSnapshot) {
    ledger.fault("the next snapshot is in " + std::to_string(late) + " s");
  }
  const Outcome outcome{site.check(ledger),
                        {{"turned_away", ledger.turned_away()},
                         {"stalled", stalled},
                         {"silence_ms_longest", longest.count()}}};
  if (stalled == 0 && outcome.sets.acknowledged < kLeastRatingsPerJump * run.count) {
    throw std::runtime_error("too few ratings to mean anything");
  }
  return outcome;
}

}  // namespace

Plan clock_plan() {
  return {.name = "clock",
          .what = "the clock jumps by hours to a year, forward and back, under load and at a start",
          .unit = "jumps and returns",
          .count = 24,
          .control = {.figure = "stalled", .count = 24, .unsafe = {}},
          .run = run};
}

}  // namespace yiping::faults
