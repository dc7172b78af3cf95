// SPDX-License-Identifier: Apache-2.0
// The set checker: what clients were told against what is in the database, a file or a server's
// URI. It reads with plain SQL of its own, so that a fault of the store cannot hide itself.
#pragma once

#include <cstdint>
#include <string>

#include "ledger.hpp"

namespace yiping::faults {

struct Sets {
  std::int64_t attempted = 0;
  std::int64_t acknowledged = 0;
  std::int64_t stored = 0;      // different documents in the file
  std::int64_t lost = 0;        // acknowledged, not stored
  std::int64_t doubled = 0;     // rows too many: of one document, or of one service and round
  std::int64_t unexpected = 0;  // rows never attempted, or whose columns belie their document
  std::int64_t recovered = 0;   // stored, though the first reply never came: allowed
  std::int64_t services_lost = 0;
};

/// A row is known by the digest of its document, computed here: the table's own keys would keep
/// doubles from being seen.
[[nodiscard]] Sets check_sets(const std::string& store, const Ledger& ledger);

/// Services that were confirmed to the business system and are not in the file.
[[nodiscard]] std::int64_t services_lost(const std::string& store, const Ledger& ledger);

}  // namespace yiping::faults
