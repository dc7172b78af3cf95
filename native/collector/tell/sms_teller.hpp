// SPDX-License-Identifier: Apache-2.0
// Tells by files that a gateway for text messages takes: docs/relay.md#text-messages.
#pragma once

#include "collector/tell/teller.hpp"

namespace yiping::collector {

class SmsTeller : public Teller {
 public:
  SmsTeller(Store& store, SmsConfig config);
  [[nodiscard]] Attempt tell(const Delivery& delivery, Seconds now) override;
  void cancel() override {}  // a file takes no time

 private:
  Store& store_;
  const SmsConfig config_;
};

}  // namespace yiping::collector
