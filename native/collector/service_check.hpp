// SPDX-License-Identifier: Apache-2.0
// From what a business system sends to the service it speaks of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "collector/body.hpp"
#include "collector/context.hpp"

namespace yiping::collector {

inline constexpr std::size_t kMaxServices = 500;
inline constexpr std::size_t kMaxCode = 64;   // code points
inline constexpr std::size_t kMaxName = 200;  // code points
inline constexpr std::int64_t kMaxTime = std::numeric_limits<std::uint32_t>::max();
/// How a service was handled.
inline constexpr std::string_view kChannels[] = {"pc",    "mobile",    "qr", "window",
                                                 "kiosk", "telephone", "sms"};

/// What bodies of business systems are read against.
struct ServiceRules {
  const Config& config;
  const Tokens& tokens;
  const Regions& regions;
};
[[nodiscard]] ServiceRules rules_of(const Context& context);

/// Which service a body speaks of: an area of the key's, a case, a service of it.
struct ServiceReference {
  std::string area;
  std::string case_no;
  std::int64_t service_no = 0;
};

/// One that we have, and that the key may speak for. Throws area_unknown, area_refused.
[[nodiscard]] std::string read_area(const ServiceRules& rules, const SystemKey& key,
                                    const Body& body);

/// The members area, case_no and service_no. Throws as `read_area`.
[[nodiscard]] ServiceReference read_reference(const ServiceRules& rules, const SystemKey& key,
                                              const Body& body);

[[nodiscard]] Id16 digest_of(const Tokens& tokens, const ServiceReference& reference);

/// One of `kChannels`.
[[nodiscard]] std::string read_channel(const Body& body);

/// The body of POST /v1/services, 1 to `kMaxServices` in the order given. Throws Problem; fields
/// are pointers into the body.
[[nodiscard]] std::vector<ReportedService> read_services(const ServiceRules& rules,
                                                         const SystemKey& key,
                                                         std::string_view bytes);

/// The member by its name in the core; `otherwise` when it is absent.
template <typename Named>
Named named(const Body& body, std::string_view name, std::initializer_list<Named> all,
            Named otherwise) {
  if (!body.has(name)) return otherwise;
  std::vector<std::string_view> names;
  for (const Named each : all) names.push_back(name_of(each));
  const std::string chosen = body.choice(name, names);
  for (const Named each : all) {
    if (name_of(each) == chosen) return each;
  }
  return otherwise;
}

}  // namespace yiping::collector
