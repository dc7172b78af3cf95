// SPDX-License-Identifier: Apache-2.0
// Tells by mail: docs/relay.md#mail.
#pragma once

#include "collector/tell/teller.hpp"
#include "host/mail_client.hpp"

namespace yiping::collector {

/// What the answer of a mail server makes of a delivery. `attempts`: before this one.
[[nodiscard]] Attempt judge(const host::MailAnswer& answer, std::int64_t attempts, Seconds now);

class MailTeller : public Teller {
 public:
  MailTeller(Store& store, MailConfig config, std::string public_url);
  [[nodiscard]] Attempt tell(const Delivery& delivery, Seconds now) override;
  void cancel() override { client_.cancel(); }

 private:
  Store& store_;
  const MailConfig config_;
  const std::string public_url_;
  host::MailClient client_;
};

}  // namespace yiping::collector
