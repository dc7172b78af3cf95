// SPDX-License-Identifier: Apache-2.0
// After a downgrade: a file whose schema is newer than the program is refused and keeps every byte,
// also when the newer program was killed and left a write-ahead log.
#include <chrono>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>

#include "client.hpp"
#include "database_file.hpp"
#include "files.hpp"
#include "plan.hpp"
#include "site.hpp"

namespace yiping::faults {
namespace {

namespace fs = std::filesystem;
using AtClose = DatabaseFile::AtClose;

constexpr int kRatings = 20;
constexpr int kExitRefused = 2;
constexpr auto kLongestRefusal = std::chrono::seconds(10);

/// Everything that holds ratings: the file and its log, by name.
std::map<std::string, std::string> contents(const Site& site) {
  std::map<std::string, std::string> contents;
  for (const auto& entry : fs::directory_iterator(site.config().data)) {
    const std::string name = entry.path().filename().string();
    // The index of the log is made anew by whoever opens it; a lock and an empty log hold nothing.
    // Nor the socket for commands, which a kill leaves behind.
    if (!entry.is_regular_file() || name.ends_with("-shm") || entry.file_size() == 0) continue;
    contents[name] = read_bytes(entry.path());
  }
  return contents;
}

std::int64_t version_of(const Site& site) {
  return std::stoll(DatabaseFile(site.file()).value("SELECT MAX(version) FROM schema_version"));
}

void set_version(const Site& site, std::int64_t version, AtClose at_close) {
  DatabaseFile(site.file(), at_close)
      .run("UPDATE schema_version SET version = " + std::to_string(version) +
           " WHERE version = (SELECT MAX(version) FROM schema_version)");
}

void store_ratings(const Run& run, const Site& site, Ledger& ledger) {
  CollectorTarget collector(run.collector, site);
  collector.start();
  Citizen citizen(site, run.seed);
  Client client(site.port());
  for (const Invitation& invitation : invite(site, kRatings, run.seed, ledger)) {
    const Submission submission = citizen.rate(invitation);
    ledger.attempt(submission.rating);
    if (!send_once(client, submission, ledger)) throw std::runtime_error("no answer");
  }
  collector.kill();
}

class Downgrade {
 public:
  Downgrade(const Run& run, const Site& site, Ledger& ledger)
      : run_(run), site_(site), ledger_(ledger), ours_(version_of(site)) {}

  /// What the program does with a file of a newer version that was left in this state.
  void open(AtClose at_close) {
    const std::int64_t found = run_.way == Way::proof ? ours_ + 1 : ours_;
    set_version(site_, found, at_close);
    const auto before = contents(site_);
    fs::remove(site_.log());
    Process process(serve(run_.collector, site_), site_.log());
    process.start();
    const std::optional<int> code =
        process.wait(run_.way == Way::proof ? kLongestRefusal : std::chrono::milliseconds(1'000));
    if (!code) {
      ++opened_;
      ledger_.fault("a newer file is opened");
      process.kill();
    } else if (*code != kExitRefused) {
      ledger_.fault("exit code " + std::to_string(*code) + " for a newer file");
    } else {
      ++refused_;
      expect_versions(found);
    }
    if (contents(site_) != before) {
      ++touched_;
      ledger_.fault("a newer file is not as it was");
    }
    set_version(site_, ours_, AtClose::checkpointed);
  }

  [[nodiscard]] Figures figures() const {
    return {{"version", ours_}, {"refused", refused_}, {"opened", opened_}, {"touched", touched_}};
  }

 private:
  void expect_versions(std::int64_t found) {
    const std::string said = read_bytes(site_.log());
    for (const std::int64_t version : {found, ours_}) {
      if (said.find(" " + std::to_string(version)) == std::string::npos) {
        ledger_.fault("the refusal does not name version " + std::to_string(version));
      }
    }
  }

  const Run& run_;
  const Site& site_;
  Ledger& ledger_;
  std::int64_t ours_;
  std::int64_t refused_ = 0;
  std::int64_t opened_ = 0;
  std::int64_t touched_ = 0;
};

Outcome run(const Run& run, Ledger& ledger) {
  const Site site(run.folder);
  store_ratings(run, site, ledger);
  Downgrade downgrade(run, site, ledger);
  for (int i = 0; i < run.count; ++i) {
    downgrade.open(i % 2 == 0 ? AtClose::checkpointed : AtClose::left_in_log);
  }
  return {site.check(ledger), downgrade.figures()};
}

}  // namespace

Plan newer_plan() {
  return {.name = "newer",
          .what =
              "a file of a newer schema is refused, with exit code 2 and both versions named,"
              " and keeps every byte",
          .unit = "starts",
          .count = 4,
          // The same file with the version that the program knows.
          .control = {.figure = "opened", .count = 2, .unsafe = ""},
          .run = run};
}

}  // namespace yiping::faults
