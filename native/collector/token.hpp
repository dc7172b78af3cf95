// SPDX-License-Identifier: Apache-2.0
// Invitation tokens (评价邀请) and the digests of case numbers in them. Layout: docs/http.md.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "collector/config.hpp"
#include "collector/seal.hpp"
#include "collector/store.hpp"

namespace yiping::collector {

enum class TokenKind : std::uint8_t { service = 1, open = 2 };  // "case" and "open" in documents
enum class TokenVia : std::uint8_t { portal = 1, sms = 2, qr = 3, window = 4 };

[[nodiscard]] std::string_view name_of(TokenKind kind);
[[nodiscard]] std::string_view name_of(TokenVia via);
[[nodiscard]] std::optional<TokenVia> via_named(std::string_view name);

struct Token {
  std::string area;    // 12 digits
  Id16 case_digest{};  // of an open token: a place's
  std::uint8_t round = 1;
  TokenKind kind = TokenKind::service;
  TokenVia via = TokenVia::portal;
  std::uint32_t expires = 0;  // Unix seconds
};

class Tokens {
 public:
  Tokens(const std::vector<TokenKey>& keys, const std::vector<std::uint8_t>& case_key);

  /// "yp1.…", signed by the first key.
  [[nodiscard]] std::string mint(const Token& token) const;

  /// The token of an Authorization header. Throws Problem: token_missing, token_malformed or
  /// token_forged. Whether it has expired is the caller's to ask: a retry of a rating that is
  /// stored is answered all the same.
  [[nodiscard]] Token read(std::string_view authorization) const;
  /// The same of the bare text, "yp1.…"; no token_missing.
  [[nodiscard]] Token parse(std::string_view text) const;

  /// The only form in which a case number leaves the collector.
  [[nodiscard]] Id16 case_digest(std::string_view area, std::string_view case_no,
                                 std::int64_t service_no) const;
  [[nodiscard]] Id16 place_digest(std::string_view area, std::string_view id) const;
  /// The submission of what a system entered for somebody: the same each time, and nobody's to
  /// guess, as the receipt is made of it.
  [[nodiscard]] Id16 entry_digest(std::string_view area, std::string_view id) const;

 private:
  [[nodiscard]] Id16 digest(std::string_view area, std::string_view message) const;

  Seal seal_;
  std::vector<std::uint8_t> case_key_;
};

}  // namespace yiping::collector
