// SPDX-License-Identifier: Apache-2.0
#include "checker.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "database_file.hpp"
#include "yiping/evaluation.hpp"

namespace yiping::faults {
namespace {

/// What the file holds.
struct Stored {
  std::set<std::string> digests;  // of documents
  std::int64_t doubled = 0;
  std::int64_t unexpected = 0;
};

Stored read_stored(const std::filesystem::path& file, const Ledger& ledger) {
  Stored stored;
  std::set<std::string> rated;  // service and round
  DatabaseFile database(file);
  database.query(
      "SELECT document, digest, lower(hex(submission)),"
      " area || hex(case_digest) || '/' || round FROM evaluation",
      [&](const DatabaseFile::Texts& row) {
        const std::string digest = digest_of(row[0]);
        const bool is_new_document = stored.digests.insert(digest).second;
        const bool is_new_service = rated.insert(row[3]).second;
        if (!is_new_document || !is_new_service) ++stored.doubled;
        const auto attempted = ledger.entries().find(digest);
        if (attempted == ledger.entries().end() || row[1] != digest ||
            row[2] != attempted->second.rating.submission) {
          ++stored.unexpected;
        }
      });
  return stored;
}

}  // namespace

Sets check_sets(const std::filesystem::path& file, const Ledger& ledger) {
  const Stored stored = read_stored(file, ledger);
  Sets sets;
  sets.attempted = static_cast<std::int64_t>(ledger.entries().size());
  sets.acknowledged = ledger.acknowledged();
  sets.stored = static_cast<std::int64_t>(stored.digests.size());
  sets.doubled = stored.doubled;
  sets.unexpected = stored.unexpected;
  sets.recovered = ledger.recovered();
  for (const auto& [digest, entry] : ledger.entries()) {
    const bool is_stored = stored.digests.contains(digest);
    if (entry.acknowledged && !is_stored) ++sets.lost;
    if (!entry.acknowledged && is_stored) ++sets.recovered;
  }
  sets.services_lost = services_lost(file, ledger);
  return sets;
}

std::int64_t services_lost(const std::filesystem::path& file, const Ledger& ledger) {
  std::set<std::string> stored;
  DatabaseFile database(file);
  database.query("SELECT case_no FROM service",
                 [&](const DatabaseFile::Texts& row) { stored.insert(row[0]); });
  return std::ranges::count_if(
      ledger.services(), [&](const std::string& case_no) { return !stored.contains(case_no); });
}

}  // namespace yiping::faults
