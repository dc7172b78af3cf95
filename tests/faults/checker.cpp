// SPDX-License-Identifier: Apache-2.0
#include "checker.hpp"

#include <sqlite3.h>

#include <functional>
#include <map>
#include <set>
#include <stdexcept>
#include <string>

namespace yiping::faults {
namespace {

void query(sqlite3* database, const char* sql, const std::function<void(sqlite3_stmt*)>& each) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database, sql, -1, &statement, nullptr) != SQLITE_OK) {
    throw std::runtime_error(sqlite3_errmsg(database));
  }
  while (sqlite3_step(statement) == SQLITE_ROW) each(statement);
  const int code = sqlite3_finalize(statement);
  if (code != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(database));
}

std::string text(sqlite3_stmt* statement, int column) {
  return reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
}

}  // namespace

Sets check_sets(const std::filesystem::path& file, const Ledger& ledger) {
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READWRITE, nullptr);
  if (code != SQLITE_OK) throw std::runtime_error("cannot open " + file.string());

  std::map<std::string, std::int64_t> stored;
  std::map<std::string, std::int64_t> cases;
  std::set<std::string> services;
  Sets sets;
  query(database,
        "SELECT lower(hex(submission)), digest, hex(case_digest) || '/' || round FROM evaluation",
        [&](sqlite3_stmt* row) {
          const std::string submission = text(row, 0);
          ++stored[submission];
          ++cases[text(row, 2)];
          const auto attempted = ledger.ratings.find(submission);
          const bool known =
              attempted != ledger.ratings.end() && attempted->second.digest == text(row, 1);
          if (!known) ++sets.unexpected;
        });
  query(database, "SELECT case_no FROM service",
        [&](sqlite3_stmt* row) { services.insert(text(row, 0)); });
  sqlite3_close(database);

  sets.attempted = static_cast<std::int64_t>(ledger.ratings.size());
  sets.stored = static_cast<std::int64_t>(stored.size());
  for (const auto& [submission, rating] : ledger.ratings) {
    if (!rating.acknowledged) continue;
    ++sets.acknowledged;
    if (!stored.contains(submission)) ++sets.lost;
  }
  for (const auto& [submission, count] : stored) sets.doubled += count - 1;
  for (const auto& [service, count] : cases) sets.doubled += count - 1;
  for (const std::string& case_no : ledger.reports_confirmed) {
    if (!services.contains(case_no)) ++sets.services_lost;
  }
  return sets;
}

}  // namespace yiping::faults
