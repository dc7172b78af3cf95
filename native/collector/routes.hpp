// SPDX-License-Identifier: Apache-2.0
// The routes, by who calls them. Each parses, calls one function, writes a status: docs/http.md.
#pragma once

#include <vector>

#include "collector/context.hpp"
#include "collector/http.hpp"

namespace yiping::collector {

[[nodiscard]] std::vector<Route> business_routes(Context& context);
[[nodiscard]] std::vector<Route> citizen_routes(Context& context);
[[nodiscard]] std::vector<Route> device_routes(Context& context);
[[nodiscard]] std::vector<Route> entry_routes(Context& context);
[[nodiscard]] std::vector<Route> link_routes(Context& context);
[[nodiscard]] std::vector<Route> receipt_routes(Context& context);
[[nodiscard]] std::vector<Route> public_routes(Context& context);
[[nodiscard]] std::vector<Route> session_routes(Context& context);
[[nodiscard]] std::vector<Route> case_routes(Context& context);
[[nodiscard]] std::vector<Route> health_routes(Context& context);
/// Those and the metrics: for a port of their own.
[[nodiscard]] std::vector<Route> operator_routes(Context& context);
/// All that citizens, systems, devices and the desk call. Health is among them where it has no
/// port of its own.
[[nodiscard]] std::vector<Route> service_routes(Context& context);

inline constexpr std::size_t kSmallBody = 64U << 10U;
inline constexpr std::size_t kShortBody = 4U << 10U;
inline constexpr std::size_t kEvaluationBody = 16U << 10U;
inline constexpr std::size_t kBatchBody = 1U << 20U;
inline constexpr std::size_t kServicesBody = 2U << 20U;

}  // namespace yiping::collector
