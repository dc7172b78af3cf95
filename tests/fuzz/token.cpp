// SPDX-License-Identifier: Apache-2.0
// Invitation tokens and base64url: every value has exactly one text.
#include "collector/token.hpp"

#include <algorithm>
#include <array>

#include "collector/problem.hpp"
#include "fuzz/invariant.hpp"
#include "fuzz/support.hpp"
#include "host/hmac.hpp"
#include "yiping/sha256.hpp"

namespace yiping::fuzz {
namespace {

using collector::Problem;
using collector::Token;
using collector::TokenKey;
using collector::Tokens;

const Invariant kOneText("a token that is accepted is minted again as the same text");
const Invariant kReadBack("a token that was minted is read back");
const Invariant kRefusal("a token is refused as missing, malformed or forged");
const Invariant kStrict("base64url that is accepted is written again as the same text");
const Invariant kBytes("bytes written as base64url are read back");
const Invariant kHex("bytes written as hex are read back");

const std::vector<TokenKey> kKeys{{1, std::vector<std::uint8_t>(32, 0x11)},
                                  {2, std::vector<std::uint8_t>(32, 0x22)}};
const std::vector<std::uint8_t> kCaseKey(32, 0x33);

/// Signing with each of the keys, reading with both.
const Tokens kMinters[] = {Tokens({kKeys[0], kKeys[1]}, kCaseKey),
                           Tokens({kKeys[1], kKeys[0]}, kCaseKey)};
const Tokens& reader() { return kMinters[0]; }

std::string header(const Tokens& minter, const Token& token) {
  return "Yiping " + minter.mint(token);
}

Token token_of(Script& script) {
  static constexpr std::array kKinds{collector::TokenKind::service, collector::TokenKind::open};
  static constexpr std::array kVias{collector::TokenVia::portal, collector::TokenVia::sms,
                                    collector::TokenVia::qr, collector::TokenVia::window};
  Token token;
  token.area = std::to_string(100'000'000'000 + std::uint64_t{script.number()});
  for (std::uint8_t& byte : token.case_digest) byte = script.byte();
  token.round = static_cast<std::uint8_t>(1 + script.below(255));
  token.kind = kKinds[script.below(kKinds.size())];
  token.via = kVias[script.below(kVias.size())];
  token.expires = script.number();
  return token;
}

std::optional<Token> read(std::string_view authorization) {
  try {
    return reader().read(authorization);
  } catch (const Problem& problem) {
    kRefusal.holds(problem.code() == "token_missing" || problem.code() == "token_malformed" ||
                   problem.code() == "token_forged");
    return std::nullopt;
  }
}

void check_header(std::string_view authorization) {
  const auto token = read(authorization);
  if (!token) return;
  const bool by_second = header(kMinters[1], *token) == authorization;
  kOneText.same(header(kMinters[by_second ? 1 : 0], *token), authorization);
}

/// A signed token, read as it is and with a few characters changed.
void check_minted(Script& script) {
  const Tokens& minter = kMinters[script.below(std::size(kMinters))];
  const Token token = token_of(script);
  std::string text = header(minter, token);
  const auto back = read(text);
  kReadBack.same(back ? header(minter, *back) : "refused", text);
  for (int changes = 0; !script.done() && changes < 4; ++changes) {
    const std::size_t at = script.below(text.size());
    if (script.below(2) == 0) {
      text[at] = static_cast<char>(script.byte());
    } else {
      text.insert(at, 1, static_cast<char>(script.byte()));
    }
    check_header(text);
  }
}

void check_texts(std::span<const std::uint8_t> bytes) {
  const std::string_view text = as_text(bytes);
  if (const auto decoded = host::from_base64url(text)) {
    kStrict.same(host::base64url(*decoded), text);
  }
  const auto from64 = host::from_base64url(host::base64url(bytes));
  kBytes.same(from64 ? as_text(*from64) : "refused", text);
  const auto from16 = host::from_hex(to_hex(bytes));
  kHex.same(from16 ? as_text(*from16) : "refused", text);
}

void check(std::span<const std::uint8_t> input) {
  check_texts(input);
  check_header(as_text(input));
  Script script(input);
  check_minted(script);
}

}  // namespace
}  // namespace yiping::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  yiping::fuzz::check({data, size});
  return 0;
}
