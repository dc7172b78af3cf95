// SPDX-License-Identifier: Apache-2.0
// Which questionnaire, and for which place: what several subcommands ask for.
#pragma once

#include <filesystem>
#include <string>

#include "host/overlay.hpp"

namespace yiping::cli {

/// A questionnaire by its id, or by its file.
struct Chosen {
  std::string questionnaire;
  std::filesystem::path assets = "assets";
  host::Place place;

  [[nodiscard]] bool is_file() const { return questionnaire.ends_with(".json"); }
  [[nodiscard]] std::filesystem::path folder() const {
    if (!is_file()) return assets;
    const std::filesystem::path own = std::filesystem::path(questionnaire).parent_path();
    return own.has_parent_path()
               ? own.parent_path()
               : std::filesystem::absolute(questionnaire).parent_path().parent_path();
  }
  [[nodiscard]] std::filesystem::path file() const {
    if (is_file()) return questionnaire;
    return assets / "questionnaires" / (questionnaire + ".json");
  }
};

}  // namespace yiping::cli
