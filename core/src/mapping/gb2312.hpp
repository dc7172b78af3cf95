// SPDX-License-Identifier: Apache-2.0
// Whether a receiver that holds to GB 2312 (信息交换用汉字编码字符集 基本集) can hold a text. Rare
// characters in names are the reason to ask: GB 18030 has 88,115, GB 2312 has 6,763.
#pragma once

#include <string_view>

namespace yiping {

/// True for ASCII and for the 7,445 characters of the set. Its two that Unicode tables disagree
/// about (middle dot, dash) count in either form.
[[nodiscard]] bool in_gb2312(char32_t character);

/// Of valid UTF-8; TAB and line feed count as characters of it.
[[nodiscard]] bool all_in_gb2312(std::string_view text);

}  // namespace yiping
