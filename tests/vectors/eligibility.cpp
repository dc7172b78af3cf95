// SPDX-License-Identifier: Apache-2.0
#include "vectors.hpp"

namespace yiping::vectors {

void eligibility(std::string_view call, FieldReader& input, JsonWriter& out) {
  static_cast<void>(call);
  static_cast<void>(out);
  no_such_call(input);
}

}  // namespace yiping::vectors
