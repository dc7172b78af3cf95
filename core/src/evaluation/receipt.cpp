// SPDX-License-Identifier: Apache-2.0
#include "yiping/evaluation.hpp"
#include "yiping/json_writer.hpp"
#include "yiping/sha256.hpp"

namespace yiping {
namespace {

// Crockford's base 32: no I, L, O, U.
constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kReceiptSize = 23;

/// Luhn mod N (N = 32): catches every single wrong character and nearly every swap of neighbours.
/// Nothing when a character is not of the alphabet.
std::optional<char> check_character(std::string_view body) {
  std::size_t sum = 0;
  std::size_t factor = 2;
  for (std::size_t i = body.size(); i > 0; --i) {
    const std::size_t value = kAlphabet.find(body[i - 1]);
    if (value == std::string_view::npos) return std::nullopt;
    const std::size_t weighted = value * factor;
    sum += weighted / 32 + weighted % 32;
    factor = 3 - factor;
  }
  return kAlphabet[(32 - sum % 32) % 32];
}

}  // namespace

std::string receipt_of(std::uint32_t area, const SubmissionId& submission) {
  std::string input = "yp-receipt";
  input.append(reinterpret_cast<const char*>(submission.data()), submission.size());
  const Sha256 hash = sha256(as_bytes(input));

  std::string receipt = JsonWriter().integer(area).take();
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (std::size_t i = 0; i < 10; ++i) {
    bits = bits << 8 | hash[i];
    for (held += 8; held >= 5; held -= 5) receipt += kAlphabet[bits >> (held - 5) & 31U];
  }
  receipt += *check_character(receipt);
  return receipt;
}

std::string read_receipt(std::string_view typed) {
  std::string receipt;
  for (char c : typed) {
    if (c == '-' || c == ' ') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'I' || c == 'L') c = '1';
    if (c == 'O') c = '0';
    if (receipt.size() == kReceiptSize) return {};
    receipt += c;
  }
  if (receipt.size() != kReceiptSize) return {};
  for (std::size_t i = 0; i < 6; ++i) {
    if (receipt[i] < '0' || receipt[i] > '9') return {};
  }
  const std::string_view body = std::string_view(receipt).substr(0, kReceiptSize - 1);
  const auto check = check_character(body);
  if (!check || *check != receipt.back()) return {};
  return receipt;
}

}  // namespace yiping
