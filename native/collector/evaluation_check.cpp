// SPDX-License-Identifier: Apache-2.0
#include "collector/evaluation_check.hpp"

#include <span>
#include <vector>

#include "collector/body.hpp"
#include "collector/context.hpp"
#include "collector/problem.hpp"

namespace yiping::collector {
namespace {

constexpr std::string_view kMember = "evaluation";
constexpr std::string_view kBefore = "{\"evaluation\":";
constexpr std::string_view kAfter = "}";

struct Told {
  ErrorCode code;
  std::string_view as;
};

/// What an interface calls the faults that a document can have; all else is a bad value.
constexpr Told kTold[] = {
    {ErrorCode::bad_cbor, "bad_json"},
    {ErrorCode::too_large, "bad_json"},
    {ErrorCode::too_deep, "too_deep"},
    {ErrorCode::duplicate_key, "duplicate_key"},
    {ErrorCode::not_utf8, "not_utf8"},
    {ErrorCode::unknown_field, "unknown_field"},
    {ErrorCode::unknown_item, "unknown_field"},
    {ErrorCode::missing_field, "missing_field"},
    {ErrorCode::level_missing, "missing_field"},
    {ErrorCode::answer_missing, "missing_field"},
    {ErrorCode::wrong_type, "wrong_type"},
    {ErrorCode::unknown_option, "unknown_option"},
    {ErrorCode::unknown_level, "unknown_level"},
    {ErrorCode::reason_of_other_level, "reason_of_other_level"},
    {ErrorCode::text_too_long, "text_too_long"},
    {ErrorCode::questionnaire_mismatch, "questionnaire_mismatch"},
    {ErrorCode::not_canonical, "not_canonical"},
};

std::string_view code_of(ErrorCode code) {
  for (const Told& told : kTold) {
    if (told.code == code) return told.as;
  }
  return "bad_value";
}

Problem problem_of(const Error& error, const Questionnaire* questionnaire) {
  std::vector<Problem::Value> values;
  if (error.code == ErrorCode::text_too_long && questionnaire != nullptr) {
    const Item* item = questionnaire->item(error.where.substr(error.where.rfind('/') + 1));
    if (item != nullptr) values.push_back({"limit", std::to_string(item->limit)});
  }
  return Problem(std::string(code_of(error.code)), host::pointer_to("", kMember) + error.where,
                 std::move(values));
}

CheckedEvaluation check(const host::Json& document, std::string_view bytes, std::string_view area,
                        const Questionnaires& questionnaires) {
  Result<Evaluation> read = read_evaluation(host::to_cbor(document));
  if (!read) throw problem_of(read.error(), nullptr);
  CheckedEvaluation checked{*std::move(read), {}};
  const Evaluation& evaluation = checked.evaluation;

  const ServedQuestionnaire* served =
      questionnaires.find(evaluation.questionnaire_id, evaluation.questionnaire_version);
  if (served == nullptr) throw Problem("questionnaire_mismatch", "/evaluation/questionnaire");
  Result<Rebuilt> rebuilt =
      rebuild_evaluation(served->questionnaire, evaluation, nullptr, receipt_area(area));
  if (!rebuilt) throw problem_of(rebuilt.error(), &served->questionnaire);
  if (rebuilt->document != bytes) throw Problem("not_canonical", "/evaluation");
  checked.document = std::move(rebuilt->document);
  return checked;
}

}  // namespace

CheckedEvaluation check_evaluation(std::string_view body, std::string_view area,
                                   const Questionnaires& questionnaires) {
  const host::Json whole = read_json(body);
  const Body envelope(whole, "", {kMember});
  const host::Json& parsed = envelope.member(kMember);
  // One spelling of the envelope: what is stored is the very bytes that came.
  if (!body.starts_with(kBefore) || !body.ends_with(kAfter)) throw Problem("not_canonical");
  const std::string_view document =
      body.substr(kBefore.size(), body.size() - kBefore.size() - kAfter.size());
  return check(parsed, document, area, questionnaires);
}

CheckedEvaluation check_document(const host::Json& document, std::string_view area,
                                 const Questionnaires& questionnaires) {
  return check(document, host::canonical(document), area, questionnaires);
}

}  // namespace yiping::collector
