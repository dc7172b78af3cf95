// SPDX-License-Identifier: Apache-2.0
// Characters that a receiver takes for separators, written so that they come back.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "yiping/mapping.hpp"

namespace yiping {

/// Nothing when the text holds one of `reserved` and the way is to refuse.
[[nodiscard]] std::optional<std::string> escaped(std::string_view text, std::string_view reserved,
                                                 Escape escape);

/// The reverse; nothing when the text is not what `escaped` writes.
[[nodiscard]] std::optional<std::string> unescaped(std::string_view text, std::string_view reserved,
                                                   Escape escape);

/// Splits at `separator` where it is not escaped and takes the escapes off; nothing when a piece is
/// empty or not well escaped.
[[nodiscard]] std::optional<std::vector<std::string>> split(std::string_view text,
                                                            std::string_view separator,
                                                            Escape escape);

}  // namespace yiping
