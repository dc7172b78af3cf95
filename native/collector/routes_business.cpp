// SPDX-License-Identifier: Apache-2.0
// Business systems report services, each answered with the token of its one rating, and ask for a
// rating at the window where a citizen sits.
#include <algorithm>
#include <limits>

#include "collector/body.hpp"
#include "collector/enrolment_code.hpp"
#include "collector/rating.hpp"
#include "collector/routes.hpp"
#include "collector/service_check.hpp"
#include "collector/signature.hpp"
#include "host/json.hpp"

namespace yiping::collector {
namespace {

using host::Json;

constexpr std::size_t kMaxInvitations = 100;
constexpr std::size_t kMaxPlaces = 100;
constexpr std::int64_t kPosterDays = 365;
constexpr std::int64_t kMaxPosterDays = 3'650;
constexpr Seconds kSecondsOfDay = 86'400;

/// With the token of its one rating, or why there is none.
Json answer_of(const Context& context, const ReportedService& event, const ServiceAnswer& result,
               std::uint32_t expires) {
  Json answer = {
      {"case_no", event.case_no}, {"service_no", event.service_no}, {"state", name_of(result.put)}};
  if (result.evaluable != Evaluable::yes) {
    answer["not_rated"] = name_of(result.evaluable);
    return answer;
  }
  Token token;
  token.area = event.area;
  token.case_digest = event.case_digest;
  token.expires = expires;
  answer["token"] = context.tokens.mint(token);
  answer["expires"] = expires;
  return answer;
}

Response post_services(Context& context, const Request& request) {
  const Store::InFlight in_flight(context.store);
  const Seconds now = context.clock();
  const SystemKey& key = signed_by(request, context.config.system_keys, now);
  const std::vector<ReportedService> events = read_services(rules_of(context), key, request.body);
  const std::vector<ServiceAnswer> results = context.store.put_services(events);

  Json body;
  for (const ServicePut put : {ServicePut::accepted, ServicePut::known, ServicePut::corrected,
                               ServicePut::withdrawn, ServicePut::outdated, ServicePut::kept}) {
    body[std::string(name_of(put))] =
        std::count_if(results.begin(), results.end(),
                      [&](const ServiceAnswer& result) { return result.put == put; });
  }
  Json& answers = body["services"] = Json::array();
  for (std::size_t i = 0; i < events.size(); ++i) {
    answers.push_back(answer_of(context, events[i], results[i], token_expiry(context.config, now)));
  }
  return json_response(body);
}

/// One of a portal's own errands: what may be done, with the token where something may.
Json invitation_to(Context& context, const ServiceReference& reference, std::uint32_t expires) {
  Token token;
  token.area = reference.area;
  token.case_digest = digest_of(context.tokens, reference);
  token.expires = expires;
  Json answer = {{"case_no", reference.case_no}, {"service_no", reference.service_no}};
  try {
    answer.update(invitation_of(token, invited_by(context, token)));
  } catch (const Problem& problem) {
    if (problem.code() != "token_unknown") throw;
    answer["state"] = "unknown";
    return answer;
  }
  if (answer["state"] != "open") return answer;
  const std::string text = context.tokens.mint(token);
  answer["link"] = form_address(context.config, text);
  answer["token"] = text;
  answer["expires"] = expires;
  return answer;
}

/// 待评价 and 我的评价 of a portal or a mini-program, by the errands that it knows of its visitor.
Response post_invitations(Context& context, const Request& request) {
  const Seconds now = context.clock();
  const SystemKey& key = signed_by(request, context.config.system_keys, now);
  const Json value = read_json(request.body);
  const Body body(value, "", {"services"});
  Json answers = Json::array();
  for (const Json& each : body.list("services", kMaxInvitations)) {
    const Body reference(each, host::pointer_to("/services", answers.size()),
                         {"area", "case_no", "service_no"});
    answers.push_back(invitation_to(context, read_reference(rules_of(context), key, reference),
                                    token_expiry(context.config, now)));
  }
  return json_response({{"services", std::move(answers)}});
}

/// A place with the open token of its poster.
struct Poster {
  Place place;
  Token token;
};

Poster read_place(const Context& context, const SystemKey& key, const Body& body) {
  Poster poster;
  Place& place = poster.place;
  place.area = read_area(rules_of(context), key, body);
  place.id = body.text("id", kMaxCode);
  place.digest = context.tokens.place_digest(place.area, place.id);
  place.standing = named(body, "standing", {Standing::visit, Standing::general}, Standing::visit);
  place.name = body.text("name", kMaxName);
  place.org_code = body.text("org_code", kMaxCode);
  place.org_name = body.text("org_name", kMaxName);
  place.channel = body.has("channel") ? read_channel(body) : "qr";
  const std::int64_t days =
      body.has("days") ? body.integer("days", 1, kMaxPosterDays) : kPosterDays;
  Token& token = poster.token;
  token.kind = TokenKind::open;
  token.area = place.area;
  token.case_digest = place.digest;
  token.via = TokenVia::qr;
  token.expires = static_cast<std::uint32_t>(
      std::min(context.clock() + days * kSecondsOfDay, Seconds{kMaxTime}));
  return poster;
}

/// Windows, halls and portals that anybody may rate: each is answered with what its poster shows.
Response post_places(Context& context, const Request& request) {
  const Store::InFlight in_flight(context.store);
  const SystemKey& key = signed_by(request, context.config.system_keys, context.clock());
  const Json value = read_json(request.body);
  const Body body(value, "", {"places"});
  std::vector<Place> places;
  Json answers = Json::array();
  for (const Json& each : body.list("places", kMaxPlaces)) {
    const Body one(each, host::pointer_to("/places", answers.size()),
                   {"area", "id", "standing", "name", "org_code", "org_name", "channel", "days"});
    Poster poster = read_place(context, key, one);
    const std::string text = context.tokens.mint(poster.token);
    answers.push_back({{"id", poster.place.id},
                       {"token", text},
                       {"expires", poster.token.expires},
                       {"link", form_address(context.config, text)}});
    places.push_back(std::move(poster.place));
  }
  context.store.put_places(std::move(places));
  return json_response({{"places", std::move(answers)}});
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
  const ServiceReference reference = read_reference(rules_of(context), key, body);
  WindowInvitation invitation;
  invitation.area = reference.area;
  invitation.window = window;
  invitation.case_digest = digest_of(context.tokens, reference);
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
          {"POST", "/v1/invitations", Sharing::none, kSmallBody,
           [&context](const Request& request, const PathParts&) {
             return post_invitations(context, request);
           }},
          {"POST", "/v1/places", Sharing::none, kBatchBody,
           [&context](const Request& request, const PathParts&) {
             return post_places(context, request);
           }},
          {"POST", "/v1/windows/{window}/invitation", Sharing::none, kShortBody,
           [&context](const Request& request, const PathParts& parts) {
             return invite_window(context, request, parts[0]);
           }}};
}

}  // namespace yiping::collector
