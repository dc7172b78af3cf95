// SPDX-License-Identifier: Apache-2.0
// How bodies of business systems name a service.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "collector/body.hpp"
#include "collector/context.hpp"

namespace yiping::collector {

inline constexpr std::size_t kMaxCode = 64;

/// Which service a body speaks of: an area of the key's, a case, a service of it.
struct ServiceReference {
  std::string area;
  std::string case_no;
  std::int64_t service_no = 0;
};

/// One that we have, and that the key may speak for. Throws area_unknown, area_refused.
[[nodiscard]] std::string read_area(const Context& context, const SystemKey& key, const Body& body);

/// The members area, case_no and service_no. Throws as `read_area`.
[[nodiscard]] ServiceReference read_reference(const Context& context, const SystemKey& key,
                                              const Body& body);

[[nodiscard]] Id16 digest_of(const Context& context, const ServiceReference& reference);

}  // namespace yiping::collector
