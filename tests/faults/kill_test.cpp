// SPDX-License-Identifier: Apache-2.0
// kill -9 of a real collector, again and again, while real clients rate over real HTTP. Then: every
// receipt that a client saw must be there, once, and the figures must be what a recount gives.
#include <stdlib.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "checker.hpp"
#include "client.hpp"
#include "collector/collector.hpp"
#include "collector/questionnaires.hpp"
#include "nlohmann/json.hpp"
#include "process.hpp"

namespace {

namespace fs = std::filesystem;
using namespace yiping;
using namespace yiping::faults;
using Clock = std::chrono::steady_clock;

constexpr int kCitizens = 8;
constexpr int kSecondsToStart = 20;
constexpr auto kLongest = std::chrono::seconds(80);

struct Arguments {
  fs::path collector;
  int kills = 30;
  unsigned seed = 1;
  bool expect_loss = false;
};

Arguments read_arguments(int argc, char** argv) {
  Arguments arguments;
  arguments.seed = std::random_device{}() % 1'000'000;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    const std::string value = argv[i + 1];
    if (name == "--collector") arguments.collector = value;
    if (name == "--kills") arguments.kills = std::stoi(value);
    if (name == "--seed") arguments.seed = static_cast<unsigned>(std::stoul(value));
    if (name == "--expect") arguments.expect_loss = value == "loss";
  }
  if (arguments.collector.empty()) {
    throw std::runtime_error(
        "usage: yiping_kill_test --collector <program> [--kills 30] [--seed <n>]"
        " [--expect none|loss]");
  }
  return arguments;
}

class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "yiping-faults-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path = name;
  }
  ~Folder() {
    std::error_code ignored;
    if (!keep) fs::remove_all(path, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  fs::path path;
  bool keep = false;
};

fs::path write_config(const fs::path& folder) {
  const fs::path assets = fs::path(YIPING_SOURCE_DIR) / "assets";
  auto config = nlohmann::json::parse(collector::fresh_config(assets, "web"));
  config.erase("web");
  config["port"] = free_port();
  config["workers"] = 32;
  config["snapshot_seconds"] = 1;
  config["publication_min_gain"] = 1;
  const fs::path file = folder / "collector.json";
  std::ofstream(file) << config.dump(2);
  return file;
}

struct Outcome {
  int kills = 0;
  std::vector<std::int64_t> restarts;  // milliseconds until ready
  Sets sets;
  collector::Verification verification;
  bool broken = false;
};

std::int64_t milliseconds_since(Clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start).count();
}

/// From the start of the process to its first answer.
void start(Process& process, const collector::Config& config, Outcome& outcome) {
  const auto started = Clock::now();
  process.start();
  if (!wait_until_up(config.port, kSecondsToStart)) {
    throw std::runtime_error("the collector did not come up");
  }
  outcome.restarts.push_back(milliseconds_since(started));
}

Outcome run(const Arguments& arguments, const Folder& folder, Ledger& ledger) {
  const collector::Config config = collector::read_config(write_config(folder.path));
  const collector::Questionnaires questionnaires(config.assets);
  std::mt19937 random(arguments.seed);
  Outcome outcome;
  const auto end = Clock::now() + kLongest;

  Process process(arguments.collector, config.file, folder.path / "collector.log");
  start(process, config, outcome);
  Load load(config, questionnaires.offered().questionnaire, ledger, arguments.seed);
  load.start(kCitizens);
  while (outcome.kills < arguments.kills && Clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50 + random() % 200));
    if (!process.kill()) throw std::runtime_error("the collector ended by itself");
    ++outcome.kills;
    start(process, config, outcome);
  }
  load.stop();
  process.kill();

  const collector::StoreOptions options = collector::store_options(config);
  outcome.sets = check_sets(options.path, ledger);
  collector::Store store(options);
  outcome.verification = store.verify();
  return outcome;
}

void print(const Arguments& arguments, const Outcome& outcome, const Ledger& ledger,
           std::int64_t milliseconds) {
  const Sets& sets = outcome.sets;
  const collector::Verification& found = outcome.verification;
  auto restarts = outcome.restarts;
  std::sort(restarts.begin(), restarts.end());
  std::cout << arguments.collector.filename().string() << ": kills " << outcome.kills << ", seed "
            << arguments.seed << ", attempted " << sets.attempted << ", acknowledged "
            << sets.acknowledged << ", stored " << sets.stored << ", lost " << sets.lost
            << ", doubled " << sets.doubled << ", unexpected " << sets.unexpected << ", recovered "
            << ledger.recovered << ", retries " << ledger.retries << ", sent again "
            << ledger.replays << ", services " << found.services << " (lost " << sets.services_lost
            << "), cells off " << found.cells_different << ", tokens astray " << found.tokens_astray
            << ", audit " << found.audit_entries << " (broken " << found.audit_broken << "), file "
            << (found.intact ? "intact" : "DAMAGED") << ", restart ms median "
            << restarts[restarts.size() / 2] << " max " << restarts.back() << ", " << milliseconds
            << " ms\n";
  if (arguments.expect_loss) return;
  for (std::size_t i = 0; i < std::min<std::size_t>(5, ledger.faults.size()); ++i) {
    std::cout << "fault: " << ledger.faults[i] << "\n";
  }
}

bool is_sound(const Outcome& outcome, const Ledger& ledger) {
  const Sets& sets = outcome.sets;
  const collector::Verification& found = outcome.verification;
  return sets.lost == 0 && sets.doubled == 0 && sets.unexpected == 0 && sets.services_lost == 0 &&
         found.cells_different == 0 && found.tokens_astray == 0 && found.audit_broken == 0 &&
         found.intact && ledger.faults.empty();
}

}  // namespace

int main(int argc, char** argv) {
  Folder folder;
  try {
    const Arguments arguments = read_arguments(argc, argv);
    Ledger ledger;
    const auto started = Clock::now();
    const Outcome outcome = run(arguments, folder, ledger);
    print(arguments, outcome, ledger, milliseconds_since(started));
    if (outcome.kills < arguments.kills || outcome.sets.acknowledged < 10 * arguments.kills) {
      std::cout << "too few kills or ratings to mean anything\n";
      return 1;
    }
    if (arguments.expect_loss) {
      if (outcome.sets.lost > 0) return 0;
      std::cout << "the control lost nothing: this test cannot see a loss\n";
      return 1;
    }
    if (is_sound(outcome, ledger)) return 0;
    folder.keep = true;
    std::cout << "kept: " << folder.path.string() << "\n";
    return 1;
  } catch (const std::exception& error) {
    folder.keep = true;
    std::cerr << error.what() << "\nkept: " << folder.path.string() << "\n";
    return 2;
  }
}
