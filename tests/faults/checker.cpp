// SPDX-License-Identifier: Apache-2.0
#include "checker.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "collector/store.hpp"
#include "database_file.hpp"
#include "server_database.hpp"
#include "yiping/evaluation.hpp"

namespace yiping::faults {
namespace {

using Texts = std::vector<std::string>;

/// `$hex(x)` in the statement is the bytes of a column as hex, in either engine's words.
void query(const std::string& store, std::string sql,
           const std::function<void(const Texts&)>& each) {
  constexpr std::string_view kHex = "$hex(";
  const bool server = collector::is_server(store);
  for (std::size_t at = sql.find(kHex); at != std::string::npos; at = sql.find(kHex, at)) {
    const std::size_t end = sql.find(')', at);
    const std::string column = sql.substr(at + kHex.size(), end - at - kHex.size());
    sql.replace(at, end + 1 - at,
                server ? "encode(" + column + ", 'hex')" : "lower(hex(" + column + "))");
  }
  if (server) {
    ServerDatabase(store).query(sql, each);
  } else {
    DatabaseFile(store).query(sql, each);
  }
}

/// What the database holds.
struct Stored {
  std::set<std::string> digests;  // of documents
  std::int64_t doubled = 0;
  std::int64_t unexpected = 0;
};

Stored read_stored(const std::string& store, const Ledger& ledger) {
  Stored stored;
  std::set<std::string> rated;  // service and round
  query(store,
        "SELECT document, digest, $hex(submission),"
        " area || $hex(case_digest) || '/' || round FROM evaluation",
        [&](const Texts& row) {
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

Sets check_sets(const std::string& store, const Ledger& ledger) {
  const Stored stored = read_stored(store, ledger);
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
  sets.services_lost = services_lost(store, ledger);
  return sets;
}

std::int64_t services_lost(const std::string& store, const Ledger& ledger) {
  std::set<std::string> stored;
  query(store, "SELECT case_no FROM service", [&](const Texts& row) { stored.insert(row[0]); });
  return std::ranges::count_if(
      ledger.services(), [&](const std::string& case_no) { return !stored.contains(case_no); });
}

}  // namespace yiping::faults
