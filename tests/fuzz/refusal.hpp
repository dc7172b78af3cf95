// SPDX-License-Identifier: Apache-2.0
// What the collector promises of every refusal of a body.
#pragma once

#include <string_view>

#include "collector/problem.hpp"

namespace yiping::fuzz {

/// It is listed, told as JSON, and names a member that is in the body or missing from it.
void check_refusal(std::string_view body, const collector::Problem& problem);

}  // namespace yiping::fuzz
