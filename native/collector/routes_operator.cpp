// SPDX-License-Identifier: Apache-2.0
// For operators and load balancers: is it alive, may it be sent work, how is it doing.
#include <optional>
#include <utility>
#include <vector>

#include "collector/body.hpp"
#include "collector/routes.hpp"
#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

using host::Json;

constexpr std::size_t kMaxRefused = 100;

Response alive() { return json_response({{"status", "ok"}}); }

Response ready(const Context& context) {
  if (context.stopping) throw Problem("busy").retry_in(5);
  if (!context.store.ready()) throw Problem("storage_failed").retry_in(5);
  return json_response({{"status", "ready"}});
}

/// Of those that somebody is told by the configuration.
std::vector<Target> targets_of(const Config& config) {
  std::vector<Target> targets;
  if (config.relay) targets.push_back(Target::relay);
  if (config.notices) targets.push_back(Target::notices);
  return targets;
}

Response metrics(const Context& context) {
  std::vector<TargetFigures> told;
  std::optional<DeviceFigures> devices;
  try {
    devices = context.store.device_figures();
    for (const Target target : targets_of(context.config)) {
      told.push_back({std::string(name_of(target)), context.store.delivery_figures(target)});
    }
  } catch (const Unavailable&) {
    // The figures of the store say it.
  }
  Response response;
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  response.body = context.metrics.text(
      {context.store.figures(), context.store.ready(), told, devices, context.clock()});
  return response;
}

/// What waits to be told, and what was refused for good, with the reason.
Response deliveries(const Context& context) {
  Json targets = Json::object();
  for (const Target target : targets_of(context.config)) {
    const DeliveryFigures figures = context.store.delivery_figures(target);
    targets[std::string(name_of(target))] = {
        {"waiting", figures.waiting}, {"refused", figures.dead}, {"oldest", figures.oldest}};
  }
  Json refused = Json::array();
  for (const Delivery& one : context.store.dead_deliveries(kMaxRefused)) {
    refused.push_back({{"area", one.area},
                       {"created", one.created},
                       {"id", to_hex(one.id)},
                       {"kind", one.kind},
                       {"attempts", one.attempts},
                       {"error", one.error}});
  }
  return json_response({{"targets", std::move(targets)}, {"refused", std::move(refused)}});
}

Response replay(const Context& context, const Request& request) {
  const Json value = read_json(request.body);
  const Body body(value, "", {});
  return json_response({{"replayed", context.store.replay_deliveries()}});
}

Json missing_of(const DeviceSeries& series) {
  Json spans = Json::array();
  for (const NumberSpan& span : series.missing) {
    spans.push_back({{"first", span.first}, {"last", span.last}});
  }
  return spans;
}

/// Every terminal, and which of the ratings that it numbered never arrived.
Response devices(const Context& context) {
  Json all = Json::array();
  for (const DeviceState& one : context.store.list_devices()) {
    Json series = Json::array();
    for (const DeviceSeries& each : one.series) {
      series.push_back({{"series", each.id},
                        {"issued", each.issued},
                        {"arrived", each.arrived},
                        {"missing", missing_of(each)}});
    }
    all.push_back({{"device", one.device.id},
                   {"area", one.device.area},
                   {"window", one.device.window},
                   {"hall", one.device.hall},
                   {"enrolled", one.enrolled},
                   {"seen", one.seen},
                   {"version", one.version},
                   {"waiting", one.waiting},
                   {"refused", one.refused},
                   {"series", std::move(series)}});
  }
  return json_response({{"devices", std::move(all)}});
}

/// Asked every few seconds: while all is well that would bury the rest of the log.
template <typename Answer>
Route watched(const char* pattern, Answer answer) {
  Route route{"GET", pattern, Sharing::none, 0,
              [answer](const Request&, const PathParts&) { return answer(); }};
  route.logged = Logged::refusals;
  return route;
}

}  // namespace

std::vector<Route> health_routes(Context& context) {
  return {watched("/healthz", alive), watched("/readyz", [&context] { return ready(context); })};
}

std::vector<Route> operator_routes(Context& context) {
  std::vector<Route> routes = health_routes(context);
  routes.push_back(watched("/metrics", [&context] { return metrics(context); }));
  routes.push_back({"GET", "/deliveries", Sharing::none, 0,
                    [&context](const Request&, const PathParts&) { return deliveries(context); }});
  routes.push_back({"GET", "/devices", Sharing::none, 0,
                    [&context](const Request&, const PathParts&) { return devices(context); }});
  routes.push_back(
      {"POST", "/deliveries:replay", Sharing::none, kShortBody,
       [&context](const Request& request, const PathParts&) { return replay(context, request); }});
  return routes;
}

}  // namespace yiping::collector
