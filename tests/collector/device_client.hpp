// SPDX-License-Identifier: Apache-2.0
// A device as the collector's tests need it: enrolled by a code, signing what it sends.
#pragma once

#include <string>
#include <string_view>

#include "collector/enrolment_code.hpp"
#include "host/ed25519.hpp"
#include "http_stack.hpp"

namespace yiping::collector::test {

/// A code of `number`, for window 3 of kArea unless changed.
[[nodiscard]] EnrolmentCode enrolment_code(std::uint8_t number);
[[nodiscard]] std::string minted(const Stack& stack, const EnrolmentCode& code);

[[nodiscard]] std::string base64url_of(const host::PublicKey& key);
Reply enrol(const Stack& stack, const std::string& code, const std::string& public_key);

class DeviceClient {
 public:
  /// Enrols with the code.
  DeviceClient(const Stack& stack, const EnrolmentCode& code);

  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] const host::SigningKey& key() const { return key_; }
  /// Signed at `clock`.
  [[nodiscard]] Reply next(const Headers& headers = {}) const;
  [[nodiscard]] Reply heartbeat(const Json& body) const;
  [[nodiscard]] Reply batch(const std::string& body) const;
  void set_clock(Seconds now) { clock_ = now; }

 private:
  const Stack& stack_;
  host::SigningKey key_ = host::make_signing_key();
  std::string id_;
  Seconds clock_ = kNow;
};

/// The counter asks for the service's rating; signed by the key of kArea unless another is named.
Reply ask_at_window(const Stack& stack, std::string_view window, const Json& body,
                    Seconds now = kNow, std::size_t key = 0);
/// Which service: that of service_event(number).
[[nodiscard]] Json reference(std::int64_t number);

}  // namespace yiping::collector::test
