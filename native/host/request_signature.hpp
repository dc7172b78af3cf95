// SPDX-License-Identifier: Apache-2.0
// Signed requests of business systems (HMAC) and devices (Ed25519): one text, one header form.
// Format: docs/http.md.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "host/ed25519.hpp"

namespace yiping::host {

inline constexpr std::string_view kSystemScheme = "Yiping-HMAC";
inline constexpr std::string_view kDeviceScheme = "Yiping-Ed25519";

/// What is signed. `path` is without the query; `time` as the header writes it.
[[nodiscard]] std::string signed_text(std::string_view method, std::string_view path,
                                      std::string_view time, std::string_view body);

/// What an Authorization header claims, before anything was verified. Views end with the header.
struct SignatureClaim {
  std::string_view key;
  std::string_view time;  // the text that was signed
  std::int64_t seconds = 0;
  std::vector<std::uint8_t> signature;
};

/// `<scheme> key=…, time=…, signature=…`, in any order, each once. Nothing when it is not that;
/// a time or a signature that cannot be read leaves the signature empty: it is there, and wrong.
[[nodiscard]] std::optional<SignatureClaim> read_signature_claim(std::string_view header,
                                                                 std::string_view scheme);

[[nodiscard]] std::string signature_header(std::string_view scheme, std::string_view key,
                                           std::string_view time,
                                           std::span<const std::uint8_t> signature);

/// 16 hex digits: the first 8 bytes of SHA-256(public key).
[[nodiscard]] std::string device_id_of(const PublicKey& key);

/// The Authorization header of a device's request. `now`: Unix seconds, by the collector's clock.
[[nodiscard]] std::string device_authorization(std::string_view device_id, const Seed& seed,
                                               std::string_view method, std::string_view path,
                                               std::string_view body, std::int64_t now);

}  // namespace yiping::host
