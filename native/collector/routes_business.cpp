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

constexpr std::size_t kMaxServices = 500;
constexpr std::size_t kMaxInvitations = 100;
constexpr std::size_t kMaxPlaces = 100;
constexpr std::int64_t kPosterDays = 365;
constexpr std::int64_t kMaxPosterDays = 3'650;
constexpr Seconds kSecondsOfDay = 86'400;
const std::vector<std::string_view> kChannels = {"pc",    "mobile",    "qr", "window",
                                                 "kiosk", "telephone", "sms"};
constexpr std::size_t kMaxName = 200;
constexpr std::int64_t kMaxTime = std::numeric_limits<std::uint32_t>::max();

/// The member by its name in the core; `otherwise` when it is absent.
template <typename Named>
Named named(const Body& body, std::string_view name, std::initializer_list<Named> all,
            Named otherwise) {
  if (!body.has(name)) return otherwise;
  std::vector<std::string_view> names;
  for (const Named each : all) names.push_back(name_of(each));
  const std::string chosen = body.choice(name, names);
  for (const Named each : all) {
    if (name_of(each) == chosen) return each;
  }
  return otherwise;
}

/// What a status is where no stage is told.
Stage stage_of(std::string_view status) {
  if (status == "applied") return Stage::application;
  return status == "accepted" ? Stage::acceptance : Stage::completion;
}

/// What decides whether, and until when, the event is rated (docs/profiles.md).
void read_rules(const Context& context, const Body& body, ReportedService& event) {
  event.stage = named(body, "stage",
                      {Stage::consultation, Stage::intake, Stage::application, Stage::acceptance,
                       Stage::supplement, Stage::payment, Stage::approval, Stage::issue,
                       Stage::collection, Stage::completion, Stage::overall},
                      stage_of(event.status));
  event.kind = named(body, "kind", {EventKind::service, EventKind::update, EventKind::withdrawn},
                     EventKind::service);
  event.business = named(body, "business", {Business::single, Business::batch, Business::theme},
                         Business::single);
  event.commitment =
      named(body, "commitment", {Commitment::immediate, Commitment::promised, Commitment::other},
            Commitment::other);
  if (event.business != Business::single) event.group = body.text("group", kMaxCode);
  if (event.business == Business::single && body.has("group")) {
    throw Problem("unknown_field", body.pointer_of("group"));
  }
  if (body.has("updated")) event.updated = body.integer("updated", 1, kMaxTime);
  const Profile& profile = context.regions.of(event.area);
  const auto closes = end_of(profile.windows.rating, event.service_time, context.regions.calendar);
  if (!closes) throw Problem("calendar_missing", body.pointer_of("service_time"));
  event.window_closes = *closes;
}

ReportedService read_service(const Context& context, const SystemKey& key, const Json& value,
                             const std::string& pointer) {
  const Body body(value, pointer,
                  {"area", "case_no", "service_no", "service_name", "service_time", "item_code",
                   "item_name", "org_code", "org_name", "org_area", "channel", "rater_kind",
                   "status", "stage", "kind", "business", "group", "commitment", "updated"});
  const ServiceReference reference = read_reference(context, key, body);
  ReportedService event;
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
  event.channel = body.choice("channel", kChannels);
  event.rater_kind = body.choice("rater_kind", {"natural_person", "organisation"});
  event.status = body.choice("status", {"applied", "accepted", "finished"});
  read_rules(context, body, event);
  return event;
}

std::vector<ReportedService> read_services(const Context& context, const SystemKey& key,
                                           std::string_view bytes) {
  const Json value = read_json(bytes);
  const Body body(value, "", {"services"});
  const Json& list = body.list("services", kMaxServices);
  std::vector<ReportedService> events;
  events.reserve(list.size());
  for (const Json& each : list) {
    events.push_back(
        read_service(context, key, each, host::pointer_to("/services", events.size())));
  }
  return events;
}

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
  const std::vector<ReportedService> events = read_services(context, key, request.body);
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
  token.case_digest = digest_of(context, reference);
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
    answers.push_back(invitation_to(context, read_reference(context, key, reference),
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
  place.area = read_area(context, key, body);
  place.id = body.text("id", kMaxCode);
  place.digest = context.tokens.place_digest(place.area, place.id);
  place.standing = named(body, "standing", {Standing::visit, Standing::general}, Standing::visit);
  place.name = body.text("name", kMaxName);
  place.org_code = body.text("org_code", kMaxCode);
  place.org_name = body.text("org_name", kMaxName);
  place.channel = body.has("channel") ? body.choice("channel", kChannels) : "qr";
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
