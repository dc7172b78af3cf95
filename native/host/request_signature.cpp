// SPDX-License-Identifier: Apache-2.0
#include "host/request_signature.hpp"

#include <algorithm>
#include <charconv>

#include "host/hmac.hpp"
#include "yiping/sha256.hpp"

namespace yiping::host {
namespace {

constexpr std::size_t kDeviceIdBytes = 8;

struct Members {
  std::string_view key;
  std::string_view time;
  std::string_view signature;
};

std::optional<Members> read_members(std::string_view text) {
  Members members;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    const std::string_view part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (text.starts_with(' ')) text.remove_prefix(1);
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const std::string_view name = part.substr(0, equals);
    std::string_view* target = name == "key"         ? &members.key
                               : name == "time"      ? &members.time
                               : name == "signature" ? &members.signature
                                                     : nullptr;
    if (target == nullptr || !target->empty()) return std::nullopt;
    *target = part.substr(equals + 1);
  }
  if (members.key.empty() || members.time.empty() || members.signature.empty()) {
    return std::nullopt;
  }
  return members;
}

}  // namespace

std::string signed_text(std::string_view method, std::string_view path, std::string_view time,
                        std::string_view body) {
  std::string text;
  text.append(method).append("\n").append(path).append("\n").append(time).append("\n");
  return text.append(to_hex(sha256(as_bytes(body))));
}

std::optional<SignatureClaim> read_signature_claim(std::string_view header,
                                                   std::string_view scheme) {
  if (!header.starts_with(scheme) || !header.substr(scheme.size()).starts_with(' ')) {
    return std::nullopt;
  }
  const auto members = read_members(header.substr(scheme.size() + 1));
  if (!members) return std::nullopt;
  SignatureClaim claim{members->key, members->time, 0, {}};
  const char* end = claim.time.data() + claim.time.size();
  const auto [stopped, error] = std::from_chars(claim.time.data(), end, claim.seconds);
  if (error != std::errc() || stopped != end) return claim;
  claim.signature = from_base64url(members->signature).value_or(std::vector<std::uint8_t>());
  return claim;
}

std::string signature_header(std::string_view scheme, std::string_view key, std::string_view time,
                             std::span<const std::uint8_t> signature) {
  std::string header(scheme);
  header.append(" key=").append(key).append(", time=").append(time);
  return header.append(", signature=").append(base64url(signature));
}

std::string device_id_of(const PublicKey& key) {
  const Sha256 hash = sha256(key);
  return to_hex(std::span(hash).first(kDeviceIdBytes));
}

std::string device_authorization(std::string_view device_id, const Seed& seed,
                                 std::string_view method, std::string_view path,
                                 std::string_view body, std::int64_t now) {
  const std::string time = std::to_string(now);
  const std::string text = signed_text(method, path, time, body);
  return signature_header(kDeviceScheme, device_id, time, sign(seed, as_bytes(text)));
}

}  // namespace yiping::host
