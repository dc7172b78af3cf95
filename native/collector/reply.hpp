// SPDX-License-Identifier: Apache-2.0
// What people answer to a message that asks for a rating: "5", "4，很快", "不满意 等太久".
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "yiping/code_table.hpp"
#include "yiping/level.hpp"
#include "yiping/questionnaire.hpp"

namespace yiping::collector {

struct SmsReply {
  Level level{};
  std::string text;  // what was said besides
};

/// Nothing when it begins with neither a code of the table nor the name of a level, in this
/// language: what somebody may have meant is not guessed.
[[nodiscard]] std::optional<SmsReply> read_reply(std::string_view message, const CodeTable& levels,
                                                 const Locale& locale);

/// 5 非常满意 to 1 非常不满意, as other interfaces have it. Throws std::runtime_error naming the
/// file.
[[nodiscard]] CodeTable read_reply_levels(const std::filesystem::path& assets);

}  // namespace yiping::collector
