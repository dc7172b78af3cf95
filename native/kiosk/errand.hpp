// SPDX-License-Identifier: Apache-2.0
// What a counter asks this terminal's visitor to rate (待评价办件).
#pragma once

#include <cstdint>
#include <string>

namespace yiping::kiosk {

struct Errand {
  std::string token;  // the invitation: a secret, sent with the rating and shown nowhere
  std::string item_name;
  std::string org_name;
  std::string service_name;
  std::int64_t service_time = 0;  // Unix seconds
  std::string questionnaire_id;
  std::uint32_t questionnaire_version = 0;
  std::int64_t seconds_left = 0;  // until the counter's asking is forgotten
};

/// Wall time for documents, by the collector's clock where it was heard; and time that never jumps.
struct Time {
  std::uint32_t unix_seconds = 0;
  std::int64_t steady_ms = 0;
};

}  // namespace yiping::kiosk
