// SPDX-License-Identifier: Apache-2.0
// application/x-www-form-urlencoded, read strictly: what browsers write and nothing else.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace yiping::collector {

struct FormField {
  std::string name;
  std::string value;
};

/// In the order of the body. Throws Problem: request_malformed for a broken percent sign, a pair
/// without "=" or more fields than any form of ours has; not_utf8; duplicate_key when a name has
/// the same value twice, which no browser sends and no set of ticks means.
[[nodiscard]] std::vector<FormField> parse_urlencoded(std::string_view body);

}  // namespace yiping::collector
