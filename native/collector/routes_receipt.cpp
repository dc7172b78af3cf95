// SPDX-License-Identifier: Apache-2.0
// The holder of a receipt (回执): state of the rating and of its case, and the answer to a reply.
#include <algorithm>
#include <limits>

#include "collector/body.hpp"
#include "collector/evaluation_check.hpp"
#include "collector/rating.hpp"
#include "collector/routes.hpp"
#include "host/hmac.hpp"
#include "yiping/evaluation.hpp"
#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

using host::Json;

constexpr std::size_t kMaxTyped = 100;
constexpr Seconds kMaxTime = std::numeric_limits<std::uint32_t>::max();

/// The invitation to a further rating, for the holder of the first one's receipt.
Json follow_up(const Context& context, const ReceiptFound& found) {
  Token token;
  token.area = found.area;
  token.case_digest = found.case_digest;
  token.round = static_cast<std::uint8_t>(found.round + 1);
  const Seconds closes = found.offer.until.value_or(context.clock());
  token.expires = static_cast<std::uint32_t>(std::min(closes, kMaxTime));
  return {{"token", context.tokens.mint(token)}, {"until", closes}};
}

/// What the citizen said; how an office ended it otherwise is not an answer.
std::string_view outcome_of(const CaseOfReceipt& its_case) {
  switch (its_case.outcome) {
    case CaseOutcome::satisfied:
    case CaseOutcome::partly:
    case CaseOutcome::not_satisfied:
      return name_of(its_case.outcome);
    case CaseOutcome::none:
    case CaseOutcome::unreachable:
    case CaseOutcome::no_contact:
    case CaseOutcome::by_office:
      break;
  }
  return {};
}

Json written(const Context& context, const ReceiptFound& found) {
  Json out = {
      {"state", "stored"},          {"level", name_of(found.level)}, {"item_name", found.item_name},
      {"org_name", found.org_name}, {"submitted", found.submitted},  {"way", name_of(found.way)}};
  if (found.corrected != 0) out["corrected"] = found.corrected;
  if (allows(found.offer.state, Act::correct)) {
    out["correct_until"] = found.offer.until.value_or(0);
  }
  if (allows(found.offer.state, Act::follow_up)) out["follow_up"] = follow_up(context, found);
  if (const auto& rectification = found.rectification) {
    Json& shown = out["case"];
    shown = {{"state", name_of(rectification->state)}, {"due", rectification->due}};
    if (!rectification->reply.empty()) {
      shown["reply"] = rectification->reply;
      shown["replied"] = rectification->replied;
    }
    const auto answered = outcome_of(*rectification);
    if (!answered.empty()) shown["outcome"] = answered;
    Json& moves = shown["answers"] = Json::array();
    for (const CaseMove move : rectification->moves) moves.push_back(name_of(move));
  }
  return out;
}

/// The receipt's hash, after the address' quota and the origin.
Hash32 read_holder(Context& context, const Request& request, const Body& body) {
  if (const Seconds wait = context.receipts.take(request.address, context.clock()); wait > 0) {
    throw Problem("slow_down").retry_in(wait);
  }
  const std::string receipt = read_receipt(body.text("receipt", kMaxTyped));
  if (receipt.empty()) throw Problem("bad_receipt", body.pointer_of("receipt"));
  require_origin(context, request, std::string_view(receipt).substr(0, 6));
  return receipt_hash(receipt);
}

Response lookup(Context& context, const Request& request) {
  const Json value = read_json(request.body);
  const Body body(value, "", {"receipt"});
  const auto found = context.store.find_receipt(read_holder(context, request, body));
  return json_response(found ? written(context, *found) : Json{{"state", "not_arrived"}});
}

Response answer(Context& context, const Request& request) {
  const Store::InFlight in_flight(context.store);
  const Json value = read_json(request.body);
  const Body body(value, "", {"receipt", "answer"});
  const CaseMove move =
      *case_move_named(body.choice("answer", {"satisfied", "partly", "not_satisfied"}));
  const ReceiptAnswer answered =
      context.store.answer_receipt(read_holder(context, request, body), move);
  switch (answered.result) {
    case CasePut::moved:
      return json_response(written(context, *answered.receipt));
    case CasePut::unknown:
      throw Problem("case_unknown");
    case CasePut::stale:
      throw Problem("case_moved");
    case CasePut::refused:
      break;
  }
  const auto& its_case = answered.receipt->rectification;
  throw move_refused(its_case ? its_case->moves : std::vector<CaseMove>{});
}

/// What was answered, in a session that can be changed and sent under an id of its own.
Response reopen(Context& context, const Request& request) {
  const Json value = read_json(request.body);
  const Body body(value, "", {"receipt"});
  const auto found = context.store.find_document(read_holder(context, request, body));
  if (!found) throw Problem("receipt_unknown");
  if (!allows(found->offer.state, Act::correct)) throw Problem("correction_closed");
  const ServedQuestionnaire* served =
      context.questionnaires.find(found->questionnaire_id, found->questionnaire_version);
  if (served == nullptr) throw Problem("questionnaire_unknown");
  const auto document = host::parse_json(found->document);
  auto evaluation = read_evaluation(host::to_cbor(document.value));
  if (!evaluation) throw Problem("internal");
  // What is kept sealed is given back to nobody: who wants to be called back says so again.
  evaluation->contact = false;
  yiping::Correction correction;
  host::fill_random(correction.submission);
  correction.area = receipt_area(found->area);
  correction.opened = static_cast<UnixTime>(context.clock());
  const auto session = reopen_evaluation(served->questionnaire, *evaluation, nullptr, correction);
  if (!session) throw Problem("internal");
  return json_response(
      {{"questionnaire",
        {{"id", found->questionnaire_id}, {"version", found->questionnaire_version}}},
       {"language", evaluation->language},
       {"submission", to_hex(correction.submission)},
       {"snapshot", host::base64url(as_bytes(session->save()))},
       {"until", found->offer.until.value_or(0)}});
}

Response correct(Context& context, const Request& request) {
  const Store::InFlight in_flight(context.store);
  const Json value = read_json(request.body);
  const Body body(value, "", {"receipt", "evaluation", "contact"});
  NewCorrection correction;
  correction.receipt_hash = read_holder(context, request, body);
  // Its area is the rated service's: a receipt names six digits of it.
  const auto found = context.store.find_receipt(correction.receipt_hash);
  if (!found) throw Problem("receipt_unknown");
  correction.evaluation =
      make_row(context, found->area, check_members(body, found->area, context.questionnaires));
  Json answer = answer_of(correction.evaluation);
  const int status = status_of(context.store.correct_evaluation(std::move(correction)));
  return json_response(answer, status);
}

/// The rating stays; whom to call back is forgotten.
Response withdraw_contact(Context& context, const Request& request) {
  const Store::InFlight in_flight(context.store);
  const Json value = read_json(request.body);
  const Body body(value, "", {"receipt"});
  const Hash32 holder = read_holder(context, request, body);
  if (!context.store.find_receipt(holder)) throw Problem("receipt_unknown");
  context.store.forget_contact(holder);
  return json_response({{"state", "withdrawn"}});
}

}  // namespace

std::vector<Route> receipt_routes(Context& context) {
  return {
      {"POST", "/v1/receipts:lookup", Sharing::area_origin, kSmallBody,
       [&context](const Request& request, const PathParts&) { return lookup(context, request); }},
      {"POST", "/v1/receipts:reopen", Sharing::area_origin, kSmallBody,
       [&context](const Request& request, const PathParts&) { return reopen(context, request); }},
      {"POST", "/v1/receipts:correct", Sharing::area_origin, kEvaluationBody,
       [&context](const Request& request, const PathParts&) { return correct(context, request); }},
      {"POST", "/v1/receipts:withdraw-contact", Sharing::area_origin, kSmallBody,
       [&context](const Request& request, const PathParts&) {
         return withdraw_contact(context, request);
       }},
      {"POST", "/v1/receipts:answer", Sharing::area_origin, kSmallBody,
       [&context](const Request& request, const PathParts&) { return answer(context, request); }}};
}

}  // namespace yiping::collector
