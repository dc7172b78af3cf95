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
constexpr std::string_view kContact = "contact";

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

/// `place`: pointer of what the error is in.
Problem problem_of(const Error& error, const std::string& place,
                   const Questionnaire* questionnaire) {
  std::vector<Problem::Value> values;
  if (error.code == ErrorCode::text_too_long && questionnaire != nullptr) {
    const Item* item = questionnaire->item(error.where.substr(error.where.rfind('/') + 1));
    if (item != nullptr) values.push_back({"limit", std::to_string(item->limit)});
  }
  return Problem(std::string(code_of(error.code)), place + error.where, std::move(values));
}

/// `place`: pointer of the document. `contact`: null without one. The bytes are still to be
/// compared.
CheckedEvaluation check(const host::Json& document, const std::string& place,
                        const host::Json* contact, std::string_view area,
                        const Questionnaires& questionnaires) {
  Result<Evaluation> read = read_evaluation(host::to_cbor(document));
  if (!read) throw problem_of(read.error(), place, nullptr);
  CheckedEvaluation checked;
  checked.evaluation = *std::move(read);
  const Evaluation& evaluation = checked.evaluation;
  if (contact != nullptr) {
    Result<Contact> part = read_contact(host::to_cbor(*contact));
    if (!part) throw problem_of(part.error(), host::pointer_to("", kContact), nullptr);
    checked.contact = *std::move(part);
  }

  const ServedQuestionnaire* served =
      questionnaires.find(evaluation.questionnaire_id, evaluation.questionnaire_version);
  if (served == nullptr) throw Problem("questionnaire_mismatch", place + "/questionnaire");
  Result<Rebuilt> rebuilt =
      rebuild_evaluation(served->questionnaire, evaluation,
                         checked.contact ? &*checked.contact : nullptr, receipt_area(area));
  if (!rebuilt) throw problem_of(rebuilt.error(), place, &served->questionnaire);
  checked.document = std::move(rebuilt->document);
  checked.contact_bytes = std::move(rebuilt->contact);
  return checked;
}

CheckedEvaluation check_body(const Body& body, std::string_view area,
                             const Questionnaires& questionnaires) {
  const host::Json* contact = body.has(kContact) ? &body.member(kContact) : nullptr;
  return check(body.member(kMember), host::pointer_to("", kMember), contact, area, questionnaires);
}

void require_same(const host::Json& given, std::string_view rebuilt, std::string_view member) {
  if (host::canonical(given) != rebuilt) {
    throw Problem("not_canonical", host::pointer_to("", member));
  }
}

}  // namespace

std::string envelope_of(std::string_view document, std::string_view contact) {
  std::string body = "{";
  if (!contact.empty()) body.append("\"contact\":").append(contact).append(",");
  return body.append("\"evaluation\":").append(document).append("}");
}

CheckedEvaluation check_members(const Body& body, std::string_view area,
                                const Questionnaires& questionnaires) {
  CheckedEvaluation checked = check_body(body, area, questionnaires);
  require_same(body.member(kMember), checked.document, kMember);
  if (checked.contact) require_same(body.member(kContact), checked.contact_bytes, kContact);
  return checked;
}

CheckedEvaluation check_answers(const host::Json& document, const std::string& place,
                                std::string_view area, const Questionnaires& questionnaires) {
  return check(document, place, nullptr, area, questionnaires);
}

CheckedEvaluation check_evaluation(std::string_view body, std::string_view area,
                                   const Questionnaires& questionnaires) {
  const host::Json whole = read_json(body);
  const Body envelope(whole, "", {kMember, kContact});
  CheckedEvaluation checked = check_body(envelope, area, questionnaires);
  // What is stored is the very bytes that came.
  if (body != envelope_of(checked.document, checked.contact_bytes)) {
    const bool wrapped = body.starts_with("{\"") && body.ends_with("}}");
    throw Problem("not_canonical", wrapped ? "/evaluation" : "");
  }
  return checked;
}

}  // namespace yiping::collector
