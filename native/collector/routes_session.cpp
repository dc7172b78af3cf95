// SPDX-License-Identifier: Apache-2.0
// An officer signs in and out.
#include "collector/body.hpp"
#include "collector/desk.hpp"
#include "collector/password.hpp"
#include "collector/routes.hpp"

namespace yiping::collector {
namespace {

using host::Json;

constexpr std::string_view kPath = "/v1/admin/session";
constexpr std::size_t kMaxName = 64;

Response written(const FoundSession& found) {
  Json roles = Json::array();
  for (const CaseRole role : found.staff.roles) roles.push_back(name_of(role));
  return json_response({{"roles", std::move(roles)},
                        {"unit", found.staff.unit},
                        {"name", found.staff.name},
                        {"display_name", found.staff.display_name},
                        {"area", found.staff.area},
                        {"csrf", found.session.csrf}});
}

Response post_session(Context& context, const Request& request) {
  // Another site must not sign a browser in to an account of its choice.
  if (!request.header("Origin").empty() && !is_own_origin(context, request)) {
    throw Problem("csrf_refused");
  }
  const Json value = read_json(request.body);
  const Body body(value, "", {"name", "password"});
  const SignedIn signed_in =
      sign_in(context, body.text("name", kMaxName), body.verbatim("password", kMaxPasswordBytes));
  if (const auto old = session_hash(context, request)) context.store.delete_session(*old);
  Response response = written(signed_in.found);
  response.with("Set-Cookie", signed_in.cookie);
  return response;
}

Response delete_session(Context& context, const Request& request) {
  const FoundSession found = require_change(context, request);
  context.store.delete_session(found.session.token_hash);
  Response response;
  response.status = 204;
  response.with("Set-Cookie", expired_cookie(context));
  return response;
}

}  // namespace

std::vector<Route> session_routes(Context& context) {
  const std::string path(kPath);
  return {{"POST", path, Sharing::none, kSmallBody,
           [&context](const Request& request, const PathParts&) {
             return post_session(context, request);
           }},
          {"GET", path, Sharing::none, 0,
           [&context](const Request& request, const PathParts&) {
             return written(require_officer(context, request));
           }},
          {"DELETE", path, Sharing::none, 0, [&context](const Request& request, const PathParts&) {
             return delete_session(context, request);
           }}};
}

}  // namespace yiping::collector
