// SPDX-License-Identifier: Apache-2.0
// What stands before what: sections, and conditions that ask about earlier items.
#pragma once

#include "host/checker.hpp"

namespace yiping::host {

/// Items in their sections, and every condition of the file. `file` has its array of items.
void check_order(Checker& check, const Json& file);

}  // namespace yiping::host
