// SPDX-License-Identifier: Apache-2.0
// What a row of an older system says, as our interface takes it (docs/operate.md).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "collector/csv_file.hpp"
#include "host/json.hpp"
#include "yiping/mapping.hpp"

namespace yiping::collector {

struct ImportRow {
  std::int64_t number = 0;
  host::Json service;  // of POST /v1/services
  std::optional<host::Json>
      entry;  // of POST /v1/entries; none: nobody rated, a default was written
  std::vector<MapProblem> problems;  // what keeps the row from being taken
};

/// `area`: 12 digits, of rows that name none.
[[nodiscard]] ImportRow import_row(const Mapping& mapping, const CsvRow& row,
                                   const std::string& area);

}  // namespace yiping::collector
