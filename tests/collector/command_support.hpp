// SPDX-License-Identifier: Apache-2.0
// The program as an operator calls it.
#pragma once

#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "store_support.hpp"

namespace yiping::collector::test {

using Json = nlohmann::json;

struct Run {
  int status = -1;
  std::string output;  // both streams

  [[nodiscard]] bool says(std::string_view text) const {
    return output.find(text) != std::string::npos;
  }
};

Run run(const std::string& arguments, const std::string& input = "");

/// `init` in a folder, without pages and on any free port; returns "--config '…'".
std::string made(const Folder& folder, const std::string& store = {});

/// Changes the configuration that `made` wrote.
void configure(const Folder& folder, const std::function<void(Json&)>& change);

}  // namespace yiping::collector::test
