// SPDX-License-Identifier: Apache-2.0
// Signed requests of business systems. Format: docs/http.md.
#pragma once

#include <cstdint>
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

/// The Authorization header of a request, for callers written with this library and for tests.
[[nodiscard]] std::string sign(const SystemKey& key, std::string_view method, std::string_view path,
                               std::string_view body, Seconds now);

}  // namespace yiping::collector
