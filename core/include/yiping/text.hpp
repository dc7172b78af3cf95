// SPDX-License-Identifier: Apache-2.0
// UTF-8 text: checking, counting, normalising. Lengths are Unicode code points.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace yiping {

/// Strict UTF-8: no surrogates, no overlong forms, nothing past U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view text);

/// Count of Unicode code points in valid UTF-8.
[[nodiscard]] std::size_t code_points(std::string_view text);

/// CR LF and CR become LF, other control characters but TAB go, white space at both ends goes.
[[nodiscard]] std::string normalise(std::string_view text);

}  // namespace yiping
