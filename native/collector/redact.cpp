// SPDX-License-Identifier: Apache-2.0
#include "collector/redact.hpp"

#include "yiping/sensitive.hpp"

namespace yiping::collector {

std::string redact(std::string_view text) {
  constexpr std::string_view kHidden = "⟨已隐去⟩";
  std::string out;
  std::size_t at = 0;
  while (const auto span = next_sensitive(text, at)) {
    out += text.substr(at, span->begin - at);
    out += kHidden;
    at = span->end;
  }
  return out += text.substr(at);
}

}  // namespace yiping::collector
