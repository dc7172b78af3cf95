// SPDX-License-Identifier: Apache-2.0
#include "collector/signature.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "collector/problem.hpp"
#include "host/hmac.hpp"
#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

constexpr std::string_view kScheme = "Yiping-HMAC ";

struct Claim {
  std::string_view key;
  std::string_view time;
  std::string_view signature;
};

/// `key=…, time=…, signature=…`, in any order, each once.
std::optional<Claim> read_claim(std::string_view text) {
  Claim claim;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    const std::string_view part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (text.starts_with(' ')) text.remove_prefix(1);
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const std::string_view name = part.substr(0, equals);
    std::string_view* target = name == "key"         ? &claim.key
                               : name == "time"      ? &claim.time
                               : name == "signature" ? &claim.signature
                                                     : nullptr;
    if (target == nullptr || !target->empty()) return std::nullopt;
    *target = part.substr(equals + 1);
  }
  if (claim.key.empty() || claim.time.empty() || claim.signature.empty()) return std::nullopt;
  return claim;
}

std::array<std::uint8_t, 32> signature_of(const SystemKey& key, std::string_view method,
                                          std::string_view path, std::string_view time,
                                          std::string_view body) {
  std::string message;
  message.append(method).append("\n").append(path).append("\n").append(time).append("\n");
  message.append(to_hex(sha256(as_bytes(body))));
  return host::hmac_sha256(key.secret, as_bytes(message));
}

}  // namespace

const SystemKey& signed_by(const Request& request, const std::vector<SystemKey>& keys,
                           Seconds now) {
  const std::string_view header = request.header("Authorization");
  if (!header.starts_with(kScheme)) throw Problem("signature_missing");
  const std::optional<Claim> claim = read_claim(header.substr(kScheme.size()));
  if (!claim) throw Problem("signature_missing");
  const auto key = std::find_if(keys.begin(), keys.end(),
                                [&](const SystemKey& each) { return each.id == claim->key; });
  if (key == keys.end()) throw Problem("key_unknown", {}, {{"key", std::string(claim->key)}});

  Seconds time = 0;
  const char* end = claim->time.data() + claim->time.size();
  const auto [stopped, error] = std::from_chars(claim->time.data(), end, time);
  const auto given = host::from_base64url(claim->signature);
  if (error != std::errc() || stopped != end || !given ||
      !host::equal_constant_time(
          *given, signature_of(*key, request.method, request.path, claim->time, request.body))) {
    throw Problem("signature_wrong");
  }
  // After the signature, so that our clock is told to holders of the key only.
  if (time < now - kSignatureWindow || time > now + kSignatureWindow) {
    throw Problem("signature_stale", {},
                  {{"now", std::to_string(now)},
                   {"time", std::to_string(time)},
                   {"window", std::to_string(kSignatureWindow)}});
  }
  return *key;
}

std::string sign(const SystemKey& key, std::string_view method, std::string_view path,
                 std::string_view body, Seconds now) {
  const std::string time = std::to_string(now);
  return std::string(kScheme) + "key=" + key.id + ", time=" + time +
         ", signature=" + host::base64url(signature_of(key, method, path, time, body));
}

}  // namespace yiping::collector
