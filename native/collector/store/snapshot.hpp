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

/// Closes windows that are over (pending → 未评) and publishes, one collector at a time. Returns
/// the next time.
Seconds take_snapshot_now(Transaction& transaction, const StoreOptions& options);

/// Takes the snapshots that are due, if no other collector does. In two transactions, so that the
/// others need not wait: the first moves `snapshot_turn.due` past a lease, and whose update had an
/// effect takes the snapshot in the second. One that dies between leaves it to the others when the
/// lease is over.
class SnapshotTimer {
 public:
  explicit SnapshotTimer(StoreOptions options) : options_(std::move(options)) {}
  Seconds operator()(Transaction& transaction);

 private:
  StoreOptions options_;
  Seconds lease_ = 0;  // until when it is our turn, as claimed; 0: it is not
};

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

/// Which groups may be published: those whose ratings did not change, and those of which at least
/// `min_gain` ratings came, were corrected or were excluded. The area's total moves with its
/// organisations, so what it gained beside those shown must itself be nothing or at least
/// `min_gain`: else it would give the hidden ones away. `groups[0]` is the area.
[[nodiscard]] std::vector<bool> publishable(const std::vector<Group>& groups,
                                            std::int64_t min_gain);

}  // namespace yiping::collector
