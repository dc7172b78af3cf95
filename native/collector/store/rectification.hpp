// SPDX-License-Identifier: Apache-2.0
// Cases of bad ratings (差评整改) in the store. Which moves are legal is the core's to say.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "collector/store/database.hpp"
#include "collector/writer.hpp"

namespace yiping::collector {

void open_case(Transaction& transaction, const NewEvaluation& evaluation, const Cell& cell,
               std::string_view item_name, std::string_view org_name);

[[nodiscard]] std::optional<CaseOfReceipt> case_of_receipt(Connection& database,
                                                           std::string_view area, const Id16& id);

struct RatingOfReceipt {
  std::string area;
  Id16 submission{};
  ReceiptFound receipt;
};
[[nodiscard]] std::optional<RatingOfReceipt> find_rating(Connection& database,
                                                         const Hash32& receipt_hash);

}  // namespace yiping::collector
