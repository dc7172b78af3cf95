// SPDX-License-Identifier: Apache-2.0
// A whole terminal but for its window: what it does, what it keeps and sends, the clock between.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "kiosk/courier/config.hpp"
#include "kiosk/courier/courier.hpp"
#include "kiosk/courier/device.hpp"
#include "kiosk/kiosk.hpp"
#include "kiosk/wording.hpp"
#include "yiping/questionnaire.hpp"

namespace yiping::kiosk {

class Terminal {
 public:
  /// `wake` is called from other threads when `pump` has something to do.
  /// Throws std::runtime_error for the operator: not enrolled, no assets, an outbox in use.
  Terminal(const Config& config, std::function<void()> wake,
           Durability durability = Durability::after_commit);

  void act(const Intent& intent);
  /// Takes what was reported, and lets time pass.
  void pump();
  [[nodiscard]] Scene scene();
  /// Steady milliseconds; see Kiosk::next_change.
  [[nodiscard]] std::optional<std::int64_t> next_change() const { return kiosk_->next_change(); }

 private:
  [[nodiscard]] Time now() const;
  void post();

  Questionnaire questionnaire_;
  Wording wording_;
  std::int64_t clock_offset_ = 0;
  std::unique_ptr<Kiosk> kiosk_;
  std::unique_ptr<Courier> courier_;
};

}  // namespace yiping::kiosk
