// SPDX-License-Identifier: Apache-2.0
// The body of POST /v1/evaluations: what is accepted is canonical, all else is a known problem.
#include <algorithm>
#include <optional>

#include "collector/evaluation_check.hpp"
#include "collector/problem.hpp"
#include "fuzz/document.hpp"
#include "fuzz/invariant.hpp"
#include "fuzz/support.hpp"
#include "host/json.hpp"

namespace yiping::fuzz {
namespace {

using collector::Problem;
using host::Json;

constexpr std::string_view kArea12 = "440300000000";

const Invariant kStable("what is accepted is accepted again with the same document");
const Invariant kWhole("what is accepted is the envelope around its document");
const Invariant kListed("a refusal has a code with a status");
const Invariant kToldAsJson("a refusal is told as a JSON body with its code");
const Invariant kNamed("a refusal names a member of the body, or one that a member lacks");

const collector::Questionnaires& questionnaires() {
  static const collector::Questionnaires all(YIPING_SOURCE_DIR "/assets");
  return all;
}

const collector::Problems& problems() {
  static const collector::Problems all(YIPING_SOURCE_DIR "/assets/locales/problems.json");
  return all;
}

/// Whether the pointer's parent is in the body, so that a caller finds what is meant.
bool names_member(const Json& body, const std::string& field) {
  try {
    const Json::json_pointer pointer(field);
    return pointer.empty() || body.contains(pointer.parent_pointer());
  } catch (const Json::exception&) {
    return false;
  }
}

void check_refusal(std::string_view body, const Problem& problem) {
  const auto& known = collector::problem_statuses();
  kListed.holds(std::any_of(known.begin(), known.end(),
                            [&](const auto& entry) { return entry.code == problem.code(); }));
  const collector::Response response = problems().response(problem);
  const Json told = Json::parse(response.body, nullptr, /*allow_exceptions=*/false);
  kToldAsJson.same(told.is_object() ? told.value("code", "") : "", problem.code());
  if (const host::ParsedJson parsed = host::parse_json(body)) {
    kNamed.holds(names_member(parsed.value, problem.field()));
  }
}

std::optional<std::string> accepted(std::string_view body) {
  try {
    return collector::check_evaluation(body, kArea12, questionnaires()).document;
  } catch (const Problem& problem) {
    check_refusal(body, problem);
    return std::nullopt;
  }
}

void check(std::string_view body) {
  const auto document = accepted(body);
  if (!document) return;
  const std::string whole = "{\"evaluation\":" + *document + "}";
  kWhole.same(whole, body);
  kStable.same(accepted(whole).value_or("refused"), *document);
  check_document(online_item(), *document);
}

}  // namespace
}  // namespace yiping::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  yiping::fuzz::check(yiping::fuzz::as_text({data, size}));
  return 0;
}
