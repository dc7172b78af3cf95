// SPDX-License-Identifier: Apache-2.0
// The calls of module indicator, by topic.
#pragma once

#include "vectors.hpp"

namespace yiping::vectors {

/// Each answers false when it does not have the call.
bool ask_figures(std::string_view call, FieldReader& input, JsonWriter& out);
bool ask_disclosure(std::string_view call, FieldReader& input, JsonWriter& out);
bool ask_settings(std::string_view call, FieldReader& input, JsonWriter& out);

}  // namespace yiping::vectors
