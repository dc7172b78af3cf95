// SPDX-License-Identifier: Apache-2.0
// Plays a scenario file on the core. Format: docs/scenarios.md; its twin for the web's cores is
// tests/support/scenario.mjs.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "host/json.hpp"

namespace yiping::cli {

struct Played {
  std::string name;
  std::vector<std::string> failures;  // none: the scenario holds
  std::string document;               // the last evaluation document; empty when none was made
};

/// `assets`: the folder that the questionnaire is taken from.
[[nodiscard]] Played play(const host::Json& scenario, const std::filesystem::path& assets);

/// The value at a dotted path of a View: "items.reasons.selected". Null when there is nothing.
[[nodiscard]] host::Json look_up(const host::Json& view, std::string_view path);

}  // namespace yiping::cli
