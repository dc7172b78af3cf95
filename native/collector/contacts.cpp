// SPDX-License-Identifier: Apache-2.0
#include "collector/contacts.hpp"

#include <algorithm>

#include "collector/problem.hpp"
#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

constexpr Seconds kSecondsOfDay = 86'400;
constexpr std::string_view kPhone = "contact_phone";

/// Where it belongs: a contact cannot be moved to another rating.
std::string place_of(std::string_view area, const Id16& submission) {
  return std::string(area) + " " + to_hex(submission);
}

/// A number as it is looked for.
std::string digits_of(std::string_view phone) {
  std::string digits;
  std::copy_if(phone.begin(), phone.end(), std::back_inserter(digits),
               [](char c) { return c >= '0' && c <= '9'; });
  return digits;
}

/// Without a number, the whole part.
std::string sought(const Contact& contact, std::string_view bytes) {
  const auto phone = std::find_if(contact.texts.begin(), contact.texts.end(),
                                  [](const auto& text) { return text.item == kPhone; });
  if (phone == contact.texts.end()) return std::string(bytes);
  return digits_of(phone->value);
}

}  // namespace

SealedContact Contacts::seal(std::string_view area, const Contact& contact, std::string_view bytes,
                             Seconds now) const {
  if (keys_.empty()) throw Problem("contact_refused", "/contact");
  const ContactKey& key = keys_.front();
  SealedContact sealed;
  sealed.key_id = key.id;
  sealed.sealed = host::seal(key.cipher, key.secret, bytes, place_of(area, contact.submission));
  sealed.blind = host::blind_index(key.cipher, key.secret, sought(contact, bytes));
  sealed.keep_until = now + days_ * kSecondsOfDay;
  return sealed;
}

std::vector<Hash32> Contacts::find(std::string_view phone) const {
  std::vector<Hash32> found;
  for (const ContactKey& key : keys_) {
    found.push_back(host::blind_index(key.cipher, key.secret, digits_of(phone)));
  }
  return found;
}

std::optional<std::string> Contacts::open(std::string_view area, const Id16& submission,
                                          const SealedContact& contact) const {
  const auto key = std::find_if(keys_.begin(), keys_.end(),
                                [&](const ContactKey& each) { return each.id == contact.key_id; });
  if (key == keys_.end()) return std::nullopt;
  return host::unseal(key->cipher, key->secret, contact.sealed, place_of(area, submission));
}

}  // namespace yiping::collector
