// SPDX-License-Identifier: Apache-2.0
// Ratings that people gave elsewhere, entered for them (代录) by a system that is trusted with it:
// by telephone, in answer to a message, on paper, in an older system.
#include <limits>
#include <utility>

#include "collector/body.hpp"
#include "collector/rating.hpp"
#include "collector/reply.hpp"
#include "collector/routes.hpp"
#include "collector/service_check.hpp"
#include "collector/signature.hpp"
#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

using host::Json;

constexpr std::size_t kMaxEntries = 100;
constexpr std::size_t kMaxId = 64;
constexpr std::size_t kMaxOperator = 64;
constexpr std::size_t kMaxLanguage = 16;
constexpr std::size_t kMaxText = 1'000;
constexpr std::int64_t kMaxRound = std::numeric_limits<std::uint8_t>::max();
/// Of the sender's clock before ours, as of its signature.
constexpr Seconds kAhead = kSignatureWindow;

/// Said without naming a question: the questionnaire's first text.
Json with_text(Json answers, const Questionnaire& questionnaire, const std::string& text) {
  for (const Item& item : questionnaire.items) {
    if (item.kind != Item::Kind::text || item.beside) continue;
    if (!text.empty()) answers["texts"][std::string(item.id)] = text;
    break;
  }
  return answers;
}

/// A message's answer, as a document has it.
Json answers_of_reply(const Context& context, const Body& body, const Questionnaire& questionnaire,
                      std::string_view language) {
  const Locale* locale = questionnaire.locale(language);
  const auto reply = locale == nullptr
                         ? std::nullopt
                         : read_reply(body.text("reply", kMaxText), context.reply_levels, *locale);
  if (!reply) throw Problem("reply_unreadable", body.pointer_of("reply"));
  return with_text({{"level", name_of(reply->level)}}, questionnaire, reply->text);
}

Json answers_of(const Context& context, const Body& body, const Questionnaire& questionnaire,
                std::string_view language) {
  const std::string_view excluded = body.has("answers") ? "reply" : "text";
  if (body.has(excluded)) throw Problem("unknown_field", body.pointer_of(excluded));
  if (!body.has("answers")) return answers_of_reply(context, body, questionnaire, language);
  const Json& answers = body.member("answers");
  // All else of a document is ours to say.
  const Body checked(answers, body.pointer_of("answers"),
                     {"choices", "dimensions", "level", "reasons", "texts"});
  if (!body.has("text")) return answers;
  if (answers.contains("texts")) throw Problem("unknown_field", body.pointer_of("text"));
  return with_text(answers, questionnaire, body.text("text", kMaxText));
}

/// The version on which it is stored already, so that a retry says the same; else what is offered.
const Questionnaire& questionnaire_of(Context& context, const Token& token,
                                      const Id16& submission) {
  const std::string receipt = receipt_of(receipt_area(token.area), submission);
  if (const auto earlier = context.store.find_document(receipt_hash(receipt))) {
    const auto* served =
        context.questionnaires.find(earlier->questionnaire_id, earlier->questionnaire_version);
    if (served != nullptr) return served->questionnaire;
  }
  try {
    return invited_by(context, token).questionnaire.questionnaire;
  } catch (const Problem& problem) {
    if (problem.code() != "token_unknown") throw;
    throw Problem("service_unknown");
  }
}

Json frame_of(const Questionnaire& questionnaire, std::string_view language, const Id16& submission,
              Seconds rated) {
  return {{"schema", "yiping.evaluation/1"},
          {"submission", to_hex(submission)},
          {"questionnaire",
           {{"id", questionnaire.id},
            {"version", questionnaire.version},
            {"hash", questionnaire.hash}}},
          {"language", language},
          {"first_touch", rated},
          {"submitted", rated},
          {"modes", Json::array()},
          {"dimensions", Json::object()},
          {"texts", Json::object()},
          {"contact", false}};
}

CheckedEvaluation check_entry(const Context& context, const Body& body, const Token& token,
                              const Questionnaire& questionnaire, const Id16& submission) {
  const std::string language =
      body.has("language") ? body.text("language", kMaxLanguage) : "zh-Hans";
  const Seconds rated = body.integer("rated", 1, context.clock() + kAhead);
  Json document = frame_of(questionnaire, language, submission, rated);
  document.update(answers_of(context, body, questionnaire, language));
  return check_answers(document, body.pointer_of("answers"), token.area, context.questionnaires);
}

Rating read_entry(Context& context, const SystemKey& key, const Json& value) {
  const Body body(value, "",
                  {"id", "area", "case_no", "service_no", "round", "source", "operator", "rated",
                   "language", "answers", "text", "reply"});
  const ServiceReference reference = read_reference(rules_of(context), key, body);
  Token token;
  token.area = reference.area;
  token.case_digest = digest_of(context.tokens, reference);
  if (body.has("round")) {
    token.round = static_cast<std::uint8_t>(body.integer("round", 1, kMaxRound));
  }
  const Id16 submission = context.tokens.entry_digest(token.area, body.text("id", kMaxId));
  const Questionnaire& questionnaire = questionnaire_of(context, token, submission);
  CheckedEvaluation checked = check_entry(context, body, token, questionnaire, submission);

  // It counts from when it was said, as what a terminal held back does.
  const DeviceClock said{checked.evaluation.first_touch, 0};
  Rating rating = rating_of(context, token, std::move(checked), said);
  rating.row.via = body.choice("source", {"phone", "sms", "paper", "import"});
  rating.row.actor = key.id;
  if (body.has("operator")) rating.row.actor += "/" + body.text("operator", kMaxOperator);
  return rating;
}

Response post_entries(Context& context, const Request& request) {
  const Store::InFlight in_flight(context.store);
  const SystemKey& key = signed_by(request, context.config.system_keys, context.clock());
  if (!key.entries) throw Problem("entries_refused");
  const Json value = read_json(request.body);
  const Body body(value, "", {"entries"});
  return json_response(
      {{"results", store_each(context, body.list("entries", kMaxEntries),
                              [&](const Json& each) { return read_entry(context, key, each); })}});
}

}  // namespace

std::vector<Route> entry_routes(Context& context) {
  return {{"POST", "/v1/entries", Sharing::none, kBatchBody,
           [&context](const Request& request, const PathParts&) {
             return post_entries(context, request);
           }}};
}

}  // namespace yiping::collector
