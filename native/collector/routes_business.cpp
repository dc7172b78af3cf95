// SPDX-License-Identifier: Apache-2.0
// Business systems report services; each answer carries the token of its one rating.
#include <algorithm>
#include <limits>

#include "collector/body.hpp"
#include "collector/routes.hpp"
#include "collector/signature.hpp"
#include "host/json.hpp"

namespace yiping::collector {
namespace {

using host::Json;

constexpr std::size_t kMaxServices = 500;
constexpr std::size_t kMaxName = 200;
constexpr std::size_t kMaxCode = 64;
constexpr std::int64_t kMaxTime = std::numeric_limits<std::uint32_t>::max();
constexpr Seconds kSecondsOfDay = 86'400;

ServiceEvent read_service(const Context& context, const SystemKey& key, const Json& value,
                          const std::string& pointer) {
  const Body body(
      value, pointer,
      {"area", "case_no", "service_no", "service_name", "service_time", "item_code", "item_name",
       "org_code", "org_name", "org_area", "channel", "rater_kind", "status"});
  ServiceEvent event;
  event.area = body.area("area");
  if (context.config.area(event.area) == nullptr) throw Problem("area_unknown", pointer + "/area");
  if (std::find(key.areas.begin(), key.areas.end(), event.area) == key.areas.end()) {
    throw Problem("area_refused", pointer + "/area");
  }
  event.case_no = body.text("case_no", kMaxCode);
  event.service_no = body.integer("service_no", 1, 9'999);
  event.service_name = body.text("service_name", kMaxName);
  event.service_time = body.integer("service_time", 1, kMaxTime);
  event.item_code = body.text("item_code", kMaxCode);
  event.item_name = body.text("item_name", kMaxName);
  event.org_code = body.text("org_code", kMaxCode);
  event.org_name = body.text("org_name", kMaxName);
  if (body.has("org_area")) event.org_area = body.area("org_area");
  event.channel =
      body.choice("channel", {"pc", "mobile", "qr", "window", "kiosk", "telephone", "sms"});
  event.rater_kind = body.choice("rater_kind", {"natural_person", "organisation"});
  event.status = body.choice("status", {"applied", "accepted", "finished"});
  event.case_digest = context.tokens.case_digest(event.area, event.case_no, event.service_no);
  return event;
}

std::vector<ServiceEvent> read_services(const Context& context, const SystemKey& key,
                                        std::string_view bytes) {
  const Json value = read_json(bytes);
  const Body body(value, "", {"services"});
  const Json& list = body.list("services", kMaxServices);
  std::vector<ServiceEvent> events;
  events.reserve(list.size());
  for (const Json& each : list) {
    events.push_back(
        read_service(context, key, each, host::pointer_to("/services", events.size())));
  }
  return events;
}

Response post_services(Context& context, const Request& request) {
  const Store::InFlight in_flight(context.store);
  const Seconds now = context.clock();
  const SystemKey& key = signed_by(request, context.config.system_keys, now);
  const std::vector<ServiceEvent> events = read_services(context, key, request.body);
  const std::vector<ServicePut> results = context.store.put_services(events);

  const auto expires = static_cast<std::uint32_t>(
      std::min(now + context.config.token_days * kSecondsOfDay, kMaxTime));
  Json answers = Json::array();
  for (std::size_t i = 0; i < events.size(); ++i) {
    Token token;
    token.area = events[i].area;
    token.case_digest = events[i].case_digest;
    token.expires = expires;
    answers.push_back({{"case_no", events[i].case_no},
                       {"service_no", events[i].service_no},
                       {"state", results[i] == ServicePut::known ? "known" : "accepted"},
                       {"token", context.tokens.mint(token)},
                       {"expires", expires}});
  }
  const auto known = std::count(results.begin(), results.end(), ServicePut::known);
  return json_response({{"accepted", std::ssize(results) - known},
                        {"known", known},
                        {"services", std::move(answers)}});
}

}  // namespace

std::vector<Route> business_routes(Context& context) {
  return {{"POST", "/v1/services", Sharing::none, kServicesBody,
           [&context](const Request& request, const PathParts&) {
             return post_services(context, request);
           }}};
}

}  // namespace yiping::collector
