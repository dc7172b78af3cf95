// SPDX-License-Identifier: Apache-2.0
#include "collector/problem.hpp"

#include <algorithm>
#include <stdexcept>

#include "host/files.hpp"

namespace yiping::collector {
namespace {

/// Of Problem::Value: what a field may hold, in a form that needs no language ("1 … 500").
constexpr std::string_view kExpected = "expected";
constexpr std::string_view kParts[] = {"message", "remedy"};
constexpr std::string_view kLanguages[] = {"zh-Hans", "en"};

/// Replaces each `{name}` by its value; a name without a value stays visible, so a test sees it.
std::string filled(std::string text, const std::vector<Problem::Value>& values) {
  for (const Problem::Value& value : values) {
    const std::string mark = "{" + value.name + "}";
    for (std::size_t at = text.find(mark); at != std::string::npos;
         at = text.find(mark, at + value.text.size())) {
      text.replace(at, mark.size(), value.text);
    }
  }
  return text;
}

bool has_both_languages(const host::Json& entry, std::string_view part) {
  const auto texts = entry.find(part);
  if (texts == entry.end() || !texts->is_object()) return false;
  return std::all_of(std::begin(kLanguages), std::end(kLanguages), [&](std::string_view language) {
    const auto text = texts->find(language);
    return text != texts->end() && text->is_string() &&
           !text->get_ref<const std::string&>().empty();
  });
}

}  // namespace

Problem move_refused(const std::vector<CaseMove>& allowed) {
  std::string moves;
  for (const CaseMove move : allowed) {
    moves.append(moves.empty() ? "" : ", ").append(name_of(move));
  }
  return Problem("move_refused", {}, {{"moves", moves.empty() ? "—" : moves}});
}

const std::vector<ProblemStatus>& problem_statuses() {
  static const std::vector<ProblemStatus> statuses = {
      {"request_malformed", 400},
      {"bad_json", 400},
      {"not_utf8", 400},
      {"too_deep", 400},
      {"duplicate_key", 400},
      {"unknown_field", 400},
      {"missing_field", 400},
      {"wrong_type", 400},
      {"bad_value", 400},
      {"unknown_level", 400},
      {"reason_of_other_level", 400},
      {"reply_unreadable", 400},
      {"unknown_option", 400},
      {"text_too_long", 400},
      {"not_canonical", 400},
      {"questionnaire_mismatch", 400},
      {"calendar_missing", 400},
      {"bad_receipt", 400},
      {"token_missing", 401},
      {"token_malformed", 401},
      {"token_forged", 401},
      {"token_expired", 401},
      {"token_unknown", 401},
      {"signature_missing", 401},
      {"signature_wrong", 401},
      {"signature_stale", 401},
      {"key_unknown", 401},
      {"signed_out", 401},
      {"password_wrong", 401},
      {"code_wrong", 401},
      {"code_expired", 401},
      {"origin_refused", 403},
      {"area_refused", 403},
      {"entries_refused", 403},
      {"csrf_refused", 403},
      {"no_such_path", 404},
      {"questionnaire_unknown", 404},
      {"case_unknown", 404},
      {"area_unknown", 404},
      {"figures_unknown", 404},
      {"service_unknown", 404},
      {"receipt_unknown", 404},
      {"link_unknown", 404},
      {"method_refused", 405},
      {"digest_mismatch", 409},
      {"already_rated", 409},
      {"window_closed", 409},
      {"not_open", 409},
      {"correction_closed", 409},
      {"contact_refused", 409},
      {"case_moved", 409},
      {"move_refused", 409},
      {"code_used", 409},
      {"length_required", 411},
      {"body_too_large", 413},
      {"address_too_long", 414},
      {"encoding_refused", 415},
      {"json_expected", 415},
      {"form_expected", 415},
      {"slow_down", 429},
      {"internal", 500},
      {"busy", 503},
      {"storage_failed", 503},
  };
  return statuses;
}

int status_of(std::string_view code) {
  for (const ProblemStatus& entry : problem_statuses()) {
    if (entry.code == code) return entry.status;
  }
  return 500;
}

Problems::Problems(const std::filesystem::path& file) {
  const host::FileBytes read = host::read_file(file);
  if (!read) throw std::runtime_error(read.error);
  const host::ParsedJson parsed = host::parse_json(read.bytes);
  if (!parsed || !parsed.value.is_object()) {
    throw std::runtime_error(
        file.string() + ": 不是有效的提示文案文件 / not a valid file of problem texts" +
        (parsed ? "" : " (" + parsed.fault.code + " " + parsed.fault.pointer + ")"));
  }
  const host::Json& problems = parsed.value;
  for (const ProblemStatus& entry : problem_statuses()) {
    const auto wording = problems.find(entry.code);
    const bool whole = wording != problems.end() &&
                       std::all_of(std::begin(kParts), std::end(kParts),
                                   [&](auto part) { return has_both_languages(*wording, part); });
    if (!whole) {
      throw std::runtime_error(
          file.string() +
          ": 缺少中英文案 / lacks wording in both languages: " + std::string(entry.code));
    }
    wording_.emplace(entry.code, *wording);
  }
}

Response Problems::response(const Problem& problem) const {
  const auto found = wording_.find(problem.code());
  const host::Json& wording = found == wording_.end() ? wording_.at("internal") : found->second;
  host::Json body = {{"code", found == wording_.end() ? "internal" : problem.code()},
                     {"status", status_of(problem.code())}};
  body["type"] = "urn:yiping:problem:" + body["code"].get<std::string>();
  if (!problem.field().empty()) body["field"] = problem.field();
  if (problem.now() != 0) body["now"] = problem.now();
  for (const Problem::Value& value : problem.values()) {
    if (value.name == kExpected) body["expected"] = value.text;
  }
  for (const std::string_view part : kParts) {
    for (const std::string_view language : kLanguages) {
      body[std::string(part)][std::string(language)] = filled(
          wording[std::string(part)][std::string(language)].get<std::string>(), problem.values());
    }
  }
  body["title"] = wording.contains("title")
                      ? filled(wording["title"].get<std::string>(), problem.values())
                      : body["message"]["en"].get<std::string>();

  Response response;
  response.status = status_of(problem.code());
  response.content_type = "application/problem+json";
  // A refused origin is quoted as it came, so it may be anything but UTF-8.
  response.body = body.dump(-1, ' ', false, host::Json::error_handler_t::replace);
  if (problem.retry_after() > 0) {
    response.with("Retry-After", std::to_string(problem.retry_after()));
  }
  return response;
}

}  // namespace yiping::collector
