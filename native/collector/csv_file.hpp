// SPDX-License-Identifier: Apache-2.0
// A table of comma-separated values (RFC 4180) with a line of names, read row by row.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "yiping/mapping.hpp"

namespace yiping::collector {

enum class Encoding : std::uint8_t { utf_8, gb18030 };

/// One row, its cells by the names of the first line.
struct CsvRow {
  std::int64_t number = 0;  // of the file's rows; 1: the names
  std::vector<FieldText> cells;
};

/// Calls `each` for every row after the first, blank ones excepted. Throws OperatorError, in both
/// languages: not to be opened, not of this encoding, broken quotes, a row with another number of
/// cells than there are names, a name twice.
void read_csv(const std::filesystem::path& file, Encoding encoding,
              const std::function<void(const CsvRow&)>& each);

/// A cell as it stands in such a table.
[[nodiscard]] std::string csv_cell(std::string_view text);

}  // namespace yiping::collector
