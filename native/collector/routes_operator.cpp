// SPDX-License-Identifier: Apache-2.0
// For operators and load balancers: is it alive, may it be sent work, how is it doing.
#include <utility>

#include "collector/routes.hpp"

namespace yiping::collector {
namespace {

Response alive() { return json_response({{"status", "ok"}}); }

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
  return routes;
}

}  // namespace yiping::collector
