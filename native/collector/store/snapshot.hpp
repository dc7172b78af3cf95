// SPDX-License-Identifier: Apache-2.0
// Public figures are snapshots: computed from the rollup, shown only when a change hides in a
// group.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "collector/store/database.hpp"
#include "collector/writer.hpp"

namespace yiping::collector {

/// When the next snapshot is due: 0 when none was ever taken.
[[nodiscard]] Seconds snapshot_due(Connection& database);

/// Closes windows that are over (pending → 未评) and publishes. Returns the next time.
Seconds take_snapshot_now(Transaction& transaction, const StoreOptions& options);

/// The next multiple of `every` after `now`, counted from 00:00 UTC+8.
[[nodiscard]] Seconds next_snapshot(Seconds now, Seconds every);

/// One group as it is now and as it was last published; `published` is zero before the first time.
struct Group {
  std::string code;  // empty: the whole area
  std::string name;
  Counts current;
  Counts published;
  bool was_published = false;
};

/// Which groups may be published: those whose ratings did not change, and those that gained at
/// least `min_gain`. The area's total moves with its organisations, so what it gained beside those
/// shown must itself be nothing or at least `min_gain`: else it would give the hidden ones away.
/// `groups[0]` is the area.
[[nodiscard]] std::vector<bool> publishable(const std::vector<Group>& groups,
                                            std::int64_t min_gain);

}  // namespace yiping::collector
