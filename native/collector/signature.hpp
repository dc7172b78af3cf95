// SPDX-License-Identifier: Apache-2.0
// Signed requests of business systems and devices. Format: docs/http.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "collector/config.hpp"
#include "collector/http.hpp"
#include "collector/store.hpp"

namespace yiping::collector {

/// Seconds that a signature may be older or newer than our clock.
inline constexpr Seconds kSignatureWindow = 300;

/// The key that signed the request. Throws Problem: signature_missing, key_unknown,
/// signature_stale or signature_wrong.
[[nodiscard]] const SystemKey& signed_by(const Request& request, const std::vector<SystemKey>& keys,
                                         Seconds now);

struct SignedDevice {
  Device device;
  /// Our clock minus the device's, as its signature tells.
  Seconds offset = 0;
};

/// The enrolled device that signed the request. Throws as `signed_by`.
[[nodiscard]] SignedDevice signed_by_device(const Request& request, Store& store, Seconds now);

/// The Authorization header of a system's request, for callers written with this library and for
/// tests. A device's is host::device_authorization.
[[nodiscard]] std::string sign(const SystemKey& key, std::string_view method, std::string_view path,
                               std::string_view body, Seconds now);

}  // namespace yiping::collector
