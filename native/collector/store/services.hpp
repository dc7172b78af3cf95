// SPDX-License-Identifier: Apache-2.0
// Rows of services: those that were reported, and those that the rating of a place makes.
#pragma once

#include "collector/store/database.hpp"
#include "collector/store/rollup.hpp"
#include "collector/writer.hpp"

namespace yiping::collector {

/// False: it is there.
[[nodiscard]] bool insert_service(Transaction& transaction, const ReportedService& event,
                                  EventState state);

/// The name that figures show.
void name_organisation(Connection& database, std::string_view area, std::string_view code,
                       std::string_view name);

/// Where its first rating counts.
[[nodiscard]] Cell cell_of(const ReportedService& event);

}  // namespace yiping::collector
