// SPDX-License-Identifier: Apache-2.0
// The controls: the same collector, made to break one promise, so that a plan shows that it would
// see the breach. Only the early answer needs a switch of the product (`Acknowledge`); the others
// spoil the database under it: its settings, or triggers in its file that undo what it remembers.
#include <sqlite3.h>

#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "collector/collector.hpp"

namespace {

using namespace yiping::collector;

/// Whoever comes second finds a service that was never rated and a token that was never used.
constexpr const char* kForgetTokens = R"sql(
CREATE TRIGGER IF NOT EXISTS forget_state AFTER UPDATE OF state ON service BEGIN
  UPDATE service SET state = 'pending', rated_by = NULL WHERE area = NEW.area AND case_digest = NEW.case_digest;
END;
)sql";

/// And what came under a submission id is not found under it again.
constexpr const char* kForgetSubmissions = R"sql(
CREATE TRIGGER IF NOT EXISTS forget_submission AFTER INSERT ON evaluation BEGIN
  UPDATE evaluation SET submission = randomblob(16) WHERE rowid = NEW.rowid;
END;
CREATE TRIGGER IF NOT EXISTS forget_case AFTER INSERT ON rectification BEGIN
  DELETE FROM rectification WHERE rowid = NEW.rowid;
END;
CREATE TRIGGER IF NOT EXISTS forget_event AFTER INSERT ON rectification_event BEGIN
  DELETE FROM rectification_event WHERE rowid = NEW.rowid;
END;
)sql";

void spoil(const Config& config, const std::string& triggers) {
  const StoreOptions options = store_options(config, read_regions(config));
  // Creates the file, and ends before the collector opens it.
  { const Store store(options); }
  sqlite3* database = nullptr;
  int code = sqlite3_open(options.store.c_str(), &database);
  if (code == SQLITE_OK) code = sqlite3_exec(database, triggers.c_str(), nullptr, nullptr, nullptr);
  const std::string reason = sqlite3_errmsg(database);
  sqlite3_close(database);
  if (code != SQLITE_OK) throw std::runtime_error("cannot spoil the file: " + reason);
}

int ignore_synchronous(void*, int action, const char* pragma, const char*, const char*,
                       const char*) {
  const bool is_meant = action == SQLITE_PRAGMA && std::string_view(pragma) == "synchronous";
  return is_meant ? SQLITE_IGNORE : SQLITE_OK;
}

/// Every connection of the process syncs at checkpoints only, whatever it asks for.
void sync_at_checkpoints_only() {
  using Open = int (*)(sqlite3*, char**, const sqlite3_api_routines*);
  const Open open = [](sqlite3* database, char**, const sqlite3_api_routines*) {
    sqlite3_exec(database, "PRAGMA synchronous = NORMAL", nullptr, nullptr, nullptr);
    return sqlite3_set_authorizer(database, ignore_synchronous, nullptr);
  };
  sqlite3_auto_extension(reinterpret_cast<void (*)()>(open));
}

void serve(std::string_view way, const Config& config) {
  Acknowledge acknowledge = Acknowledge::after_commit;
  if (way == "early-answer") {
    acknowledge = Acknowledge::before_commit;
  } else if (way == "no-sync") {
    sync_at_checkpoints_only();
  } else if (way == "forget-tokens") {
    spoil(config, kForgetTokens);
  } else if (way == "forget-submissions") {
    spoil(config, std::string(kForgetTokens) + kForgetSubmissions);
  } else {
    throw std::runtime_error("no such way to be unsafe: " + std::string(way));
  }
  Collector collector(config, {}, acknowledge);
  std::cout << "listening on port " << collector.bind().service << std::endl;
  collector.run();
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string_view> arguments(argv + 1, argv + argc);
  if (arguments.size() != 5 || arguments[0] != "--unsafe" || arguments[2] != "serve" ||
      arguments[3] != "--config") {
    std::cerr << "usage: yiping-collector-unsafe --unsafe early-answer|no-sync|forget-tokens|"
                 "forget-submissions serve --config <file>\n";
    return 2;
  }
  try {
    serve(arguments[1], read_config(argv[5]));
  } catch (const std::runtime_error& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
  return 0;
}
