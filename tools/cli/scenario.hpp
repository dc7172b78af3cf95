// SPDX-License-Identifier: Apache-2.0
// Plays a scenario file on the core. Format: docs/scenarios.md; its twin for the web's cores is
// tests/support/scenario.mjs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "host/json.hpp"

namespace yiping::cli {

struct Played {
  std::string name;
  std::vector<std::string> failures;  // none: the scenario holds
  std::string document;               // the last evaluation document; empty when none was made
};

/// Packs made from an assets folder, each once. Throws std::runtime_error with its first fault.
class Shelf {
 public:
  explicit Shelf(std::filesystem::path assets) : assets_(std::move(assets)) {}
  const std::vector<std::uint8_t>& pack(const std::string& questionnaire,
                                        const std::string& language);

 private:
  std::filesystem::path assets_;
  std::map<std::pair<std::string, std::string>, std::vector<std::uint8_t>> packs_;
};

[[nodiscard]] Played play(const host::Json& scenario, Shelf& shelf);

/// The value at a dotted path of a View: "items.reasons.selected". Null when there is nothing.
[[nodiscard]] host::Json look_up(const host::Json& view, std::string_view path);

}  // namespace yiping::cli
