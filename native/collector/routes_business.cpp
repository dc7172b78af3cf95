// SPDX-License-Identifier: Apache-2.0
// Business systems report services, each answered with the token of its one rating, and ask for a
// rating at the window where a citizen sits.
#include <algorithm>
#include <limits>

#include "collector/body.hpp"
#include "collector/enrolment_code.hpp"
#include "collector/rating.hpp"
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

/// Which service a body speaks of: an area of the key's, a case, a service of it.
struct ServiceReference {
  std::string area;
  std::string case_no;
  std::int64_t service_no = 0;
};

ServiceReference read_reference(const Context& context, const SystemKey& key, const Body& body) {
  ServiceReference reference;
  reference.area = body.area("area");
  if (context.config.area(reference.area) == nullptr) {
    throw Problem("area_unknown", body.pointer_of("area"));
  }
  if (std::find(key.areas.begin(), key.areas.end(), reference.area) == key.areas.end()) {
    throw Problem("area_refused", body.pointer_of("area"));
  }
  reference.case_no = body.text("case_no", kMaxCode);
  reference.service_no = body.integer("service_no", 1, 9'999);
  return reference;
}

Id16 digest_of(const Context& context, const ServiceReference& reference) {
  return context.tokens.case_digest(reference.area, reference.case_no, reference.service_no);
}

ServiceEvent read_service(const Context& context, const SystemKey& key, const Json& value,
                          const std::string& pointer) {
  const Body body(
      value, pointer,
      {"area", "case_no", "service_no", "service_name", "service_time", "item_code", "item_name",
       "org_code", "org_name", "org_area", "channel", "rater_kind", "status"});
  const ServiceReference reference = read_reference(context, key, body);
  ServiceEvent event;
  event.area = reference.area;
  event.case_digest = digest_of(context, reference);
  event.case_no = reference.case_no;
  event.service_no = reference.service_no;
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

  const std::uint32_t expires = token_expiry(context.config, now);
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

/// The counter of a window asks for a rating there.
Response invite_window(Context& context, const Request& request, const std::string& window) {
  const Store::InFlight in_flight(context.store);
  const SystemKey& key = signed_by(request, context.config.system_keys, context.clock());
  if (!is_window_name(window)) {
    throw Problem("bad_value", {}, {{"expected", "1 … " + std::to_string(kMaxWindowBytes)}});
  }
  const Json value = read_json(request.body);
  const Body body(value, "", {"area", "case_no", "service_no"});
  const ServiceReference reference = read_reference(context, key, body);
  WindowInvitation invitation;
  invitation.area = reference.area;
  invitation.window = window;
  invitation.case_digest = digest_of(context, reference);
  switch (context.store.invite_window(std::move(invitation))) {
    case WindowPut::invited:
      return json_response({{"state", "invited"}});
    case WindowPut::service_unknown:
      throw Problem("service_unknown");
    case WindowPut::already_rated:
      throw Problem("already_rated");
    case WindowPut::window_closed:
      break;
  }
  throw Problem("window_closed");
}

}  // namespace

std::vector<Route> business_routes(Context& context) {
  return {{"POST", "/v1/services", Sharing::none, kServicesBody,
           [&context](const Request& request, const PathParts&) {
             return post_services(context, request);
           }},
          {"POST", "/v1/windows/{window}/invitation", Sharing::none, kShortBody,
           [&context](const Request& request, const PathParts& parts) {
             return invite_window(context, request, parts[0]);
           }}};
}

}  // namespace yiping::collector
