// SPDX-License-Identifier: Apache-2.0
// What is wrong in an authored file, in words for its author.
#pragma once

#include <filesystem>
#include <string>

namespace yiping::host {

/// One thing wrong in one authored file.
struct Fault {
  std::filesystem::path path;
  std::string pointer;  // RFC 6901; empty for the file as a whole
  std::string rule;     // what must hold
  std::string remedy;   // what to do
};

/// "path: pointer: rule. remedy", on one line.
[[nodiscard]] std::string describe(const Fault& fault);

}  // namespace yiping::host
