// SPDX-License-Identifier: Apache-2.0
// What the rating of a place stands on: a service of its own, which no system reported.
#pragma once

#include <optional>
#include <string_view>

#include "collector/store/database.hpp"

namespace yiping::collector {

[[nodiscard]] std::optional<Place> find_place(Connection& database, std::string_view area,
                                              const Id16& digest);

/// The service that a rating of the place makes, at that time.
[[nodiscard]] ReportedService visit_of(const Place& place, const Id16& submission, Seconds time);
/// Its case digest: the same for every retry of a submission.
[[nodiscard]] Id16 visit_digest(const Id16& place, const Id16& submission);

}  // namespace yiping::collector
