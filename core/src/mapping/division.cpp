// SPDX-License-Identifier: Apache-2.0
#include "yiping/division.hpp"

namespace yiping {

Result<std::string> division_as(std::string_view code, DivisionForm form) {
  if (code.size() != 6 && code.size() != 9 && code.size() != 12) {
    return Error{ErrorCode::bad_value, {}};
  }
  for (const char c : code) {
    if (c < '0' || c > '9') return Error{ErrorCode::bad_value, {}};
  }
  const auto size = static_cast<std::size_t>(form);
  if (code.size() > size && code.find_first_not_of('0', size) != std::string_view::npos) {
    return Error{ErrorCode::bad_value, {}};
  }
  std::string out(code);
  out.resize(size, '0');
  return out;
}

}  // namespace yiping
