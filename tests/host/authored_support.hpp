// SPDX-License-Identifier: Apache-2.0
// Authored files changed in memory, and the faults that come of it.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "host/checker.hpp"
#include "host/files.hpp"

namespace yiping::host {

using Change = std::function<void(Json&)>;

/// A file of assets/.
inline Authored shipped(const std::string& file) {
  const auto path = std::filesystem::path(YIPING_SOURCE_DIR) / "assets" / file;
  return {path, Json::parse(read_file(path).bytes)};
}

inline std::vector<Fault> faults_after(Authored authored, Check check, const Change& change) {
  change(authored.file);
  std::vector<Fault> faults;
  check(authored.path, authored.file, faults);
  return faults;
}

/// One of `faults` is at `pointer`, names the rule, and has a remedy.
inline bool tells(const std::vector<Fault>& faults, std::string_view pointer,
                  std::string_view rule) {
  bool found = false;
  for (const Fault& fault : faults) {
    UNSCOPED_INFO(describe(fault));
    found = found || (fault.pointer == pointer && fault.rule.find(rule) != std::string::npos &&
                      !fault.remedy.empty());
  }
  return found;
}

}  // namespace yiping::host
