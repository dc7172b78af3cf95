// SPDX-License-Identifier: Apache-2.0
// PostgreSQL's DDL and its version. The tables' meaning: docs/schema.md.
#pragma once

#include <cstdint>
#include <string>

#include "collector/postgresql/connection.hpp"

namespace yiping::collector::postgresql {

/// Creates the tables, or leads an older version to ours, in one transaction and in one collector
/// at a time. Throws StoreRefused for a newer schema and for tables that are not ours; `name` is
/// for its text.
void bring_to_schema(Session& session, const std::string& name);

/// The server's catalogue vouches for every index. What pages hold: pg_amcheck, docs/collector.md.
[[nodiscard]] bool indexes_are_valid(Session& session);

}  // namespace yiping::collector::postgresql
