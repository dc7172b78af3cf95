// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "cbor/field_reader.hpp"
#include "yiping/interval.hpp"

namespace yiping {

/// Counts that sums of many of them hold.
[[nodiscard]] inline Status check_cells(std::span<const std::int64_t> cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i] >= 0 && cells[i] <= kMaxSample) continue;
    std::string where = "/cells";
    put_index(where, static_cast<int>(i));
    return Error{ErrorCode::bad_value, std::move(where)};
  }
  return {};
}

}  // namespace yiping
