// SPDX-License-Identifier: Apache-2.0
// For operators and load balancers: is it alive, may it be sent work.
#include "collector/routes.hpp"

namespace yiping::collector {

std::vector<Route> operator_routes(Context& context) {
  return {{"GET", "/healthz", Sharing::none, 0,
           [](const Request&, const PathParts&) {
             return json_response({{"status", "ok"}});
           }},
          {"GET", "/readyz", Sharing::none, 0, [&context](const Request&, const PathParts&) {
             if (!context.store.ready()) throw Problem("storage_failed").retry_in(5);
             return json_response({{"status", "ready"}});
           }}};
}

}  // namespace yiping::collector
