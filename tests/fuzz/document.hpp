// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "yiping/questionnaire.hpp"

namespace yiping::fuzz {

/// What every document of a frozen session promises: a collector can store it.
void check_document(const Questionnaire& questionnaire, std::string_view document);

}  // namespace yiping::fuzz
