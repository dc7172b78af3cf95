// SPDX-License-Identifier: Apache-2.0
// The set checker: what clients were told against what is in the file. It reads the file with plain
// SQL of its own, so that a fault of the store cannot hide itself.
#pragma once

#include <cstdint>
#include <filesystem>

#include "client.hpp"

namespace yiping::faults {

struct Sets {
  std::int64_t attempted = 0;
  std::int64_t acknowledged = 0;
  std::int64_t stored = 0;
  std::int64_t lost = 0;        // acknowledged, not stored
  std::int64_t doubled = 0;     // stored more than once, or two ratings of one service
  std::int64_t unexpected = 0;  // stored, never attempted, or stored with another digest
  std::int64_t services_lost = 0;
};

[[nodiscard]] Sets check_sets(const std::filesystem::path& file, const Ledger& ledger);

}  // namespace yiping::faults
