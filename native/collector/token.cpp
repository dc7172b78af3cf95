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
constexpr std::size_t kSealedBytes = Seal::kKeyBytes + 28 + Seal::kTagBytes;

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
    : seal_(keys), case_key_(case_key) {}

std::string Tokens::mint(const Token& token) const {
  std::uint64_t area = 0;
  std::from_chars(token.area.data(), token.area.data() + token.area.size(), area);
  std::vector<std::uint8_t> bytes;
  put_integer(bytes, area, 5);
  bytes.insert(bytes.end(), token.case_digest.begin(), token.case_digest.end());
  put_integer(bytes, token.round, 1);
  put_integer(bytes, static_cast<std::uint64_t>(token.kind), 1);
  put_integer(bytes, static_cast<std::uint64_t>(token.via), 1);
  put_integer(bytes, token.expires, 4);
  return seal_.close(kVersion, bytes);
}

Token Tokens::read(std::string_view authorization) const {
  if (!authorization.starts_with(kScheme)) throw Problem("token_missing");
  return parse(authorization.substr(kScheme.size()));
}

Token Tokens::parse(std::string_view text) const {
  if (!text.starts_with(kVersion)) throw Problem("token_malformed");
  const auto bytes = host::from_base64url(text.substr(kVersion.size()));
  if (!bytes || bytes->size() != kSealedBytes) throw Problem("token_malformed");
  const auto payload = seal_.open(kVersion, *bytes);
  if (!payload) throw Problem("token_forged");

  Token token;
  std::span<const std::uint8_t> rest = *payload;
  token.area = std::to_string(take_integer(rest, 5));
  std::copy_n(rest.begin(), token.case_digest.size(), token.case_digest.begin());
  rest = rest.subspan(token.case_digest.size());
  token.round = static_cast<std::uint8_t>(take_integer(rest, 1));
  token.kind = static_cast<TokenKind>(take_integer(rest, 1));
  token.via = static_cast<TokenVia>(take_integer(rest, 1));
  token.expires = static_cast<std::uint32_t>(take_integer(rest, 4));
  if (name_of(token.kind).empty() || name_of(token.via).empty() || token.round == 0) {
    throw Problem("token_malformed");
  }
  return token;
}

Id16 Tokens::case_digest(std::string_view area, std::string_view case_no,
                         std::int64_t service_no) const {
  std::string message = "yp-case";
  message.append(1, '\0').append(case_no).append(1, '\0').append(std::to_string(service_no));
  return digest(area, message);
}

Id16 Tokens::place_digest(std::string_view area, std::string_view id) const {
  return digest(area, std::string("yp-place").append(1, '\0').append(id));
}

Id16 Tokens::entry_digest(std::string_view area, std::string_view id) const {
  return digest(area, std::string("yp-entry").append(1, '\0').append(id));
}

Id16 Tokens::digest(std::string_view area, std::string_view message) const {
  const std::string of_area = "yp-area" + std::string(area);
  const auto area_key = host::hmac_sha256(case_key_, as_bytes(of_area));
  return first_half(host::hmac_sha256(area_key, as_bytes(message)));
}

}  // namespace yiping::collector
