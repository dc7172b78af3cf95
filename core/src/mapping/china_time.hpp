// SPDX-License-Identifier: Apache-2.0
// Times in UTC+8 as the interfaces write them, and back. Strict: a time that does not exist, or in
// another form, is none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "yiping/mapping.hpp"

namespace yiping {

/// Empty when the year has not four digits.
[[nodiscard]] std::string china_time(std::int64_t time, TimeForm form);

/// Unix seconds; `date` is read as its 00:00.
[[nodiscard]] std::optional<std::int64_t> read_china_time(std::string_view text, TimeForm form);

/// A number in decimal.
[[nodiscard]] std::string decimal(std::int64_t value);

/// 0 to 2^32-1, digits alone.
[[nodiscard]] std::optional<std::uint32_t> read_decimal(std::string_view text);

}  // namespace yiping
