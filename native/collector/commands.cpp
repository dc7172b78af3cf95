// SPDX-License-Identifier: Apache-2.0
#include "collector/commands.hpp"

#include <unistd.h>

#include <iostream>
#include <stdexcept>
#include <string>

#include "collector/administration.hpp"
#include "collector/collector.hpp"
#include "collector/sqlite/backup.hpp"

namespace yiping::collector {
namespace {

namespace fs = std::filesystem;

/// One line that is written over, for eyes; nothing when nobody looks.
void show(int done, int all) {
  if (::isatty(STDERR_FILENO) == 0 || all == 0) return;
  std::cerr << "\r" << 100 * static_cast<std::int64_t>(done) / all << " %"
            << (done == all ? "\n" : "") << std::flush;
}

/// What is in a PostgreSQL is its own tools' to copy.
fs::path file_of(const Config& config) {
  const std::string store = store_options(config, nullptr).store;
  if (!is_server(store)) return store;
  throw StoreRefused(
      config.file.string() +
      ": /store 是 PostgreSQL，请用 pg_dump 或 pg_basebackup 备份和恢复。\n" +
      config.file.string() +
      ": /store is a PostgreSQL: back it up and restore it with pg_dump or pg_basebackup.");
}

}  // namespace

void back_up(const Config& config, const fs::path& to, std::ostream& out) {
  const std::uintmax_t bytes = sqlite::back_up(file_of(config), to, show);
  out << to.string() << ": " << bytes << " 字节，校验通过 / bytes, checked\n";
}

void restore(const Config& config, const fs::path& from, std::ostream& out) {
  const fs::path file = file_of(config);
  const fs::path aside = sqlite::restore(from, file, show);
  if (!aside.empty()) {
    out << aside.string() << ": 原数据库 / the database that was there\n";
  }
  out << file.string() << ": 已恢复 / restored\n";
}

void verify(const Config& config, std::ostream& out) {
  const StoreOptions options = command_store_options(config);
  if (!is_server(options.store) && !fs::exists(options.store)) {
    throw StoreRefused(options.store + ": 还没有数据库 / there is no database yet");
  }
  const host::Json found = administer(config, {{"order", "verify"}});
  for (const host::Json& line : found["lines"]) out << line.get<std::string>() << "\n";
  if (found["faults"] != 0) {
    throw std::runtime_error(
        config.file.string() +
        ": /store: 有误，请保留此文件并恢复备份 / is faulty: keep the file, and restore a backup");
  }
  out << "完好 / sound\n";
}

}  // namespace yiping::collector
