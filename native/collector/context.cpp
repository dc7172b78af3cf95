// SPDX-License-Identifier: Apache-2.0
#include "collector/context.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <charconv>

namespace yiping::collector {
namespace {

constexpr std::size_t kReceiptAreaDigits = 6;
/// Past so many different origins the log says no more: they are made up.
constexpr std::size_t kMaxRefusedNamed = 200;

bool allows(const AreaConfig& area, std::string_view origin) {
  return std::find(area.origins.begin(), area.origins.end(), origin) != area.origins.end();
}

}  // namespace

Response json_response(const host::Json& body, int status) {
  Response response;
  response.status = status;
  response.body = body.dump();
  return response;
}

std::uint32_t receipt_area(std::string_view area) {
  std::uint32_t value = 0;
  std::from_chars(area.data(), area.data() + std::min(area.size(), kReceiptAreaDigits), value);
  return value;
}

bool is_own_origin(const Context& context, const Request& request) {
  const std::string_view origin = request.header("Origin");
  if (origin == context.config.public_url) return true;
  const std::size_t scheme = origin.find("://");
  return scheme != std::string_view::npos && origin.substr(scheme + 3) == request.header("Host");
}

bool is_known_origin(const Context& context, const Request& request) {
  const std::string_view origin = request.header("Origin");
  return is_own_origin(context, request) ||
         std::any_of(context.config.areas.begin(), context.config.areas.end(),
                     [&](const AreaConfig& area) { return allows(area, origin); });
}

void require_origin(Context& context, const Request& request, std::string_view area) {
  const std::string_view origin = request.header("Origin");
  if (origin.empty() || is_own_origin(context, request)) return;
  for (const AreaConfig& each : context.config.areas) {
    if (each.code.starts_with(area) && allows(each, origin)) return;
  }
  {
    // The page cannot read why: the browser keeps a refused answer from it. So the log must say.
    const std::lock_guard lock(context.refused_mutex);
    if (context.refused.size() < kMaxRefusedNamed &&
        context.refused.insert(std::string(origin) + " " + std::string(area)).second) {
      spdlog::warn("origin {} is not allowed for area {}: add it to the area's \"origins\"", origin,
                   area);
    }
  }
  throw Problem("origin_refused", {},
                {{"origin", std::string(origin)}, {"area", std::string(area)}});
}

}  // namespace yiping::collector
