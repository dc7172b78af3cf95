// SPDX-License-Identifier: Apache-2.0
// The contact part of a rating (联系方式): sealed before the store sees it, for as long as it may
// be kept. Who may open it: docs/security.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collector/config.hpp"
#include "collector/store.hpp"
#include "yiping/evaluation.hpp"

namespace yiping::collector {

class Contacts {
 public:
  explicit Contacts(const Config& config)
      : keys_(config.contact_keys), days_(config.contact_days) {}

  /// By the first key; bound to its rating. Throws Problem contact_refused without a key.
  [[nodiscard]] SealedContact seal(std::string_view area, const Contact& contact,
                                   std::string_view bytes, Seconds now) const;

  /// What `SealedContact::blind` is of a telephone number, by each key: whose wish it is finds what
  /// is kept without a receipt.
  [[nodiscard]] std::vector<Hash32> find(std::string_view phone) const;

  /// The bytes that were sealed; nothing when the key is gone or a byte was changed.
  [[nodiscard]] std::optional<std::string> open(std::string_view area, const Id16& submission,
                                                const SealedContact& contact) const;

 private:
  std::vector<ContactKey> keys_;
  std::int64_t days_;
};

}  // namespace yiping::collector
