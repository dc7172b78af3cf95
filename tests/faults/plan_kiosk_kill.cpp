// SPDX-License-Identifier: Apache-2.0
// kill -9 of a terminal between a visitor's press and the thank-you: what the screen said is kept
// becomes a rating. The promise: docs/adr/0010-a-press-is-a-draft.md.
#include <algorithm>
#include <chrono>
#include <ctime>
#include <fstream>
#include <random>
#include <stdexcept>
#include <thread>

#include "client.hpp"
#include "collector/enrolment_code.hpp"
#include "database_file.hpp"
#include "host/hmac.hpp"
#include "host/json.hpp"
#include "kiosk_target.hpp"
#include "plan.hpp"
#include "site.hpp"
#include "visits.hpp"

namespace yiping::faults {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

constexpr std::string_view kProgram = YIPING_KIOSK_HEADLESS;
constexpr const char* kWindow = "3";
constexpr auto kPatience = std::chrono::seconds(20);
constexpr int kDownEvery = 6;  // visits: the collector is away while it lasts

/// Where a visit is cut off.
enum class Moment : std::uint8_t { pressed, kept, answering, changed, submitted, thanked };
constexpr unsigned kMoments = 6;

fs::path write_config(const Site& site) {
  const fs::path source = YIPING_SOURCE_DIR;
  const fs::path folder = site.folder() / "kiosk";
  fs::create_directories(folder / "data");
  const host::Json config{{"collector", "http://127.0.0.1:" + std::to_string(site.port())},
                          {"data", "data"},
                          {"assets", (source / "assets").string()},
                          {"fonts", (source / "build/deps/fonts").string()},
                          {"poll_seconds", 1}};
  std::ofstream(folder / "kiosk.json") << config.dump(2);
  return folder / "kiosk.json";
}

std::string enrolment_code(const Site& site) {
  collector::EnrolmentCode code;
  host::fill_random(code.nonce);
  code.area = site.area();
  code.window = kWindow;
  code.hall = "市民中心";
  code.expires = static_cast<std::uint32_t>(std::time(nullptr) + 3'600);
  return collector::mint(collector::Seal(site.config().token_keys), code);
}

/// A hall with one window: its terminal, its counter, its visitors.
class Hall {
 public:
  Hall(const Run& run, const Site& site, Ledger& ledger)
      : site_(site),
        random_(run.seed),
        collector_(run.collector, site),
        counter_(site, run.seed),
        config_(write_config(site)),
        kiosk_(program(run.way), log(), [this](const Shown& shown) { see(shown); }) {
    collector_.start();
    enrol();
    errands_ = invite(site, run.count, run.seed, ledger);
  }

  /// One visitor after the other, each cut off.
  void receive() {
    for (std::size_t i = 0; i < errands_.size(); ++i) {
      const bool collector_leaves = i % kDownEvery == kDownEvery - 1;
      open(errands_[i].case_no);
      if (collector_leaves) end(collector_);
      visit();
      resident_kib_ = std::max(resident_kib_, kiosk_.resident_kib());
      end(kiosk_);
      if (!collector_leaves) continue;
      // Every other time the terminal is back before the collector.
      if (i % (2 * kDownEvery) == kDownEvery - 1) start_kiosk_alone();
      collector_.start();
    }
    drain();
  }

  [[nodiscard]] const std::vector<Visit>& visits() const { return visits_; }
  [[nodiscard]] Figures figures() const {
    const Restarts restarts = restarts_of(starts_);
    std::int64_t thanked = 0;
    for (const Visit& visit : visits_) thanked += visit.receipt().empty() ? 0 : 1;
    return {{"thanked", thanked},
            {"restart_ms_median", restarts.median},
            {"restart_ms_longest", restarts.longest},
            {"resident_kib", resident_kib_}};
  }

 private:
  [[nodiscard]] Command program(Way way) const {
    Command command{{std::string(kProgram), "--config", config_.string()}, {}};
    if (way == Way::control) {
      for (const char* argument : {"--unsafe", "before-commit"}) {
        command.arguments.emplace_back(argument);
      }
    }
    return command;
  }
  [[nodiscard]] fs::path log() const { return site_.folder() / "kiosk.log"; }

  void enrol() {
    Command command = program(Way::proof);
    command.arguments.emplace_back("--enrol");
    command.arguments.push_back(enrolment_code(site_));
    Process process(command, log());
    process.start();
    if (process.wait(kPatience) != 0) throw std::runtime_error("not enrolled; see kiosk.log");
  }

  static void end(Target& target) {
    if (!target.kill()) throw std::runtime_error("the target ended by itself");
  }

  void start_kiosk() { starts_.push_back(timed_start(kiosk_)); }

  void start_kiosk_alone() {
    start_kiosk();
    pause(100);
    end(kiosk_);
  }

  /// The counter asks, and the visitor finds the five levels.
  void open(const std::string& case_no) {
    if (!counter_.ask_at_window(kWindow, case_no) && !counter_.ask_at_window(kWindow, case_no)) {
      throw std::runtime_error("the counter's question is refused");
    }
    visits_.emplace_back(case_no);
    start_kiosk();
    kiosk_.await_screen("level");
  }

  void visit() {
    const auto moment = static_cast<Moment>(random_() % kMoments);
    const std::size_t level = random_() % kLevels.size();
    press(kLevels[level]);
    if (moment == Moment::pressed) return pause(10);
    if (moment != Moment::submitted || random_() % 2 == 0) await_kept(kLevels[level]);
    switch (moment) {
      case Moment::pressed:
      case Moment::kept:
        return pause(40);
      case Moment::answering:
        answer(kLevels[level]);
        return pause(40);
      case Moment::changed:
        return change(kLevels[(level + 1 + random_() % 4) % kLevels.size()]);
      case Moment::submitted:
        kiosk_.tap("submit");
        return pause(30);
      case Moment::thanked:
        if (random_() % 2 == 0) answer(kLevels[level]);
        kiosk_.tap("submit");
        kiosk_.await_screen("thanks");
        return pause(100);
    }
  }

  void press(Level level) {
    visits_.back().press(std::string(name_of(level)));
    kiosk_.tap("level." + std::string(name_of(level)));
  }

  void await_kept(Level level) {
    kiosk_.await("that the level is kept", [level](const Shown& shown) {
      return shown.screen == "questions" && shown.kept && shown.chosen == name_of(level);
    });
  }

  void answer(Level level) {
    for (const Option& code : site_.questionnaire().lists.front().codes) {
      if (code.level == level && random_() % 2 == 0)
        kiosk_.tap("reasons." + std::string(code.code));
    }
    if (random_() % 2 == 0) return;
    kiosk_.tap("page.next");
    const Level clarity = kLevels[random_() % kLevels.size()];
    kiosk_.tap("guide_clarity." + std::string(name_of(clarity)));
  }

  void change(Level level) {
    kiosk_.tap("change");
    kiosk_.await_screen("level");
    press(level);
    if (random_() % 2 == 0) await_kept(level);
    pause(20);
  }

  void pause(unsigned longest_ms) {
    std::this_thread::sleep_for(std::chrono::microseconds(random_() % (longest_ms * 1'000)));
  }

  void see(const Shown& shown) {
    if (shown.screen == "questions" && shown.kept) visits_.back().kept(shown.chosen);
    if (shown.screen == "thanks") visits_.back().thanked(shown.chosen, shown.receipt);
  }

  /// Refused ratings stay in the outbox: an empty one says that the collector took them all.
  void drain() {
    start_kiosk();
    const auto end_of_patience = std::chrono::steady_clock::now() + kPatience;
    const fs::path outbox = config_.parent_path() / "data" / "outbox.db";
    while (DatabaseFile(outbox, DatabaseFile::AtClose::left_in_log)
               .value("SELECT COUNT(*) FROM visit") != "0") {
      if (std::chrono::steady_clock::now() > end_of_patience) {
        throw std::runtime_error("the outbox does not become empty; see kiosk.log");
      }
      std::this_thread::sleep_for(milliseconds(50));
    }
    end(kiosk_);
    end(collector_);
  }

  const Site& site_;
  std::mt19937 random_;
  CollectorTarget collector_;
  BusinessSystem counter_;
  fs::path config_;
  KioskTarget kiosk_;
  std::vector<Invitation> errands_;
  std::vector<Visit> visits_;
  std::vector<std::int64_t> starts_;
  std::int64_t resident_kib_ = 0;
};

Outcome run(const Run& run, Ledger& ledger) {
  if (kProgram.empty()) throw Skipped("built without the kiosk");
  const Site site(run.folder);
  Hall hall(run, site, ledger);
  hall.receive();
  Outcome outcome{check_visits(site.file(), hall.visits(), ledger), hall.figures()};
  site.verify(ledger);
  if (outcome.sets.acknowledged * 4 < run.count) {
    throw std::runtime_error("too few ratings to mean anything");
  }
  return outcome;
}

}  // namespace

Plan kiosk_kill_plan() {
  return {.name = "kiosk-kill",
          .what = "kill -9 of a terminal between a visitor's press and the thank-you",
          .unit = "kills",
          .count = 60,
          .control = {.figure = "lost", .count = 20, .unsafe = ""},
          .target = "yiping-kiosk-headless",
          .run = run};
}

}  // namespace yiping::faults
