// SPDX-License-Identifier: Apache-2.0
// Checks of authored files, each by its own rules alone. Formats: docs/questionnaire.md.
#pragma once

#include <array>
#include <filesystem>
#include <string_view>
#include <vector>

#include "host/checker.hpp"

namespace yiping::host {

/// Best first.
inline constexpr std::array<std::string_view, 5> kLevelNames{
    "very_satisfied", "satisfied", "basically_satisfied", "dissatisfied", "very_dissatisfied"};

/// The three ways to be known (匿名, 仅回访可见, 实名).
inline constexpr std::array<std::string_view, 3> kWays{"anonymous", "call_back", "named"};

/// The language that every official text is in, and in which every chain of fallbacks ends.
inline constexpr std::string_view kOfficialLanguage = "zh-Hans";

void check_questionnaire(const std::filesystem::path& path, const Json& file,
                         std::vector<Fault>& faults);
/// The same for one that overlays made: no file is named after it.
void check_merged_questionnaire(const std::filesystem::path& base, const Json& merged,
                                std::vector<Fault>& faults);
void check_overlay(const std::filesystem::path& path, const Json& file, std::vector<Fault>& faults);
void check_reasons(const std::filesystem::path& path, const Json& file, std::vector<Fault>& faults);
void check_locale(const std::filesystem::path& path, const Json& file, std::vector<Fault>& faults);

}  // namespace yiping::host
