// SPDX-License-Identifier: Apache-2.0
#include "indicator.hpp"

namespace yiping::vectors {

void indicator(std::string_view call, FieldReader& input, JsonWriter& out) {
  const bool asked = ask_figures(call, input, out) || ask_disclosure(call, input, out) ||
                     ask_settings(call, input, out);
  if (!asked) no_such_call(input);
}

}  // namespace yiping::vectors
