// SPDX-License-Identifier: Apache-2.0
// Whole files as bytes.
#pragma once

#include <filesystem>
#include <string>

namespace yiping::faults {

/// Empty when there is no such file.
[[nodiscard]] std::string read_bytes(const std::filesystem::path& file);
void write_bytes(const std::filesystem::path& file, const std::string& bytes);

}  // namespace yiping::faults
