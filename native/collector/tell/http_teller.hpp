// SPDX-License-Identifier: Apache-2.0
// Tells by a signed request: docs/relay.md#the-request.
#pragma once

#include "collector/tell/teller.hpp"
#include "host/http_client.hpp"

namespace yiping::collector {

/// What the answer of the other system makes of a delivery. `attempts`: before this one.
[[nodiscard]] Attempt judge(const host::HttpAnswer& answer, std::int64_t attempts, Seconds now);

class HttpTeller : public Teller {
 public:
  HttpTeller(Store& store, TargetConfig config);
  [[nodiscard]] Attempt tell(const Delivery& delivery, Seconds now) override;
  void cancel() override { client_.cancel(); }

 private:
  Store& store_;
  const TargetConfig config_;
  host::HttpClient client_;
};

}  // namespace yiping::collector
