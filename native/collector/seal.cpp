// SPDX-License-Identifier: Apache-2.0
#include "collector/seal.hpp"

#include <algorithm>

#include "host/hmac.hpp"

namespace yiping::collector {
namespace {

std::vector<std::uint8_t> tag_of(const TokenKey& key, std::string_view prefix,
                                 std::span<const std::uint8_t> body) {
  std::vector<std::uint8_t> message(prefix.begin(), prefix.end());
  message.insert(message.end(), body.begin(), body.end());
  const auto digest = host::hmac_sha256(key.secret, message);
  return {digest.begin(), digest.begin() + Seal::kTagBytes};
}

}  // namespace

std::string Seal::close(std::string_view prefix, std::span<const std::uint8_t> payload) const {
  std::vector<std::uint8_t> body;
  put_integer(body, keys_.front().id, kKeyBytes);
  body.insert(body.end(), payload.begin(), payload.end());
  const auto tag = tag_of(keys_.front(), prefix, body);
  body.insert(body.end(), tag.begin(), tag.end());
  return std::string(prefix) + host::base64url(body);
}

std::optional<std::vector<std::uint8_t>> Seal::open(std::string_view prefix,
                                                    std::span<const std::uint8_t> sealed) const {
  if (sealed.size() < kKeyBytes + kTagBytes) return std::nullopt;
  const auto body = sealed.first(sealed.size() - kTagBytes);
  std::span<const std::uint8_t> payload = body;
  const std::uint64_t key_id = take_integer(payload, kKeyBytes);
  const auto key = std::find_if(keys_.begin(), keys_.end(),
                                [&](const TokenKey& each) { return each.id == key_id; });
  // A key that was retired looks the same as one that never was.
  if (key == keys_.end() ||
      !host::equal_constant_time(tag_of(*key, prefix, body), sealed.last(kTagBytes))) {
    return std::nullopt;
  }
  return std::vector<std::uint8_t>(payload.begin(), payload.end());
}

void put_integer(std::vector<std::uint8_t>& out, std::uint64_t value, unsigned bytes) {
  for (unsigned shift = 8 * bytes; shift > 0; shift -= 8) {
    out.push_back(static_cast<std::uint8_t>(value >> (shift - 8)));
  }
}

std::uint64_t take_integer(std::span<const std::uint8_t>& in, std::size_t bytes) {
  std::uint64_t value = 0;
  for (const std::uint8_t byte : in.first(bytes)) value = value << 8 | byte;
  in = in.subspan(bytes);
  return value;
}

}  // namespace yiping::collector
