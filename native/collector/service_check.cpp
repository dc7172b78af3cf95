// SPDX-License-Identifier: Apache-2.0
#include "collector/service_check.hpp"

#include <algorithm>
#include <iterator>

#include "collector/problem.hpp"
#include "host/json.hpp"

namespace yiping::collector {
namespace {

using host::Json;

/// What a status is where no stage is told.
Stage stage_of(std::string_view status) {
  if (status == "applied") return Stage::application;
  return status == "accepted" ? Stage::acceptance : Stage::completion;
}

/// What decides whether, and until when, the event is rated (docs/profiles.md).
void read_rules(const ServiceRules& rules, const Body& body, ReportedService& event) {
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
  const Profile& profile = rules.regions.of(event.area);
  const auto closes = end_of(profile.windows.rating, event.service_time, rules.regions.calendar);
  if (!closes) throw Problem("calendar_missing", body.pointer_of("service_time"));
  event.window_closes = *closes;
}

ReportedService read_service(const ServiceRules& rules, const SystemKey& key, const Json& value,
                             const std::string& pointer) {
  const Body body(value, pointer,
                  {"area", "case_no", "service_no", "service_name", "service_time", "item_code",
                   "item_name", "org_code", "org_name", "org_area", "channel", "rater_kind",
                   "status", "stage", "kind", "business", "group", "commitment", "updated"});
  const ServiceReference reference = read_reference(rules, key, body);
  ReportedService event;
  event.area = reference.area;
  event.case_digest = digest_of(rules.tokens, reference);
  event.case_no = reference.case_no;
  event.service_no = reference.service_no;
  event.service_name = body.text("service_name", kMaxName);
  event.service_time = body.integer("service_time", 1, kMaxTime);
  event.item_code = body.text("item_code", kMaxCode);
  event.item_name = body.text("item_name", kMaxName);
  event.org_code = body.text("org_code", kMaxCode);
  event.org_name = body.text("org_name", kMaxName);
  if (body.has("org_area")) event.org_area = body.area("org_area");
  event.channel = read_channel(body);
  event.rater_kind = body.choice("rater_kind", {"natural_person", "organisation"});
  event.status = body.choice("status", {"applied", "accepted", "finished"});
  read_rules(rules, body, event);
  return event;
}

}  // namespace

ServiceRules rules_of(const Context& context) {
  return {context.config, context.tokens, context.regions};
}

std::string read_area(const ServiceRules& rules, const SystemKey& key, const Body& body) {
  std::string area = body.area("area");
  if (rules.config.area(area) == nullptr) throw Problem("area_unknown", body.pointer_of("area"));
  if (std::find(key.areas.begin(), key.areas.end(), area) == key.areas.end()) {
    throw Problem("area_refused", body.pointer_of("area"));
  }
  return area;
}

ServiceReference read_reference(const ServiceRules& rules, const SystemKey& key, const Body& body) {
  ServiceReference reference;
  reference.area = read_area(rules, key, body);
  reference.case_no = body.text("case_no", kMaxCode);
  reference.service_no = body.integer("service_no", 1, 9'999);
  return reference;
}

Id16 digest_of(const Tokens& tokens, const ServiceReference& reference) {
  return tokens.case_digest(reference.area, reference.case_no, reference.service_no);
}

std::string read_channel(const Body& body) {
  return body.choice("channel",
                     std::vector<std::string_view>(std::begin(kChannels), std::end(kChannels)));
}

std::vector<ReportedService> read_services(const ServiceRules& rules, const SystemKey& key,
                                           std::string_view bytes) {
  const Json value = read_json(bytes);
  const Body body(value, "", {"services"});
  const Json& list = body.list("services", kMaxServices);
  std::vector<ReportedService> events;
  events.reserve(list.size());
  for (const Json& each : list) {
    events.push_back(read_service(rules, key, each, host::pointer_to("/services", events.size())));
  }
  return events;
}

}  // namespace yiping::collector
