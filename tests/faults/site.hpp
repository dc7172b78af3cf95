// SPDX-License-Identifier: Apache-2.0
// A collector with a folder of its own: its configuration, its file, its process.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "checker.hpp"
#include "collector/config.hpp"
#include "collector/questionnaires.hpp"
#include "ledger.hpp"
#include "process.hpp"
#include "server_database.hpp"
#include "target.hpp"

namespace yiping::faults {

class Site {
 public:
  /// Writes a configuration with fresh keys and a free port into `folder`.
  explicit Site(std::filesystem::path folder, const std::filesystem::path& data = "data");

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  [[nodiscard]] const collector::Config& config() const { return config_; }
  [[nodiscard]] int port() const { return config_.port; }
  [[nodiscard]] const std::string& area() const { return config_.areas.front().code; }
  [[nodiscard]] const Questionnaire& questionnaire() const {
    return questionnaires_.offered().questionnaire;
  }
  /// Where ratings are: a file, or a server's URI.
  [[nodiscard]] std::string store() const {
    return config_.store.empty() ? file().string() : config_.store;
  }
  /// The database of plans that are about a file.
  [[nodiscard]] std::filesystem::path file() const { return config_.data / "yiping.sqlite"; }
  [[nodiscard]] std::filesystem::path log() const { return folder_ / "collector.log"; }

  /// Once no collector runs: the sets, and the store's own recount, whose findings are faults.
  [[nodiscard]] Sets check(Ledger& ledger) const;
  /// The recount alone.
  void verify(Ledger& ledger) const;
  /// When the public figures are due again, in Unix seconds; 0 when there are none.
  [[nodiscard]] std::int64_t next_snapshot() const;

 private:
  std::filesystem::path folder_;
  std::unique_ptr<ServerSchema> schema_;  // on PostgreSQL only
  collector::Config config_;
  collector::Questionnaires questionnaires_;
};

/// `program` and its arguments, with the command to serve `site` behind.
[[nodiscard]] Command serve(Command program, const Site& site);

class CollectorTarget final : public Target {
 public:
  CollectorTarget(const Command& program, const Site& site)
      : process_(serve(program, site), site.log()), port_(site.port()) {}
  void start() override;
  bool kill() override { return process_.kill(); }
  [[nodiscard]] pid_t id() const { return process_.id(); }

 private:
  Process process_;
  int port_;
};

/// Status of `GET /readyz`; 0 when nobody answers.
[[nodiscard]] int readiness(int port);

}  // namespace yiping::faults
