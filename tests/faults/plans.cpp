// SPDX-License-Identifier: Apache-2.0
#include "plan.hpp"

namespace yiping::faults {

std::vector<Plan> plans() {
  return {kill_plan(),       power_plan(),  cut_request_plan(), cut_reply_plan(),
          copies_plan(),     tokens_plan(), disk_full_plan(),   newer_plan(),
          kiosk_kill_plan(), server_plan(), clock_plan()};
}

}  // namespace yiping::faults
