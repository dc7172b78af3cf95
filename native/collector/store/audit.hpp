// SPDX-License-Identifier: Apache-2.0
// The audit trail (审计): a hash chain per collector and start, so that an edit or a gap shows.
#pragma once

#include <string>

#include "collector/store/database.hpp"

namespace yiping::collector {

/// h_i = SHA-256(h_{i-1} ‖ canonical entry); h_0 is SHA-256 of the boot id. A copy is a mark to
/// return to when a transaction is rolled back.
class AuditChain {
 public:
  AuditChain(std::int64_t collector, const Id16& boot);
  void append(Connection& database, Seconds at, const AuditNote& note);

 private:
  std::int64_t collector_;
  Id16 boot_;
  std::int64_t sequence_ = 0;
  Hash32 head_;
};

struct AuditCheck {
  std::int64_t entries = 0;
  std::int64_t broken = 0;  // entries that do not follow from the one before
};
[[nodiscard]] AuditCheck check_audit(Connection& database);

}  // namespace yiping::collector
