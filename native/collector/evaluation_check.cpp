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

/// The core's codes that this interface does not have, as its nearest ones.
std::string_view code_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::bad_cbor:
    case ErrorCode::too_large:
      return "bad_json";
    case ErrorCode::unknown_item:
      return "unknown_field";
    case ErrorCode::level_missing:
    case ErrorCode::answer_missing:
      return "missing_field";
    case ErrorCode::unknown_mode:
    case ErrorCode::hidden_item:
    case ErrorCode::no_page:
    case ErrorCode::nothing_to_undo:
    case ErrorCode::unknown_paging:
    case ErrorCode::language_missing:
    case ErrorCode::duplicate_id:
    case ErrorCode::missing_text:
    case ErrorCode::unknown_intent:
    case ErrorCode::wrong_phase:
    case ErrorCode::stale_handle:
    case ErrorCode::too_many_handles:
    case ErrorCode::bad_argument:
      return "bad_value";
    case ErrorCode::too_deep:
    case ErrorCode::duplicate_key:
    case ErrorCode::not_utf8:
    case ErrorCode::unknown_field:
    case ErrorCode::missing_field:
    case ErrorCode::wrong_type:
    case ErrorCode::bad_value:
    case ErrorCode::unknown_option:
    case ErrorCode::unknown_level:
    case ErrorCode::reason_of_other_level:
    case ErrorCode::text_too_long:
    case ErrorCode::questionnaire_mismatch:
    case ErrorCode::not_canonical:
      return name_of(code);
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
