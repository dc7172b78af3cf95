// SPDX-License-Identifier: Apache-2.0
// What other systems are to be told.
#pragma once

#include <string_view>

#include "collector/writer.hpp"

namespace yiping::collector {

/// In the transaction of what happened, so that neither is there without the other. `id`: of a
/// submission or a case.
void deliver(Transaction& transaction, std::string_view area, const Id16& id, std::string_view kind,
             Target target);

}  // namespace yiping::collector
