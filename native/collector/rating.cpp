// SPDX-License-Identifier: Apache-2.0
#include "collector/rating.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "collector/problem.hpp"
#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

using host::Json;

constexpr Seconds kSecondsOfDay = 86'400;
constexpr Seconds kMaxTime = std::numeric_limits<std::uint32_t>::max();

bool is_expired(const Token& token, Seconds now) { return now >= Seconds{token.expires}; }

}  // namespace

std::uint32_t token_expiry(const Config& config, Seconds now) {
  return static_cast<std::uint32_t>(std::min(now + config.token_days * kSecondsOfDay, kMaxTime));
}

void require_unexpired(const Token& token, Seconds now) {
  if (is_expired(token, now)) throw Problem("token_expired");
}

Json invitation_of(Context& context, const Token& token) {
  const auto found = context.store.find_service(token.area, token.case_digest, token.round);
  if (!found) throw Problem("token_unknown");
  const ServedQuestionnaire& offered = context.questionnaires.offered();
  Json languages = Json::array();
  for (const auto& language : offered.languages) languages.push_back(language.tag);
  return {{"state", name_of(found->state)},
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
          {"window_closes", found->window_closes}};
}

Rating make_rating(Context& context, const Token& token, CheckedEvaluation checked, Judged judged) {
  const Evaluation& evaluation = checked.evaluation;
  const std::string receipt = receipt_of(receipt_area(token.area), evaluation.submission);

  Rating rating;
  NewEvaluation& row = rating.row;
  row.area = token.area;
  row.submission = evaluation.submission;
  row.case_digest = token.case_digest;
  row.round = token.round;
  row.kind = name_of(token.kind);
  row.via = name_of(token.via);
  row.digest = digest_of(checked.document);
  row.document = std::move(checked.document);
  row.receipt_hash = receipt_hash(receipt);
  row.level = evaluation.level;
  row.questionnaire_id = evaluation.questionnaire_id;
  row.questionnaire_version = evaluation.questionnaire_version;
  row.language = evaluation.language;
  row.submitted = evaluation.submitted;
  row.judged = judged;
  // A retry of what is stored gets its receipt however late it comes.
  if (is_expired(token, judged_at(row, context.clock())) &&
      !context.store.find_receipt(row.receipt_hash)) {
    throw Problem("token_expired");
  }
  rating.answer = {
      {"digest", row.digest}, {"receipt", receipt}, {"submission", to_hex(row.submission)}};
  return rating;
}

int status_of(EvaluationPut put) {
  switch (put) {
    case EvaluationPut::stored:
      return 201;
    case EvaluationPut::replay:
      return 200;
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

StoredRating store_rating(Context& context, const Token& token, CheckedEvaluation checked) {
  Rating rating = make_rating(context, token, std::move(checked), Judged::on_arrival);
  const int status = status_of(context.store.put_evaluation(std::move(rating.row)));
  return {status, std::move(rating.answer)};
}

}  // namespace yiping::collector
