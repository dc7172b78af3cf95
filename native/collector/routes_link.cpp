// SPDX-License-Identifier: Apache-2.0
// Short links: made by a business system for a message or a poster, followed by a citizen.
#include <algorithm>
#include <utility>
#include <vector>

#include "collector/body.hpp"
#include "collector/form/form.hpp"
#include "collector/form/page.hpp"
#include "collector/links.hpp"
#include "collector/rating.hpp"
#include "collector/routes.hpp"
#include "collector/signature.hpp"

namespace yiping::collector {
namespace {

using host::Json;

constexpr std::size_t kMaxLinks = 100;
constexpr std::string_view kLanguages[] = {"zh-Hans", "en"};

/// A token of ours that may still be used, as a link of this channel carries it.
Token read_token(const Context& context, const SystemKey& key, const Json& value, std::string field,
                 TokenVia via) {
  Token token;
  try {
    if (!value.is_string()) throw Problem("wrong_type", field);
    token = context.tokens.parse(value.get<std::string>());
    require_unexpired(token, context.clock());
  } catch (const Problem& problem) {
    if (problem.code() == "wrong_type") throw;
    throw Problem("bad_value", std::move(field), {{"expected", "yp1.…"}});
  }
  if (std::find(key.areas.begin(), key.areas.end(), token.area) == key.areas.end()) {
    throw Problem("area_refused", std::move(field));
  }
  token.via = via;
  return token;
}

/// What a message may say, in each language.
Json texts_of(const Context& context, const ReportedService& event, const std::string& address) {
  Json texts;
  for (const std::string_view language : kLanguages) {
    texts[std::string(language)] =
        filled(context.form.wording.text("message", language),
               {{"org", event.org_name}, {"item", event.item_name}, {"link", address}});
  }
  return texts;
}

Response post_links(Context& context, const Request& request) {
  const Store::InFlight in_flight(context.store);
  const SystemKey& key = signed_by(request, context.config.system_keys, context.clock());
  const Json value = read_json(request.body);
  const Body body(value, "", {"tokens", "via"});
  const TokenVia via = body.choice("via", {"sms", "qr"}) == "sms" ? TokenVia::sms : TokenVia::qr;
  std::vector<Link> links;
  Json answers = Json::array();
  for (const Json& each : body.list("tokens", kMaxLinks)) {
    const std::string field = host::pointer_to("/tokens", answers.size());
    const Token token = read_token(context, key, each, field, via);
    const Invited invited = invited_by(context, token);
    Link link = link_of(context.config.case_key, token);
    const std::string address = link_address(context.config, link.code);
    answers.push_back({{"link", address},
                       {"picture", address + "/qr.svg"},
                       {"expires", link.expires},
                       {"text", texts_of(context, invited.event, address)}});
    links.push_back(std::move(link));
  }
  context.store.put_links(std::move(links));
  return json_response({{"links", std::move(answers)}});
}

Link find_link(Context& context, const std::string& text) {
  const auto code = read_code(text);
  auto link = code ? context.store.find_link(*code) : std::nullopt;
  if (!link) throw Problem("link_unknown");
  return *std::move(link);
}

/// To the form. Following it, as link scanners do, changes nothing.
Response follow(Context& context, const PathParts& parts) {
  const Link link = find_link(context, parts[0]);
  Response response;
  response.status = 303;
  response.with("Location", form_address(context.config, context.tokens.mint(token_of(link))));
  return response;
}

Response picture(Context& context, const PathParts& parts) {
  const Link link = find_link(context, parts[0]);
  Response response;
  response.content_type = "image/svg+xml";
  response.body = qr_picture(link_address(context.config, link.code));
  response.with("Cache-Control", "private, max-age=86400");
  return response;
}

}  // namespace

std::vector<Route> link_routes(Context& context) {
  return {{"POST", "/v1/links", Sharing::none, kSmallBody,
           [&context](const Request& request, const PathParts&) {
             return post_links(context, request);
           }},
          {.method = "GET",
           .pattern = "/s/{code}",
           .handler = [&context](const Request&,
                                 const PathParts& parts) { return follow(context, parts); },
           .refusal =
               [&context](const Request& request, const Problem& problem) {
                 return form_refusal(context, request, problem);
               }},
          {"GET", "/s/{code}/qr.svg", Sharing::everyone, 0,
           [&context](const Request&, const PathParts& parts) { return picture(context, parts); }}};
}

}  // namespace yiping::collector
