// SPDX-License-Identifier: Apache-2.0
// The holder of an invitation: what is rated, and the rating itself.
#include "collector/evaluation_check.hpp"
#include "collector/routes.hpp"
#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

using host::Json;

bool is_expired(const Token& token, Seconds now) { return now >= Seconds{token.expires}; }

Response get_invitation(Context& context, const Request& request) {
  const Token token = context.tokens.read(request.header("Authorization"));
  require_origin(context, request, token.area);
  if (is_expired(token, context.clock())) throw Problem("token_expired");
  const auto found = context.store.find_service(token.area, token.case_digest, token.round);
  if (!found) throw Problem("token_unknown");

  const ServedQuestionnaire& offered = context.questionnaires.offered();
  Json languages = Json::array();
  for (const auto& language : offered.languages) languages.push_back(language.tag);
  return json_response(
      {{"state", name_of(found->state)},
       {"area", token.area},
       {"round", token.round},
       {"service",
        {{"item_name", found->event.item_name},
         {"org_name", found->event.org_name},
         {"service_name", found->event.service_name},
         {"service_time", found->event.service_time}}},
       {"questionnaire",
        {{"id", offered.questionnaire.id}, {"version", offered.questionnaire.version}}},
       {"languages", std::move(languages)},
       {"window_closes", found->window_closes}});
}

Response post_evaluation(Context& context, const Request& request) {
  const Store::InFlight in_flight(context.store);
  const Token token = context.tokens.read(request.header("Authorization"));
  require_origin(context, request, token.area);
  CheckedEvaluation checked = check_evaluation(request.body, token.area, context.questionnaires);
  const Evaluation& evaluation = checked.evaluation;
  const std::string receipt = receipt_of(receipt_area(token.area), evaluation.submission);
  const std::string digest = digest_of(checked.document);
  const Hash32 hash = receipt_hash(receipt);
  // A retry of what is stored gets its receipt however late it comes.
  if (is_expired(token, context.clock()) && !context.store.find_receipt(hash)) {
    throw Problem("token_expired");
  }

  NewEvaluation row;
  row.area = token.area;
  row.submission = evaluation.submission;
  row.case_digest = token.case_digest;
  row.round = token.round;
  row.kind = name_of(token.kind);
  row.via = name_of(token.via);
  row.document = std::move(checked.document);
  row.digest = digest;
  row.receipt_hash = hash;
  row.level = evaluation.level;
  row.questionnaire_id = evaluation.questionnaire_id;
  row.questionnaire_version = evaluation.questionnaire_version;
  row.language = evaluation.language;
  row.submitted = evaluation.submitted;

  const auto answer = [&](int status) {
    return json_response(
        {{"digest", digest}, {"receipt", receipt}, {"submission", to_hex(evaluation.submission)}},
        status);
  };
  switch (context.store.put_evaluation(std::move(row))) {
    case EvaluationPut::stored:
      return answer(201);
    case EvaluationPut::replay:
      return answer(200);
    case EvaluationPut::digest_mismatch:
      throw Problem("digest_mismatch");
    case EvaluationPut::already_rated:
      throw Problem("already_rated");
    case EvaluationPut::window_closed:
      throw Problem("window_closed");
    case EvaluationPut::service_unknown:
      throw Problem("token_unknown");
  }
  throw Problem("internal");
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
