// SPDX-License-Identifier: Apache-2.0
#include "collector/signature.hpp"

#include <algorithm>
#include <optional>

#include "collector/problem.hpp"
#include "host/hmac.hpp"
#include "host/request_signature.hpp"
#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

host::SignatureClaim claim_of(const Request& request, std::string_view scheme) {
  auto claim = host::read_signature_claim(request.header("Authorization"), scheme);
  if (!claim) throw Problem("signature_missing", {}, {{"scheme", std::string(scheme)}});
  return *std::move(claim);
}

std::string signed_text(const Request& request, const host::SignatureClaim& claim) {
  return host::signed_text(request.method, request.path, claim.time, request.body);
}

Problem key_unknown(const host::SignatureClaim& claim) {
  return Problem("key_unknown", {}, {{"key", std::string(claim.key)}});
}

/// After the signature, so that our clock is told to holders of the key only.
void require_fresh(const host::SignatureClaim& claim, Seconds now) {
  if (claim.seconds >= now - kSignatureWindow && claim.seconds <= now + kSignatureWindow) return;
  throw Problem("signature_stale", {},
                {{"now", std::to_string(now)}, {"window", std::to_string(kSignatureWindow)}})
      .with_now(now);
}

}  // namespace

const SystemKey& signed_by(const Request& request, const std::vector<SystemKey>& keys,
                           Seconds now) {
  const host::SignatureClaim claim = claim_of(request, host::kSystemScheme);
  const auto key = std::find_if(keys.begin(), keys.end(),
                                [&](const SystemKey& each) { return each.id == claim.key; });
  if (key == keys.end()) throw key_unknown(claim);
  const auto expected = host::hmac_sha256(key->secret, as_bytes(signed_text(request, claim)));
  if (!host::equal_constant_time(claim.signature, expected)) throw Problem("signature_wrong");
  require_fresh(claim, now);
  return *key;
}

SignedDevice signed_by_device(const Request& request, Store& store, Seconds now) {
  const host::SignatureClaim claim = claim_of(request, host::kDeviceScheme);
  std::optional<Device> device = store.find_device(claim.key);
  if (!device) throw key_unknown(claim);
  if (!host::verify(device->public_key, as_bytes(signed_text(request, claim)), claim.signature)) {
    throw Problem("signature_wrong");
  }
  require_fresh(claim, now);
  return {*std::move(device), now - claim.seconds};
}

std::string sign(const SystemKey& key, std::string_view method, std::string_view path,
                 std::string_view body, Seconds now) {
  const std::string time = std::to_string(now);
  const std::string text = host::signed_text(method, path, time, body);
  return host::signature_header(host::kSystemScheme, key.id, time,
                                host::hmac_sha256(key.secret, as_bytes(text)));
}

}  // namespace yiping::collector
