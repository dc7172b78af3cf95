// SPDX-License-Identifier: Apache-2.0
#include "collector/links.hpp"

#include <qrencode.h>

#include <memory>
#include <stdexcept>

#include "host/hmac.hpp"
#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kCodeSize = 14;  // 70 bits: not to be guessed, however fast one tries
constexpr int kQuietZone = 4;          // modules, as the standard asks

std::string code_of(const Hash32& hash) {
  std::string code;
  unsigned bits = 0;
  int held = 0;
  for (std::size_t i = 0; code.size() < kCodeSize; ++i) {
    bits = bits << 8U | hash[i];
    for (held += 8; held >= 5 && code.size() < kCodeSize; held -= 5) {
      code += kAlphabet[bits >> static_cast<unsigned>(held - 5) & 31U];
    }
  }
  return code;
}

struct FreeCode {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

}  // namespace

Link link_of(const std::vector<std::uint8_t>& key, const Token& token) {
  Link link;
  link.area = token.area;
  link.case_digest = token.case_digest;
  link.round = token.round;
  link.kind = static_cast<std::int64_t>(token.kind);
  link.via = static_cast<std::int64_t>(token.via);
  link.expires = token.expires;
  std::string message = "yp-link";
  message.append(link.area).append(reinterpret_cast<const char*>(link.case_digest.data()),
                                   link.case_digest.size());
  for (const std::int64_t part : {link.round, link.kind, link.via}) {
    message += static_cast<char>(part);
  }
  link.code = code_of(host::hmac_sha256(key, as_bytes(message)));
  return link;
}

Token token_of(const Link& link) {
  Token token;
  token.area = link.area;
  token.case_digest = link.case_digest;
  token.round = static_cast<std::uint8_t>(link.round);
  token.kind = static_cast<TokenKind>(link.kind);
  token.via = static_cast<TokenVia>(link.via);
  token.expires = static_cast<std::uint32_t>(link.expires);
  return token;
}

std::optional<std::string> read_code(std::string_view text) {
  std::string code;
  for (char c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    if (kAlphabet.find(c) == std::string_view::npos) return std::nullopt;
    code += c;
  }
  if (code.size() != kCodeSize) return std::nullopt;
  return code;
}

std::string link_address(const Config& config, std::string_view code) {
  return config.public_url + "/s/" + std::string(code);
}

std::string qr_picture(const std::string& text) {
  const std::unique_ptr<QRcode, FreeCode> code(
      QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M));
  if (code == nullptr) throw std::runtime_error("a link is too long for a QR code");
  const int size = code->width + 2 * kQuietZone;
  const std::string side = std::to_string(size);
  std::string path;
  for (int row = 0; row < code->width; ++row) {
    for (int column = 0; column < code->width; ++column) {
      const bool is_dark = (code->data[row * code->width + column] & 1U) != 0;
      if (!is_dark) continue;
      path.append("M").append(std::to_string(column + kQuietZone));
      path.append(" ").append(std::to_string(row + kQuietZone)).append("h1v1h-1z");
    }
  }
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side +
         "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" + side + "v" + side +
         "H0z\"/><path d=\"" + path + "\"/></svg>\n";
}

}  // namespace yiping::collector
