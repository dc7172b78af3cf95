// SPDX-License-Identifier: Apache-2.0
// Rows of services: those that were reported, and those that the rating of a place makes.
#pragma once

#include <string_view>

#include "collector/store/database.hpp"
#include "collector/store/offers.hpp"
#include "collector/store/rollup.hpp"
#include "collector/writer.hpp"

namespace yiping::collector {

/// Columns of `service s`, as `read_service` takes them.
#define YIPING_SERVICE                                                                   \
  YIPING_FACTS                                                                           \
  ", s.case_digest, s.service_no, s.service_name, s.item_code, s.item_name, s.org_code," \
  " s.org_name, s.org_area, s.channel, s.rater_kind, s.status, s.updated, s.window_closes"
inline constexpr int kServiceColumns = kFacts + 13;
[[nodiscard]] ReportedService read_service(const Row& row, int first, std::string_view area);

/// False: it is there.
[[nodiscard]] bool insert_service(Transaction& transaction, const ReportedService& event,
                                  EventState state);

/// The name that figures show.
void name_organisation(Connection& database, std::string_view area, std::string_view code,
                       std::string_view name);

/// Where its first rating counts.
[[nodiscard]] Cell cell_of(const ReportedService& event);

}  // namespace yiping::collector
