// SPDX-License-Identifier: Apache-2.0
#include "collector/rating.hpp"

#include <spdlog/spdlog.h>

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

/// By which moment a token's end is judged: no service is known yet that could bound it.
Seconds judged_at(const std::optional<DeviceClock>& device, Seconds now, const Profile& profile) {
  return judged_time(yiping::ServiceEvent{}, {now, device}, profile).time;
}

Occasion occasion_of(const ServiceFound& found) {
  const ReportedService& event = found.event;
  if (found.replied) return Occasion::re_rating;
  if (event.standing != Standing::service_case) return Occasion::visit;
  if (event.business == Business::batch) return Occasion::batch;
  return event.business == Business::theme && event.stage == Stage::overall ? Occasion::theme
                                                                            : Occasion::service;
}

Invited at_place(const Context& context, Place place, const Token& token) {
  const bool is_visit = place.standing == Standing::visit;
  Invited invited{{},
                  {RatingState::open, {}, Seconds{token.expires}},
                  context.questionnaires.offered(is_visit ? Occasion::visit : Occasion::general)};
  invited.event.standing = place.standing;
  invited.event.item_name = std::move(place.name);
  invited.event.org_name = std::move(place.org_name);
  invited.event.service_time = context.clock();
  return invited;
}

Json refusal(const Problem& problem) {
  Json told = {{"status", status_of(problem.code())}, {"code", problem.code()}};
  if (!problem.field().empty()) told["field"] = problem.field();
  return told;
}

/// `answer`: what its sender is told once it is there.
Json result_of(Json answer, const std::optional<EvaluationPut>& put) {
  if (!put) {
    spdlog::error("the store failed on one rating of a batch alone");
    return refusal(Problem("internal"));
  }
  try {
    answer["status"] = status_of(*put);
    return answer;
  } catch (const Problem& problem) {
    return refusal(problem);
  }
}

}  // namespace

std::string_view state_of(RatingState state) {
  switch (state) {
    case RatingState::open:
      return "open";
    case RatingState::correction_open:
    case RatingState::follow_up_open:
    case RatingState::rated:
    case RatingState::closed:
      return "rated";
    case RatingState::unrated:
    case RatingState::voided:
      return "closed";
    case RatingState::not_open:
      break;
  }
  return "not_open";
}

std::uint32_t token_expiry(const Config& config, Seconds now) {
  return static_cast<std::uint32_t>(std::min(now + config.token_days * kSecondsOfDay, kMaxTime));
}

void require_unexpired(const Token& token, Seconds now) {
  if (is_expired(token, now)) throw Problem("token_expired");
}

Invited invited_by(Context& context, const Token& token) {
  if (token.kind == TokenKind::open) {
    auto place = context.store.find_place(token.area, token.case_digest);
    if (!place) throw Problem("token_unknown");
    return at_place(context, *std::move(place), token);
  }
  auto found = context.store.find_service(token.area, token.case_digest, token.round);
  if (!found) throw Problem("token_unknown");
  const Occasion occasion = occasion_of(*found);
  return {std::move(found->event), found->offer, context.questionnaires.offered(occasion)};
}

Json invitation_of(const Token& token, const Invited& invited) {
  const ServedQuestionnaire& offered = invited.questionnaire;
  Json languages = Json::array();
  for (const auto& language : offered.languages) languages.push_back(language.tag);
  return {{"state", state_of(invited.offer.state)},
          {"area", token.area},
          {"round", token.round},
          {"standing", name_of(invited.event.standing)},
          {"service",
           {{"item_name", invited.event.item_name},
            {"org_name", invited.event.org_name},
            {"service_name", invited.event.service_name},
            {"service_time", invited.event.service_time}}},
          {"questionnaire",
           {{"id", offered.questionnaire.id}, {"version", offered.questionnaire.version}}},
          {"languages", std::move(languages)},
          {"window_closes", invited.offer.until.value_or(invited.event.window_closes)}};
}

std::string form_address(const Config& config, std::string_view token) {
  return config.public_url + "/f/" + std::string(token);
}

void take_turn(Context& context, const Request& request, const Token& token) {
  if (token.kind != TokenKind::open) return;
  const std::string key = request.address + " " + to_hex(token.case_digest);
  if (const Seconds wait = context.open_tokens.take(key, context.clock()); wait > 0) {
    throw Problem("slow_down").retry_in(wait);
  }
}

NewEvaluation make_row(const Context& context, std::string_view area, CheckedEvaluation checked) {
  const Evaluation& evaluation = checked.evaluation;
  NewEvaluation row;
  row.area = std::string(area);
  row.submission = evaluation.submission;
  row.digest = digest_of(checked.document);
  row.document = std::move(checked.document);
  row.receipt_hash = receipt_hash(receipt_of(receipt_area(area), evaluation.submission));
  row.level = evaluation.level;
  row.questionnaire_id = evaluation.questionnaire_id;
  row.questionnaire_version = evaluation.questionnaire_version;
  row.language = evaluation.language;
  row.submitted = evaluation.submitted;
  if (const auto& contact = checked.contact) {
    row.way = rating_way_named(contact->way).value_or(RatingWay::call_back);
    row.contact = context.contacts.seal(area, *contact, checked.contact_bytes, context.clock());
  }
  return row;
}

Json answer_of(const NewEvaluation& row) {
  return {{"digest", row.digest},
          {"receipt", receipt_of(receipt_area(row.area), row.submission)},
          {"submission", to_hex(row.submission)}};
}

Rating rating_of(const Context& context, const Token& token, CheckedEvaluation checked,
                 std::optional<DeviceClock> device) {
  Rating rating{make_row(context, token.area, std::move(checked)), {}};
  NewEvaluation& row = rating.row;
  row.case_digest = token.case_digest;
  row.round = token.round;
  row.kind = name_of(token.kind);
  row.via = name_of(token.via);
  row.device = device;
  rating.answer = answer_of(row);
  return rating;
}

Rating make_rating(Context& context, const Token& token, CheckedEvaluation checked,
                   std::optional<DeviceClock> device) {
  Rating rating = rating_of(context, token, std::move(checked), device);
  // A retry of what is stored gets its receipt however late it comes.
  const Seconds judged = judged_at(device, context.clock(), context.regions.of(token.area));
  if (is_expired(token, judged) && !context.store.find_receipt(rating.row.receipt_hash)) {
    throw Problem("token_expired");
  }
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
    case EvaluationPut::not_open:
      throw Problem("not_open");
    case EvaluationPut::correction_closed:
      throw Problem("correction_closed");
    case EvaluationPut::service_unknown:
      throw Problem("token_unknown");
  }
  throw Problem("internal");
}

Json store_each(Context& context, const Json& list,
                const std::function<Rating(const Json&)>& read) {
  Json results = Json::array();
  std::vector<NewEvaluation> rows;
  std::vector<std::size_t> places;  // of the rows in `results`
  for (const Json& each : list) {
    try {
      Rating rating = read(each);
      rows.push_back(std::move(rating.row));
      places.push_back(results.size());
      results.push_back(std::move(rating.answer));
    } catch (const Problem& problem) {
      results.push_back(refusal(problem));
    }
  }
  const auto put = context.store.put_evaluations(std::move(rows));
  for (std::size_t i = 0; i < places.size(); ++i) {
    Json& result = results[places[i]];
    result = result_of(std::move(result), put[i]);
  }
  return results;
}

StoredRating store_rating(Context& context, const Token& token, CheckedEvaluation checked) {
  Rating rating = make_rating(context, token, std::move(checked), std::nullopt);
  const int status = status_of(context.store.put_evaluation(std::move(rating.row)));
  return {status, std::move(rating.answer)};
}

}  // namespace yiping::collector
