// SPDX-License-Identifier: Apache-2.0
// Plain text in columns, whatever its script: authored texts in a terminal or a log.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace yiping::cli {

/// Terminal cells: 2 for wide characters, 0 for combining ones, else 1. Bytes that are no UTF-8
/// count 1 each.
[[nodiscard]] std::size_t columns(std::string_view text);

/// On one line and safe to print: control characters, and those that turn the direction of what
/// follows, become spaces. Right-to-left text is isolated, so that it does not move its neighbours.
[[nodiscard]] std::string printable(std::string_view text);

/// With spaces after it up to `width` cells.
[[nodiscard]] std::string padded(std::string_view text, std::size_t width);

/// Lines of `width` cells at most, broken at spaces and between wide characters; one at least.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t width);

}  // namespace yiping::cli
