// SPDX-License-Identifier: Apache-2.0
// One way to tell: a request, a message, a file. What is told, and when, is the courier's.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "collector/config.hpp"
#include "collector/store.hpp"

namespace yiping::collector {

class Teller {
 public:
  Teller() = default;
  virtual ~Teller() = default;
  Teller(const Teller&) = delete;
  Teller& operator=(const Teller&) = delete;

  /// What became of it; `told` also when there is nothing to tell any more.
  [[nodiscard]] virtual Attempt tell(const Delivery& delivery, Seconds now) = 0;
  /// From any thread: ends what is under way.
  virtual void cancel() = 0;
};

/// How ratings are told. `store` must outlive it.
[[nodiscard]] std::unique_ptr<Teller> relay_teller(Store& store, const TargetConfig& relay);
/// How deadlines are told. `config` must have `notices`.
[[nodiscard]] std::unique_ptr<Teller> notices_teller(Store& store, const Config& config);

/// The same each time that it is told, and no other's: who is told twice can know it. Of
/// [0-9a-z.-] alone.
[[nodiscard]] std::string identity_of(const Delivery& delivery);

/// After a pause that doubles each time, up to an hour. `attempts`: before this one.
[[nodiscard]] Attempt later(std::int64_t attempts, Seconds now, std::string_view error);
[[nodiscard]] Attempt refused(std::string_view error);

/// The first 500 bytes of what another system said, as UTF-8 without control characters.
[[nodiscard]] std::string one_line(std::string_view text);

}  // namespace yiping::collector
