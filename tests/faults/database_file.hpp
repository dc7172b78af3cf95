// SPDX-License-Identifier: Apache-2.0
// A collector's file, opened by the harness itself while no collector runs.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

struct sqlite3;

namespace yiping::faults {

/// Throws std::runtime_error with what SQLite said.
class DatabaseFile {
 public:
  using Texts = std::vector<std::string>;
  /// `left_in_log`: what was committed stays in the write-ahead log, as a killed process leaves it.
  enum class AtClose { checkpointed, left_in_log };

  explicit DatabaseFile(const std::filesystem::path& file,
                        AtClose at_close = AtClose::checkpointed);
  ~DatabaseFile();
  DatabaseFile(const DatabaseFile&) = delete;
  DatabaseFile& operator=(const DatabaseFile&) = delete;

  void run(const std::string& sql);
  void query(const std::string& sql, const std::function<void(const Texts&)>& each);
  /// The one value of the first row.
  [[nodiscard]] std::string value(const std::string& sql);

 private:
  sqlite3* database_ = nullptr;
};

}  // namespace yiping::faults
