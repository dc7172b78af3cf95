// SPDX-License-Identifier: Apache-2.0
// Ratings of an older system, brought in through the interface of a collector that runs.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

#include "collector/config.hpp"
#include "collector/csv_file.hpp"

namespace yiping::collector {

struct Import {
  std::filesystem::path file;     // docs/operate.md
  std::filesystem::path mapping;  // docs/mapping.md
  std::string key;                // id of a system key with `entries`
  std::string area;               // of rows that name none; empty: each names its own
  std::filesystem::path rejects;  // empty: they are counted, not written
  Encoding encoding = Encoding::utf_8;
  bool dry_run = false;
};

/// Prints a report. The same file again changes nothing. Throws OperatorError: what is wrong with
/// file, mapping or key, or a collector that cannot be reached; what was sent until then is there.
void import_ratings(const Config& config, const Import& import, std::ostream& out);

}  // namespace yiping::collector
