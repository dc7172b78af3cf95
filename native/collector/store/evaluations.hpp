// SPDX-License-Identifier: Apache-2.0
// What storing a rating and storing its correction (更正) share.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "collector/store/database.hpp"
#include "collector/store/offers.hpp"
#include "collector/writer.hpp"

namespace yiping::collector {

/// Where a rating counts, with what its case shows.
struct CellOfService {
  Cell cell;
  std::string item_name;
  std::string org_name;
};

/// How a rating counts, beside what came with it.
struct RowOfRating {
  Timing timing = Timing::on_time;
  Seconds judged = 0;            // of the first, when it was corrected
  std::int64_t corrections = 0;  // that led to it
  Seconds corrected = 0;
};

/// First ratings and further ones (追评), of cases and of places, are never added up.
[[nodiscard]] std::string table_of(std::int64_t round, Standing standing);

/// What is already stored under this submission id says, if anything is.
[[nodiscard]] std::optional<EvaluationPut> seen_before(Transaction& transaction,
                                                       const NewEvaluation& evaluation);

/// With its contact. False: its submission id is there.
[[nodiscard]] bool insert(Transaction& transaction, const NewEvaluation& evaluation,
                          const RowOfRating& row);

/// Its row for the relay and its audit entry. `kind`: evaluation, correction.
void record(Transaction& transaction, const NewEvaluation& evaluation, std::string_view kind);

}  // namespace yiping::collector
