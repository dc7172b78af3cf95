// SPDX-License-Identifier: Apache-2.0
// The subcommands of `yiping`. Each returns the exit status: 0 done, 1 faults were found.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace yiping::cli {

int lint_files(const std::vector<std::filesystem::path>& files);

int write_pack(const std::string& questionnaire, const std::string& language,
               const std::filesystem::path& assets, const std::filesystem::path& out);

enum class Show { summary, view_json, texts_json };
int show_pack(const std::filesystem::path& pack, Show show);

/// `documents`: folder for the evaluation documents; empty for none.
int run_scenarios(const std::vector<std::filesystem::path>& files,
                  const std::filesystem::path& assets, const std::filesystem::path& documents);

}  // namespace yiping::cli
