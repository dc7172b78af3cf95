// SPDX-License-Identifier: Apache-2.0
// What the tests of the boundaries share: the shipped tables, read through the core.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/json.hpp"
#include "yiping/code_table.hpp"

namespace yiping::test {

/// A shipped JSON file, by its path in the repository.
[[nodiscard]] host::Json asset(std::string_view path);

struct ShippedTable {
  std::string file;  // name without its folder
  host::Json authored;
  CodeTable table;
};

/// Every `yiping.codes/1` of assets/codes.
[[nodiscard]] const std::vector<ShippedTable>& shipped_tables();

/// The tables alone, as read_mapping takes them.
[[nodiscard]] const std::vector<CodeTable>& code_tables();

/// One of them; the test ends when there is none.
[[nodiscard]] const CodeTable& code_table(std::string_view id);

}  // namespace yiping::test
