// SPDX-License-Identifier: Apache-2.0
// A case of the core (yiping/rectification_case.hpp) as columns of `rectification`.
#pragma once

#include <string>
#include <vector>

#include "collector/store/database.hpp"

namespace yiping::collector {

/// "state, origin, …": all but id and area, which are keys.
[[nodiscard]] const std::string& case_columns();
/// The same with the table's name before each: "r.state, r.origin, …".
[[nodiscard]] const std::string& case_columns_of_r();
[[nodiscard]] int count_of_case_columns();
/// "$4, $5, …"
[[nodiscard]] std::string case_parameters(int first);
/// "state = $4, origin = $5, …"
[[nodiscard]] std::string case_assignments(int first);

/// A name that we never wrote means a damaged database.
[[nodiscard]] Case read_case(const Row& row, int first);
/// The values refer to `one` and to `texts`, which must live as long.
void append_case(std::vector<Value>& values, const Case& one, std::vector<std::string>& texts);

}  // namespace yiping::collector
