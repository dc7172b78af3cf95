// SPDX-License-Identifier: Apache-2.0
#include "collector/tell/http_teller.hpp"

#include <algorithm>
#include <utility>

#include "collector/signature.hpp"
#include "collector/tell/notice.hpp"
#include "host/json.hpp"
#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

using host::Json;

/// Without the receipt, which is its holder's, and without a contact.
Json written(const RelayedRating& rating) {
  const ReportedService& event = rating.event;
  Json out = {{"submission", to_hex(rating.submission)},
              {"round", rating.round},
              {"level", name_of(rating.level)},
              {"way", name_of(rating.way)},
              {"via", rating.via},
              {"timing", rating.timing},
              {"judged", rating.judged},
              {"received", rating.received},
              {"digest", rating.digest}};
  out["service"] = {{"standing", name_of(event.standing)},
                    {"case_no", event.case_no},
                    {"service_no", event.service_no},
                    {"service_name", event.service_name},
                    {"service_time", event.service_time},
                    {"item_code", event.item_code},
                    {"item_name", event.item_name},
                    {"org_code", event.org_code},
                    {"org_name", event.org_name},
                    {"org_area", event.org_area},
                    {"channel", event.channel},
                    {"rater_kind", event.rater_kind},
                    {"status", event.status},
                    {"stage", name_of(event.stage)},
                    {"business", name_of(event.business)},
                    {"group", event.group},
                    {"commitment", name_of(event.commitment)}};
  Json& replaces = out["replaces"] = Json::array();
  for (const Id16& submission : rating.replaces) replaces.push_back(to_hex(submission));
  out["document"] = host::parse_json(rating.document).value;
  return out;
}

Json written(const CaseSummary& one) {
  Json out = {{"case", to_hex(one.id)},     {"state", name_of(one.facts.state)},
              {"owner", one.facts.owner},   {"org_name", one.org_name},
              {"item_name", one.item_name}, {"due", one.due}};
  if (one.duty) out["duty"] = name_of(*one.duty);
  return out;
}

/// "https://upper.example/v1/x?y" → "/v1/x": what is signed.
std::string path_of(const std::string& url) {
  const std::size_t host = url.find("://") + 3;
  const std::size_t path = url.find('/', host);
  if (path == std::string::npos) return "/";
  return url.substr(path, url.find('?', path) - path);
}

/// The body that tells of it; empty: it is there no longer.
std::string telling_of(Store& store, const Delivery& delivery) {
  Json body = {{"schema", is_of_case(delivery) ? "yiping.notice/1" : "yiping.relay/1"},
               {"kind", delivery.kind},
               {"area", delivery.area},
               {"created", delivery.created}};
  if (is_of_case(delivery)) {
    const auto found = store.find_notified(delivery.area, delivery.id);
    if (!found) return {};
    body.update(written(*found));
  } else {
    const auto found = store.find_relayed(delivery.area, delivery.id);
    if (!found) return {};
    body.update(written(*found));
  }
  return host::canonical(body);
}

}  // namespace

Attempt judge(const host::HttpAnswer& answer, std::int64_t attempts, Seconds now) {
  if (!answer) return later(attempts, now, answer.error);
  if (answer.status >= 200 && answer.status < 300) return {};
  const std::string said = std::to_string(answer.status) + " " + answer.body;
  switch (answer.status) {
    case 400:
    case 404:
    case 409:
    case 410:
    case 413:
    case 415:
    case 422:
      // This one is at fault, and the next may pass.
      return refused(said);
    default:
      break;
  }
  // A wrong key, a redirect, an overload, a fault: of none of them does the row know.
  Attempt attempt = later(attempts, now, said);
  attempt.next = std::max(attempt.next, now + Seconds{answer.retry_after.count()});
  return attempt;
}

HttpTeller::HttpTeller(Store& store, TargetConfig config)
    : store_(store),
      config_(std::move(config)),
      client_({.ca_file = config_.ca_file, .proxy = {}}) {}

Attempt HttpTeller::tell(const Delivery& delivery, Seconds now) {
  std::string body = telling_of(store_, delivery);
  if (body.empty()) return {};
  host::HttpRequest request{"POST", config_.url, {}, std::move(body)};
  request.headers = {
      {"Content-Type", "application/json"},
      {"Idempotency-Key", identity_of(delivery)},
      {"Authorization", sign(config_.key, "POST", path_of(config_.url), request.body, now)}};
  return judge(client_.perform(request), delivery.attempts, now);
}

}  // namespace yiping::collector
