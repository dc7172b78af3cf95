// SPDX-License-Identifier: Apache-2.0
// The desk: bad-review cases (差评整改), as an officer may see them.
#include <algorithm>
#include <limits>

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
constexpr std::size_t kMaxUnit = 64;
constexpr std::size_t kUsualCases = 50;
constexpr std::int64_t kMostCases = 200;
constexpr std::int64_t kMaxTime = std::numeric_limits<std::uint32_t>::max();
constexpr std::string_view kLanguages[] = {"zh-Hans", "en"};

Json written(const CaseSummary& summary, Seconds now) {
  const Case& facts = summary.facts;
  Json out = {{"id", to_hex(summary.id)},
              {"state", name_of(facts.state)},
              {"version", summary.version},
              {"level", name_of(summary.level)},
              {"item_name", summary.item_name},
              {"org_name", summary.org_name},
              {"owner", facts.owner},
              {"channel", summary.channel},
              {"week", summary.week},
              {"due", summary.due},
              {"overdue", summary.duty && summary.due <= now}};
  if (summary.duty) {
    out["duty"] = name_of(*summary.duty);
    out["warns"] = summary.warns;
  }
  return out;
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

/// Chosen member by member: the document has times and the submission id, which no officer sees.
Json written(const Context& context, const Staff& officer, const CaseDetail& detail) {
  Json out = written(detail.summary, context.clock());
  const Json document = host::parse_json(detail.document).value;
  const ServedQuestionnaire* served =
      context.questionnaires.find(detail.questionnaire_id, detail.questionnaire_version);
  out["reasons"] = reasons_of(document, served);
  out["dimensions"] = document["dimensions"];
  out["text"] = redacted_texts(document);
  out["reply"] = detail.reply;
  const Case& facts = detail.summary.facts;
  out["origin"] = name_of(facts.origin);
  out["way"] = name_of(facts.way);
  out["finding"] = name_of(facts.finding);
  out["ruling"] = name_of(facts.ruling);
  out["extension"] = name_of(facts.extension);
  out["appeal"] = name_of(facts.appeal);
  out["outcome"] = name_of(facts.outcome);
  Json& moves = out["moves"] = Json::array();
  for (const CaseMove move : context.store.moves_of(officer, facts)) moves.push_back(name_of(move));
  Json& history = out["history"] = Json::array();
  for (const CaseEvent& event : detail.history) {
    Json one = {{"move", event.move}, {"by", event.by}, {"text", event.text}};
    // A case opens in the transaction of its rating: that moment is the rating's.
    if (event.move != "opened") one["at"] = event.at;
    if (!event.role.empty()) one["role"] = event.role;
    if (!event.unit.empty()) one["unit"] = event.unit;
    if (event.date != 0) one["date"] = event.date;
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

/// "<due>-<id>" of the last case of the page before.
CasePlace read_place(std::string_view text) {
  const std::size_t dash = text.find('-');
  const auto due = read_whole(text.substr(0, dash));
  const auto id = read_submission(dash == std::string_view::npos ? "" : text.substr(dash + 1));
  if (!due || !id) throw Problem("bad_value", "/after");
  return {*due, *id};
}

std::size_t read_limit(std::string_view text) {
  const auto limit = read_whole(text);
  if (!limit || *limit < 1 || *limit > kMostCases) {
    throw Problem("bad_value", "/limit", {{"expected", "1 … " + std::to_string(kMostCases)}});
  }
  return static_cast<std::size_t>(*limit);
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
  const auto after = request.query_value("after");
  const auto asked = request.query_value("limit");
  const std::size_t limit = asked ? read_limit(*asked) : kUsualCases;
  const auto listed = context.store.list_cases(found.staff, filter,
                                               after ? read_place(*after) : CasePlace{}, limit);
  Json cases = Json::array();
  for (const CaseSummary& summary : listed) cases.push_back(written(summary, now));
  Json answer = {{"cases", std::move(cases)}};
  if (listed.size() == limit) {
    answer["next"] = std::to_string(listed.back().due) + "-" + to_hex(listed.back().id);
  }
  return json_response(answer);
}

Response get_case(Context& context, const Request& request, const std::string& id) {
  const FoundSession found = require_officer(context, request);
  const auto detail = context.store.get_case(found.staff, read_id(id));
  if (!detail) throw Problem("case_unknown");
  context.store.audit({"case.read", found.staff.area, found.staff.name, id});
  return json_response(written(context, found.staff, *detail));
}

/// As an interface calls what the core refused.
[[noreturn]] void refuse(const Context& context, const Staff& officer, const CaseMoved& moved) {
  const Error error = moved.error.value_or(Error{ErrorCode::illegal_move, {}});
  if (error.code == ErrorCode::reason_missing) throw Problem("missing_field", "/text");
  if (error.code == ErrorCode::bad_value) throw Problem("bad_value", error.where);
  throw move_refused(context.store.moves_of(officer, moved.detail->summary.facts));
}

CaseInput read_input(const std::string& name, const Body& body) {
  const auto move = case_move_named(name);
  if (!move) throw Problem("bad_value", "/move");
  CaseInput input{.move = *move};
  if (body.has("text")) input.text = body.text("text", kMaxReply);
  if (body.has("unit")) input.unit = body.text("unit", kMaxUnit);
  if (body.has("date")) input.date = body.integer("date", 1, kMaxTime);
  if (body.has("into")) input.into = body.text("into", kMaxUnit);
  return input;
}

/// One step of a case, in whichever of the officer's roles may take it.
Response move_case(Context& context, const Request& request, const std::string& id,
                   const std::string& name) {
  const FoundSession found = require_change(context, request);
  const Json value = read_json(request.body);
  const Body body(value, "", {"version", "text", "unit", "date", "into"});
  const std::int64_t version = body.integer("version", 1, 1'000'000);
  const CaseMoved moved =
      context.store.move_case(found.staff, read_id(id), version, read_input(name, body));
  switch (moved.result) {
    case CasePut::moved:
      return json_response(written(context, found.staff, *moved.detail));
    case CasePut::unknown:
      throw Problem("case_unknown");
    case CasePut::stale:
      throw Problem("case_moved");
    case CasePut::refused:
      break;
  }
  refuse(context, found.staff, moved);
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
          {"POST", "/v1/admin/cases/{id}/{move}", Sharing::none, kSmallBody,
           [&context](const Request& request, const PathParts& parts) {
             return move_case(context, request, parts[0], parts[1]);
           }}};
}

}  // namespace yiping::collector
