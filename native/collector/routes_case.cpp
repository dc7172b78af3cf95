// SPDX-License-Identifier: Apache-2.0
// The desk: bad-review cases (差评整改), as an officer may see them.
#include <algorithm>

#include "collector/body.hpp"
#include "collector/desk.hpp"
#include "collector/redact.hpp"
#include "collector/routes.hpp"
#include "host/hmac.hpp"
#include "host/json.hpp"
#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

using host::Json;

constexpr std::size_t kMaxReply = 1'000;
constexpr std::string_view kLanguages[] = {"zh-Hans", "en"};

Json written(const CaseSummary& summary, Seconds now) {
  const bool waits = summary.state == CaseState::opened || summary.state == CaseState::reopened;
  return {{"id", to_hex(summary.id)},
          {"state", name_of(summary.state)},
          {"version", summary.version},
          {"level", name_of(summary.level)},
          {"item_name", summary.item_name},
          {"org_name", summary.org_name},
          {"channel", summary.channel},
          {"week", summary.week},
          {"due", summary.due},
          {"overdue", waits && summary.due < now}};
}

/// The codes that were ticked, with their wording in both languages.
Json reasons_of(const Json& document, const ServedQuestionnaire* served) {
  Json reasons = Json::array();
  if (!document.contains("reasons")) return reasons;
  const Json& ticked = document["reasons"];
  std::string prefix = "reason.";
  prefix.append(ticked["list"].get_ref<const std::string&>()).append(".");
  for (const Json& code : ticked["codes"]) {
    const auto name = code.get<std::string>();
    Json reason = {{"code", name}};
    for (const std::string_view language : kLanguages) {
      const Locale* locale = served == nullptr ? nullptr : served->questionnaire.locale(language);
      reason["text"][std::string(language)] =
          locale == nullptr ? name : std::string(locale->text(prefix + name, name));
    }
    reasons.push_back(std::move(reason));
  }
  return reasons;
}

std::string redacted_texts(const Json& document) {
  std::string all;
  for (const auto& [item, text] : document["texts"].items()) {
    all.append(all.empty() ? "" : "\n").append(text.get<std::string>());
  }
  return redact(all);
}

Json moves_of(CaseState state) {
  Json moves = Json::array();
  for (const CaseMove move : officer_moves(state)) moves.push_back(name_of(move));
  return moves;
}

/// Chosen member by member: the document has times and the submission id, which no officer sees.
Json written(const Context& context, const CaseDetail& detail) {
  Json out = written(detail.summary, context.clock());
  const Json document = host::parse_json(detail.document).value;
  const ServedQuestionnaire* served =
      context.questionnaires.find(detail.questionnaire_id, detail.questionnaire_version);
  out["reasons"] = reasons_of(document, served);
  out["dimensions"] = document["dimensions"];
  out["text"] = redacted_texts(document);
  out["reply"] = detail.reply;
  out["moves"] = moves_of(detail.summary.state);
  Json& history = out["history"] = Json::array();
  for (const CaseEvent& event : detail.history) {
    Json one = {{"move", event.move}, {"by", event.by}, {"text", event.text}};
    // A case opens in the transaction of its rating: that moment is the rating's.
    if (event.move != "opened") one["at"] = event.at;
    history.push_back(std::move(one));
  }
  return out;
}

Id16 read_id(const std::string& hex) {
  const auto bytes = host::from_hex(hex);
  Id16 id{};
  if (!bytes || bytes->size() != id.size()) throw Problem("case_unknown");
  std::copy(bytes->begin(), bytes->end(), id.begin());
  return id;
}

Response list_cases(Context& context, const Request& request) {
  const FoundSession found = require_officer(context, request);
  const std::string_view state = request.query_value("state").value_or("open");
  if (state != "open" && state != "closed" && state != "all") {
    throw Problem("bad_value", "/state", {{"expected", "open, closed, all"}});
  }
  const CaseFilter filter = state == "open"     ? CaseFilter::open
                            : state == "closed" ? CaseFilter::closed
                                                : CaseFilter::all;
  const Seconds now = context.clock();
  Json cases = Json::array();
  for (const CaseSummary& summary : context.store.list_cases(found.staff.area, filter)) {
    cases.push_back(written(summary, now));
  }
  return json_response({{"cases", std::move(cases)}});
}

Response get_case(Context& context, const Request& request, const std::string& id) {
  const FoundSession found = require_officer(context, request);
  const auto detail = context.store.get_case(found.staff.area, read_id(id));
  if (!detail) throw Problem("case_unknown");
  context.store.audit({"case.read", found.staff.area, found.staff.name, id});
  return json_response(written(context, *detail));
}

Response move_case(Context& context, const FoundSession& found, const std::string& id,
                   const Body& body, CaseMove move, std::string text) {
  const std::int64_t version = body.integer("version", 1, 1'000'000);
  const CaseMoved moved = context.store.move_case(found.staff.area, read_id(id), version, move,
                                                  std::move(text), found.staff.name);
  switch (moved.result) {
    case CasePut::moved:
      return json_response(written(context, *moved.detail));
    case CasePut::unknown:
      throw Problem("case_unknown");
    case CasePut::stale:
      throw Problem("case_moved");
    case CasePut::refused:
      break;
  }
  throw move_refused(officer_moves(moved.detail->summary.state));
}

Response reply_to_case(Context& context, const Request& request, const std::string& id) {
  const FoundSession found = require_change(context, request);
  const Json value = read_json(request.body);
  const Body body(value, "", {"version", "text"});
  return move_case(context, found, id, body, CaseMove::reply, body.text("text", kMaxReply));
}

Response close_case(Context& context, const Request& request, const std::string& id) {
  const FoundSession found = require_change(context, request);
  const Json value = read_json(request.body);
  const Body body(value, "", {"version"});
  return move_case(context, found, id, body, CaseMove::close, {});
}

}  // namespace

std::vector<Route> case_routes(Context& context) {
  return {{"GET", "/v1/admin/cases", Sharing::none, 0,
           [&context](const Request& request, const PathParts&) {
             return list_cases(context, request);
           }},
          {"GET", "/v1/admin/cases/{id}", Sharing::none, 0,
           [&context](const Request& request, const PathParts& parts) {
             return get_case(context, request, parts[0]);
           }},
          {"POST", "/v1/admin/cases/{id}/reply", Sharing::none, kSmallBody,
           [&context](const Request& request, const PathParts& parts) {
             return reply_to_case(context, request, parts[0]);
           }},
          {"POST", "/v1/admin/cases/{id}/close", Sharing::none, kSmallBody,
           [&context](const Request& request, const PathParts& parts) {
             return close_case(context, request, parts[0]);
           }}};
}

}  // namespace yiping::collector
