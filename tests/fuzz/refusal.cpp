// SPDX-License-Identifier: Apache-2.0
#include "fuzz/refusal.hpp"

#include <algorithm>
#include <string>

#include "fuzz/invariant.hpp"
#include "host/json.hpp"

namespace yiping::fuzz {
namespace {

using collector::Problem;
using host::Json;

const Invariant kListed("a refusal has a code with a status");
const Invariant kToldAsJson("a refusal is told as a JSON body with its code");
const Invariant kNamed("a refusal names a member of the body, or one that a member lacks");

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

}  // namespace

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

}  // namespace yiping::fuzz
