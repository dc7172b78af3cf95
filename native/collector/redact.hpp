// SPDX-License-Identifier: Apache-2.0
// Hides what could identify a person in a citizen's text before an officer reads it.
#pragma once

#include <string>
#include <string_view>

namespace yiping::collector {

/// Each run of 7 or more digits (ASCII or full width; spaces and hyphens between digits belong to
/// the run, and so does the final X of an identity number) becomes ⟨已隐去⟩: telephone, identity,
/// case and card numbers. Addresses of electronic mail as well. Shorter runs (dates, amounts,
/// window numbers) stay.
[[nodiscard]] std::string redact(std::string_view text);

}  // namespace yiping::collector
