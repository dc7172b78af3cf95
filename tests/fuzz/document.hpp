// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "yiping/questionnaire.hpp"

namespace yiping::fuzz {

/// What every document of a frozen session promises: a collector can store it, and the contact part
/// beside it, if there is one.
void check_document(const Questionnaire& questionnaire, std::string_view document,
                    std::string_view contact = {});

}  // namespace yiping::fuzz
