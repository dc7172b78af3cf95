// SPDX-License-Identifier: Apache-2.0
// The CBOR reader and writer against nlohmann's, where both speak the same subset: for the fuzz
// target and for the properties.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "host/json.hpp"

namespace yiping::fuzz {

/// What ours says, and what it should.
struct Compared {
  std::string actual;
  std::string expected;
};

struct CborComparison {
  // Of what our reader accepts.
  std::optional<Compared> read;     // the oracle reads the same
  std::optional<Compared> written;  // our writer writes what the oracle writes
  std::optional<Compared> again;    // and our reader reads that again
  /// Of what the oracle reads, if it is of the subset and as the oracle writes it: ours accepts it.
  std::optional<bool> subset;
};

[[nodiscard]] CborComparison compare_cbor(std::span<const std::uint8_t> input);

/// By our writer. `value`: of the subset.
[[nodiscard]] std::vector<std::uint8_t> write_cbor(const host::Json& value);

}  // namespace yiping::fuzz
