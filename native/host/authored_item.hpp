// SPDX-License-Identifier: Apache-2.0
// One item of a questionnaire, by the rules of its kind.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/checker.hpp"

namespace yiping::host {

/// The member when it is a text; empty else. For members that a check has told about.
[[nodiscard]] std::string text_of(const Json& object, std::string_view name);

/// Members and values; where the item stands is the questionnaire's matter.
void check_item(Checker& check, const Json& item, const std::string& at);

/// What it can answer: levels, options or ways; nothing for what is written or only read.
[[nodiscard]] std::vector<std::string> answers_of(const Json& item,
                                                  const std::vector<std::string>& levels);

}  // namespace yiping::host
