// SPDX-License-Identifier: Apache-2.0
// The body of POST /v1/evaluations: what is accepted is canonical, all else is a known problem.
#include <optional>

#include "collector/evaluation_check.hpp"
#include "collector/problem.hpp"
#include "fuzz/document.hpp"
#include "fuzz/invariant.hpp"
#include "fuzz/refusal.hpp"
#include "fuzz/support.hpp"

namespace yiping::fuzz {
namespace {

using collector::Problem;

constexpr std::string_view kArea12 = "440300000000";

const Invariant kStable("what is accepted is accepted again with the same document");
const Invariant kWhole("what is accepted is the envelope around its document");
const collector::Questionnaires& questionnaires() {
  static const collector::Questionnaires all(YIPING_SOURCE_DIR "/assets");
  return all;
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
