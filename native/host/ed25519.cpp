// SPDX-License-Identifier: Apache-2.0
#include "host/ed25519.hpp"

#include <openssl/err.h>
#include <openssl/evp.h>

#include <memory>
#include <stdexcept>

#include "host/hmac.hpp"

namespace yiping::host {
namespace {

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

[[noreturn]] void refuse() { throw std::runtime_error("OpenSSL could not compute Ed25519"); }

Key private_key(const Seed& seed) {
  Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size()));
  if (key == nullptr) refuse();
  return key;
}

}  // namespace

SigningKey make_signing_key() {
  Seed seed;
  fill_random(seed);
  return {seed, public_key_of(seed)};
}

PublicKey public_key_of(const Seed& seed) {
  PublicKey out;
  std::size_t size = out.size();
  const Key key = private_key(seed);
  if (EVP_PKEY_get_raw_public_key(key.get(), out.data(), &size) != 1 || size != out.size()) {
    refuse();
  }
  return out;
}

Signature sign(const Seed& seed, std::span<const std::uint8_t> message) {
  Signature out;
  std::size_t size = out.size();
  const Key key = private_key(seed);
  const Context context(EVP_MD_CTX_new());
  // No digest is named: the algorithm brings its own.
  if (context == nullptr ||
      EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
      EVP_DigestSign(context.get(), out.data(), &size, message.data(), message.size()) != 1 ||
      size != out.size()) {
    refuse();
  }
  return out;
}

bool verify(const PublicKey& key, std::span<const std::uint8_t> message,
            std::span<const std::uint8_t> signature) {
  const Key raw(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()));
  const Context context(EVP_MD_CTX_new());
  if (raw == nullptr || context == nullptr ||
      EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, raw.get()) != 1) {
    refuse();
  }
  const bool genuine = EVP_DigestVerify(context.get(), signature.data(), signature.size(),
                                        message.data(), message.size()) == 1;
  // A refusal leaves its reasons in the thread's queue, where the next user of OpenSSL would
  // take them for its own.
  if (!genuine) ERR_clear_error();
  return genuine;
}

}  // namespace yiping::host
