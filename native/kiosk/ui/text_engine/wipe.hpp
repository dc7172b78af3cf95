// SPDX-License-Identifier: Apache-2.0
// What a visitor typed must not stay behind in memory that is given back.
#pragma once

#include <cstddef>
#include <string>

namespace yiping::kiosk {

/// Empties `text`, and writes zeros over its buffer first.
inline void wipe(std::string& text) {
  text.resize(text.capacity());  // allocates nothing
  // `volatile`, or the compiler drops writes that nobody reads.
  volatile char* at = text.data();
  for (std::size_t i = 0; i < text.size(); ++i) at[i] = '\0';
  text.clear();
}

}  // namespace yiping::kiosk
