// SPDX-License-Identifier: Apache-2.0
// Copies of a database file: made while the collector runs, and put back when it does not.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

namespace yiping::collector::sqlite {

/// Pages done and pages in all; called now and then.
using Progress = std::function<void(int done, int all)>;

/// What stands in `database` at one moment, as a file of its own that is whole or not there. The
/// collector may be running: it goes on writing meanwhile, and its log grows. Returns the size in
/// bytes. Throws StoreRefused: `to` exists already, the database is not ours, the copy is damaged.
std::uintmax_t back_up(const std::filesystem::path& database, const std::filesystem::path& to,
                       const Progress& progress);

/// Puts `backup` in the place of `database`, which no collector may have open; what was there is
/// kept beside it. Returns where; empty when nothing was there. Throws StoreRefused.
std::filesystem::path restore(const std::filesystem::path& backup,
                              const std::filesystem::path& database, const Progress& progress);

}  // namespace yiping::collector::sqlite
