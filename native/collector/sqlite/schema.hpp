// SPDX-License-Identifier: Apache-2.0
// SQLite's DDL and its version. The tables' meaning: docs/schema.md.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>

namespace yiping::collector::sqlite {

inline constexpr std::int64_t kSchemaVersion = 1;

/// Creates the tables in a new file, checks the version of an old one. Throws StoreRefused.
void prepare_schema(sqlite3* database, const std::filesystem::path& path);

}  // namespace yiping::collector::sqlite
