// SPDX-License-Identifier: Apache-2.0
// For operators and load balancers: is it alive, may it be sent work, how is it doing.
#include "collector/routes.hpp"

namespace yiping::collector {
namespace {

Response ready(const Context& context) {
  if (context.stopping) throw Problem("busy").retry_in(5);
  if (!context.store.ready()) throw Problem("storage_failed").retry_in(5);
  return json_response({{"status", "ready"}});
}

Response metrics(const Context& context) {
  Response response;
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  response.body = context.metrics.text(context.store.figures(), context.store.ready());
  return response;
}

}  // namespace

std::vector<Route> health_routes(Context& context) {
  return {
      {"GET", "/healthz", Sharing::none, 0,
       [](const Request&, const PathParts&) {
         return json_response({{"status", "ok"}});
       }},
      {"GET", "/readyz", Sharing::none, 0,
       [&context](const Request&, const PathParts&) { return ready(context); }},
  };
}

std::vector<Route> operator_routes(Context& context) {
  std::vector<Route> routes = health_routes(context);
  routes.push_back({"GET", "/metrics", Sharing::none, 0,
                    [&context](const Request&, const PathParts&) { return metrics(context); }});
  return routes;
}

}  // namespace yiping::collector
