// SPDX-License-Identifier: Apache-2.0
// SQLite's DDL and its version. The tables' meaning: docs/schema.md.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>

namespace yiping::collector::sqlite {

/// The file's version, 0 for a fresh one. Reads only: a file that is refused keeps every byte.
/// Throws StoreRefused.
[[nodiscard]] std::int64_t check_schema(sqlite3* database, const std::filesystem::path& path);

/// From that version to ours.
void upgrade_schema(sqlite3* database, std::int64_t version);

}  // namespace yiping::collector::sqlite
