// SPDX-License-Identifier: Apache-2.0
#include "host/cipher.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <climits>
#include <memory>
#include <stdexcept>

#include "host/hmac.hpp"

namespace yiping::host {
namespace {

using Digest = std::array<std::uint8_t, 32>;
using Bytes = std::span<const std::uint8_t>;

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

constexpr std::size_t kGcmNonce = 12;
constexpr std::size_t kGcmTag = 16;
constexpr std::size_t kGcmKey = 32;
constexpr std::size_t kCtrNonce = 16;
constexpr std::size_t kSm4Key = 16;

Bytes bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

void require(bool done) {
  if (!done) throw std::runtime_error("OpenSSL refused to encrypt");
}

int length_of(std::string_view text) {
  require(text.size() <= INT_MAX);
  return static_cast<int>(text.size());
}

Digest hmac(const EVP_MD* hash, Bytes key, std::string_view message) {
  Digest mac{};
  unsigned int size = 0;
  const Bytes bytes = bytes_of(message);
  require(key.size() <= INT_MAX);
  require(HMAC(hash, key.data(), static_cast<int>(key.size()), bytes.data(), bytes.size(),
               mac.data(), &size) != nullptr &&
          size == mac.size());
  return mac;
}

/// A key for one purpose: the same bytes are never used twice for different things.
Digest derived(Cipher cipher, SecretKey key, std::string_view purpose) {
  switch (cipher) {
    case Cipher::aes_256_gcm:
      return hmac(EVP_sha256(), key, purpose);
    case Cipher::sm4_ctr_hmac_sm3:
      break;
  }
  return hmac(EVP_sm3(), key, purpose);
}

std::string random_bytes(std::size_t size) {
  std::string bytes(size, '\0');
  fill_random({reinterpret_cast<std::uint8_t*>(bytes.data()), bytes.size()});
  return bytes;
}

std::uint8_t* writable(std::string& text) { return reinterpret_cast<std::uint8_t*>(text.data()); }

std::string gcm_seal(SecretKey key, std::string_view text, std::string_view beside) {
  const Digest secret = derived(Cipher::aes_256_gcm, key, "yp-seal");
  static_assert(sizeof(Digest) == kGcmKey);
  const Context context(EVP_CIPHER_CTX_new());
  const std::string nonce = random_bytes(kGcmNonce);
  std::string out(text.size(), '\0');
  std::string tag(kGcmTag, '\0');
  int size = 0;
  require(context && EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, secret.data(),
                                        bytes_of(nonce).data()) == 1);
  require(EVP_EncryptUpdate(context.get(), nullptr, &size, bytes_of(beside).data(),
                            length_of(beside)) == 1);
  require(EVP_EncryptUpdate(context.get(), writable(out), &size, bytes_of(text).data(),
                            length_of(text)) == 1);
  require(EVP_EncryptFinal_ex(context.get(), writable(out) + size, &size) == 1);
  require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kGcmTag, tag.data()) == 1);
  return nonce + out + tag;
}

std::optional<std::string> gcm_unseal(SecretKey key, std::string_view sealed,
                                      std::string_view beside) {
  if (sealed.size() < kGcmNonce + kGcmTag) return std::nullopt;
  const Digest secret = derived(Cipher::aes_256_gcm, key, "yp-seal");
  const std::string_view nonce = sealed.substr(0, kGcmNonce);
  const std::string_view text = sealed.substr(kGcmNonce, sealed.size() - kGcmNonce - kGcmTag);
  std::string tag(sealed.substr(sealed.size() - kGcmTag));
  const Context context(EVP_CIPHER_CTX_new());
  std::string out(text.size(), '\0');
  int size = 0;
  require(context && EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, secret.data(),
                                        bytes_of(nonce).data()) == 1);
  require(EVP_DecryptUpdate(context.get(), nullptr, &size, bytes_of(beside).data(),
                            length_of(beside)) == 1);
  require(EVP_DecryptUpdate(context.get(), writable(out), &size, bytes_of(text).data(),
                            length_of(text)) == 1);
  require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kGcmTag, tag.data()) == 1);
  if (EVP_DecryptFinal_ex(context.get(), writable(out) + size, &size) != 1) return std::nullopt;
  return out;
}

/// Counter mode: the same both ways.
std::string sm4_ctr(SecretKey key, std::string_view nonce, std::string_view text) {
  const Digest secret = derived(Cipher::sm4_ctr_hmac_sm3, key, "yp-seal");
  static_assert(sizeof(Digest) >= kSm4Key);
  const Context context(EVP_CIPHER_CTX_new());
  std::string out(text.size(), '\0');
  int size = 0;
  require(context && EVP_EncryptInit_ex(context.get(), EVP_sm4_ctr(), nullptr, secret.data(),
                                        bytes_of(nonce).data()) == 1);
  require(EVP_EncryptUpdate(context.get(), writable(out), &size, bytes_of(text).data(),
                            length_of(text)) == 1);
  require(EVP_EncryptFinal_ex(context.get(), writable(out) + size, &size) == 1);
  return out;
}

/// Of nonce and ciphertext, and of what stands beside them with its length.
Digest sm3_tag(SecretKey key, std::string_view sealed, std::string_view beside) {
  const Digest secret = derived(Cipher::sm4_ctr_hmac_sm3, key, "yp-authenticate");
  std::string message = std::to_string(beside.size()) + ":";
  message.append(beside).append(sealed);
  return hmac(EVP_sm3(), secret, message);
}

std::string sm4_seal(SecretKey key, std::string_view text, std::string_view beside) {
  std::string sealed = random_bytes(kCtrNonce);
  sealed.append(sm4_ctr(key, sealed, text));
  const Digest tag = sm3_tag(key, sealed, beside);
  return sealed.append(tag.begin(), tag.end());
}

std::optional<std::string> sm4_unseal(SecretKey key, std::string_view sealed,
                                      std::string_view beside) {
  if (sealed.size() < kCtrNonce + sizeof(Digest)) return std::nullopt;
  const std::string_view body = sealed.substr(0, sealed.size() - sizeof(Digest));
  const std::string_view tag = sealed.substr(body.size());
  if (!equal_constant_time(bytes_of(tag), sm3_tag(key, body, beside))) return std::nullopt;
  return sm4_ctr(key, body.substr(0, kCtrNonce), body.substr(kCtrNonce));
}

}  // namespace

std::string_view name_of(Cipher cipher) {
  switch (cipher) {
    case Cipher::aes_256_gcm:
      return "aes-256-gcm";
    case Cipher::sm4_ctr_hmac_sm3:
      return "sm4-ctr-hmac-sm3";
  }
  return {};
}

std::optional<Cipher> cipher_named(std::string_view name) {
  for (const Cipher cipher : {Cipher::aes_256_gcm, Cipher::sm4_ctr_hmac_sm3}) {
    if (name_of(cipher) == name) return cipher;
  }
  return std::nullopt;
}

std::string seal(Cipher cipher, SecretKey key, std::string_view text, std::string_view beside) {
  switch (cipher) {
    case Cipher::aes_256_gcm:
      return gcm_seal(key, text, beside);
    case Cipher::sm4_ctr_hmac_sm3:
      break;
  }
  return sm4_seal(key, text, beside);
}

std::optional<std::string> unseal(Cipher cipher, SecretKey key, std::string_view sealed,
                                  std::string_view beside) {
  switch (cipher) {
    case Cipher::aes_256_gcm:
      return gcm_unseal(key, sealed, beside);
    case Cipher::sm4_ctr_hmac_sm3:
      break;
  }
  return sm4_unseal(key, sealed, beside);
}

std::array<std::uint8_t, 32> blind_index(Cipher cipher, SecretKey key, std::string_view text) {
  const Digest secret = derived(cipher, key, "yp-blind");
  return derived(cipher, secret, text);
}

}  // namespace yiping::host
