// SPDX-License-Identifier: Apache-2.0
#include "site.hpp"

#include <chrono>
#include <fstream>
#include <stdexcept>
#include <thread>
#include <utility>

#include "client.hpp"
#include "collector/collector.hpp"
#include "host/json.hpp"

namespace yiping::faults {
namespace {

namespace fs = std::filesystem;

constexpr auto kLongestStart = std::chrono::seconds(20);
// More than the most connections that a plan holds at once.
constexpr int kWorkers = 96;

fs::path write_config(const fs::path& folder, const fs::path& data, const ServerSchema* schema) {
  const fs::path assets = fs::path(YIPING_SOURCE_DIR) / "assets";
  auto config = host::Json::parse(collector::fresh_config({.assets = assets, .web = "web"}));
  config.erase("web");
  config["data"] = data.string();
  if (schema != nullptr) config["store"] = schema->uri();
  config["port"] = free_port();
  config.erase("operator_port");  // two of them run side by side
  config["workers"] = kWorkers;
  // Snapshots are written beside the ratings, as often as can be.
  config["snapshot_seconds"] = 1;
  config["publication_min_gain"] = 1;
  const fs::path file = folder / "collector.json";
  std::ofstream(file) << config.dump(2);
  return file;
}

}  // namespace

Site::Site(fs::path folder, const fs::path& data)
    : folder_(std::move(folder)),
      schema_(on_postgresql() ? std::make_unique<ServerSchema>() : nullptr),
      config_(collector::read_config(write_config(folder_, data, schema_.get()))),
      questionnaires_(config_.assets) {}

Sets Site::check(Ledger& ledger) const {
  const Sets sets = check_sets(store(), ledger);
  verify(ledger);
  return sets;
}

void Site::verify(Ledger& ledger) const {
  collector::Store store(collector::store_options(config_, collector::read_regions(config_)));
  const collector::Verification found = store.verify();
  const auto expect_none = [&](std::int64_t count, const std::string& what) {
    if (count != 0) ledger.fault(std::to_string(count) + " " + what);
  };
  expect_none(found.cells_different, "figures that a recount does not confirm");
  expect_none(found.tokens_astray, "tokens used without their rating, or the reverse");
  expect_none(found.audit_broken, "broken audit entries");
  if (!found.intact) ledger.fault("the file is damaged");
}

std::int64_t Site::next_snapshot() const {
  collector::Store store(collector::store_options(config_, collector::read_regions(config_)));
  const collector::PublicIndex index = store.public_index();
  if (index.months.empty()) return 0;
  const auto snapshot = store.latest_snapshot(area(), index.months.front());
  return snapshot ? snapshot->next : 0;
}

Command serve(Command program, const Site& site) {
  for (const char* argument : {"serve", "--config"}) program.arguments.emplace_back(argument);
  program.arguments.push_back(site.config().file.string());
  return program;
}

void CollectorTarget::start() {
  const auto end = std::chrono::steady_clock::now() + kLongestStart;
  process_.start();
  while (readiness(port_) != 200) {
    if (std::chrono::steady_clock::now() > end) {
      throw std::runtime_error("the collector did not come up; see collector.log");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

int readiness(int port) {
  static const std::string request =
      test::written("GET", "/readyz", {{"Connection", "close"}}, std::nullopt);
  return Client(port).exchange(request).status;
}

}  // namespace yiping::faults
