// SPDX-License-Identifier: Apache-2.0
// Hides what could identify a person in a citizen's text before an officer reads it.
#pragma once

#include <string>
#include <string_view>

namespace yiping::collector {

/// Each number, plate and address that the core finds (yiping/sensitive.hpp) becomes ⟨已隐去⟩.
[[nodiscard]] std::string redact(std::string_view text);

}  // namespace yiping::collector
