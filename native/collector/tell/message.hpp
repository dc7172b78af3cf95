// SPDX-License-Identifier: Apache-2.0
// A message for a mail server: RFC 5322, with headers by RFC 2047.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "collector/rows.hpp"

namespace yiping::collector {

struct Message {
  std::string_view from;  // addresses that the configuration was checked for
  const std::vector<std::string>& to;
  std::string_view id;  // letters, digits, "." and "-": the left half of the Message-ID
  Seconds date = 0;
  std::string_view subject;  // any UTF-8: it cannot end its header
  std::string_view body;     // UTF-8, lines that end with LF
};

/// Lines end with CR LF, and none is longer than 78 bytes but for an address.
[[nodiscard]] std::string written(const Message& message);

}  // namespace yiping::collector
