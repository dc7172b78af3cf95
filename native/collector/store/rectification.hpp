// SPDX-License-Identifier: Apache-2.0
// Cases of bad ratings (差评整改) in the store. Which moves are legal is the core's to say.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "collector/store/database.hpp"
#include "collector/store/evaluations.hpp"
#include "collector/writer.hpp"

namespace yiping::collector {

/// At once, and dispatched when `given` can no longer be corrected: until then no desk shows it.
void open_case(Transaction& transaction, const NewEvaluation& evaluation, const CellOfService& of,
               const Given& given, const Regions& regions);

/// Of a rating that was corrected: no desk has seen it.
void drop_case(Transaction& transaction, std::string_view area, const Id16& submission);

[[nodiscard]] std::optional<CaseOfReceipt> case_of_receipt(Connection& database,
                                                           std::string_view area, const Id16& id,
                                                           Seconds now, const Regions& regions);

/// Tells of deadlines that are near or have passed, and closes what nobody can be called back
/// about.
/// A page of each: ratings do not wait for thousands. Whether there may be more.
[[nodiscard]] bool remind_now(Transaction& transaction, const Regions& regions);

struct RatingOfReceipt {
  std::string area;
  Id16 submission{};
  ReceiptFound receipt;
};
[[nodiscard]] std::optional<RatingOfReceipt> find_rating(Connection& database,
                                                         const Hash32& receipt_hash, Seconds now,
                                                         const Regions& regions);

}  // namespace yiping::collector
