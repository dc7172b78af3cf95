// SPDX-License-Identifier: Apache-2.0
#include "collector/token.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "collector/problem.hpp"
#include "host/hmac.hpp"
#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

constexpr std::string_view kScheme = "Yiping ";
constexpr std::string_view kVersion = "yp1.";
constexpr std::size_t kPayloadBytes = 30;
constexpr std::size_t kTagBytes = 16;

void put(std::vector<std::uint8_t>& out, std::uint64_t value, unsigned bytes) {
  for (unsigned shift = 8 * bytes; shift > 0; shift -= 8) {
    out.push_back(static_cast<std::uint8_t>(value >> (shift - 8)));
  }
}

std::uint64_t take(std::span<const std::uint8_t>& in, std::size_t bytes) {
  std::uint64_t value = 0;
  for (const std::uint8_t byte : in.first(bytes)) value = value << 8 | byte;
  in = in.subspan(bytes);
  return value;
}

std::vector<std::uint8_t> joined(std::string_view text, std::span<const std::uint8_t> bytes) {
  std::vector<std::uint8_t> out(text.begin(), text.end());
  out.insert(out.end(), bytes.begin(), bytes.end());
  return out;
}

Id16 first_half(const std::array<std::uint8_t, 32>& digest) {
  Id16 out;
  std::copy_n(digest.begin(), out.size(), out.begin());
  return out;
}

}  // namespace

std::string_view name_of(TokenKind kind) {
  switch (kind) {
    case TokenKind::service:
      return "case";
    case TokenKind::open:
      return "open";
  }
  return {};
}

std::string_view name_of(TokenVia via) {
  switch (via) {
    case TokenVia::portal:
      return "portal";
    case TokenVia::sms:
      return "sms";
    case TokenVia::qr:
      return "qr";
    case TokenVia::window:
      return "window";
  }
  return {};
}

std::optional<TokenVia> via_named(std::string_view name) {
  for (const TokenVia via : {TokenVia::portal, TokenVia::sms, TokenVia::qr, TokenVia::window}) {
    if (name_of(via) == name) return via;
  }
  return std::nullopt;
}

Tokens::Tokens(const std::vector<TokenKey>& keys, const std::vector<std::uint8_t>& case_key)
    : keys_(keys), case_key_(case_key) {}

Id16 Tokens::tag(const TokenKey& key, std::span<const std::uint8_t> payload) const {
  return first_half(host::hmac_sha256(key.secret, joined(kVersion, payload)));
}

std::string Tokens::mint(const Token& token) const {
  std::uint64_t area = 0;
  std::from_chars(token.area.data(), token.area.data() + token.area.size(), area);
  std::vector<std::uint8_t> bytes;
  put(bytes, keys_.front().id, 2);
  put(bytes, area, 5);
  bytes.insert(bytes.end(), token.case_digest.begin(), token.case_digest.end());
  put(bytes, token.round, 1);
  put(bytes, static_cast<std::uint64_t>(token.kind), 1);
  put(bytes, static_cast<std::uint64_t>(token.via), 1);
  put(bytes, token.expires, 4);
  const Id16 signature = tag(keys_.front(), bytes);
  bytes.insert(bytes.end(), signature.begin(), signature.end());
  return std::string(kVersion) + host::base64url(bytes);
}

Token Tokens::read(std::string_view authorization) const {
  if (!authorization.starts_with(kScheme)) throw Problem("token_missing");
  const std::string_view text = authorization.substr(kScheme.size());
  if (!text.starts_with(kVersion)) throw Problem("token_malformed");
  const auto bytes = host::from_base64url(text.substr(kVersion.size()));
  if (!bytes || bytes->size() != kPayloadBytes + kTagBytes) throw Problem("token_malformed");

  const std::span<const std::uint8_t> payload(bytes->data(), kPayloadBytes);
  const std::span<const std::uint8_t> signature(bytes->data() + kPayloadBytes, kTagBytes);
  std::span<const std::uint8_t> rest = payload;
  const std::uint64_t key_id = take(rest, 2);
  const auto key = std::find_if(keys_.begin(), keys_.end(),
                                [&](const TokenKey& each) { return each.id == key_id; });
  // A key that was retired looks the same as one that never was.
  if (key == keys_.end() || !host::equal_constant_time(tag(*key, payload), signature)) {
    throw Problem("token_forged");
  }

  Token token;
  token.area = std::to_string(take(rest, 5));
  std::copy_n(rest.begin(), token.case_digest.size(), token.case_digest.begin());
  rest = rest.subspan(token.case_digest.size());
  token.round = static_cast<std::uint8_t>(take(rest, 1));
  token.kind = static_cast<TokenKind>(take(rest, 1));
  token.via = static_cast<TokenVia>(take(rest, 1));
  token.expires = static_cast<std::uint32_t>(take(rest, 4));
  if (name_of(token.kind).empty() || name_of(token.via).empty() || token.round == 0) {
    throw Problem("token_malformed");
  }
  return token;
}

Id16 Tokens::case_digest(std::string_view area, std::string_view case_no,
                         std::int64_t service_no) const {
  const auto area_key = host::hmac_sha256(case_key_, joined("yp-area", as_bytes(area)));
  std::string message = "yp-case";
  message.append(1, '\0').append(case_no).append(1, '\0').append(std::to_string(service_no));
  return first_half(host::hmac_sha256(area_key, as_bytes(message)));
}

}  // namespace yiping::collector
