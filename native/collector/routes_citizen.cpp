// SPDX-License-Identifier: Apache-2.0
// The holder of an invitation: what is rated, and the rating itself.
#include "collector/rating.hpp"
#include "collector/routes.hpp"

namespace yiping::collector {
namespace {

Response get_invitation(Context& context, const Request& request) {
  const Token token = context.tokens.read(request.header("Authorization"));
  require_origin(context, request, token.area);
  require_unexpired(token, context.clock());
  return json_response(invitation_of(token, invited_by(context, token)));
}

Response post_evaluation(Context& context, const Request& request) {
  const Store::InFlight in_flight(context.store);
  const Token token = context.tokens.read(request.header("Authorization"));
  require_origin(context, request, token.area);
  take_turn(context, request, token);
  const StoredRating stored = store_rating(
      context, token, check_evaluation(request.body, token.area, context.questionnaires));
  return json_response(stored.answer, stored.status);
}

}  // namespace

std::vector<Route> citizen_routes(Context& context) {
  return {{"GET", "/v1/invitation", Sharing::area_origin, 0,
           [&context](const Request& request, const PathParts&) {
             return get_invitation(context, request);
           }},
          {"POST", "/v1/evaluations", Sharing::area_origin, kEvaluationBody,
           [&context](const Request& request, const PathParts&) {
             return post_evaluation(context, request);
           }}};
}

}  // namespace yiping::collector
