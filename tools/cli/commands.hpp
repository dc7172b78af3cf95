// SPDX-License-Identifier: Apache-2.0
// The subcommands of `yiping`. Each returns the exit status: 0 done, 1 faults were found.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "chosen.hpp"

namespace yiping::cli {

int lint_files(const std::vector<std::filesystem::path>& files);

int write_pack(const Chosen& chosen, const std::string& language, const std::filesystem::path& out);

enum class Form { text, json };
/// A questionnaire with its overlays merged, and the file that each member came from.
int explain(const Chosen& chosen, const std::string& language, Form form);

/// Draws it as a citizen meets it after `answers`, each "item=value".
int preview(const Chosen& chosen, const std::string& language,
            const std::vector<std::string>& answers, std::size_t width);

enum class Show { summary, view_json, texts_json };
int show_pack(const std::filesystem::path& pack, Show show);

/// `documents`: folder for the evaluation documents; empty for none.
int run_scenarios(const std::vector<std::filesystem::path>& files,
                  const std::filesystem::path& assets, const std::filesystem::path& documents);

}  // namespace yiping::cli
