// SPDX-License-Identifier: Apache-2.0
// SQLite's DDL and its version. The tables' meaning: docs/schema.md.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>

namespace yiping::collector::sqlite {

inline constexpr std::int64_t kSchemaVersion = 1;

enum class File : std::uint8_t { fresh, ours };

/// Reads only: a file that is refused keeps every byte. Throws StoreRefused.
[[nodiscard]] File check_schema(sqlite3* database, const std::filesystem::path& path);

/// Creates the tables in a fresh file.
void create_schema(sqlite3* database);

}  // namespace yiping::collector::sqlite
