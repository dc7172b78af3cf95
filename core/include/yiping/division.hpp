// SPDX-License-Identifier: Apache-2.0
// Administrative division codes (行政区划代码): 12 digits with us, 6 or 9 elsewhere.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "yiping/error.hpp"

namespace yiping {

enum class DivisionForm : std::uint8_t {
  county = 6,    // to the county (县级)
  township = 9,  // to the township or street (乡镇级)
  village = 12,  // to the village or community (村级): ours
};

/// Fills up with zeros, or takes zeros off. `bad_value` when the code has not 6, 9 or 12 digits, or
/// when what would go is not zeros: a place is never made coarser than it was said to be.
Result<std::string> division_as(std::string_view code, DivisionForm form);

}  // namespace yiping
