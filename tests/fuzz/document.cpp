// SPDX-License-Identifier: Apache-2.0
#include "fuzz/document.hpp"

#include "fuzz/invariant.hpp"
#include "fuzz/support.hpp"
#include "host/json.hpp"
#include "yiping/evaluation.hpp"

namespace yiping::fuzz {
namespace {

const Invariant kCanonical("a document is in RFC 8785 form");
const Invariant kRebuilt("a document is rebuilt byte for byte from what it says");

std::string rebuilt(const Questionnaire& questionnaire, const host::Json& document) {
  const auto read = read_evaluation(host::to_cbor(document));
  if (!read) return "unreadable at " + read.error().where;
  const auto again = rebuild_evaluation(questionnaire, *read, nullptr, kArea);
  return again ? again->document : "refused at " + again.error().where;
}

}  // namespace

void check_document(const Questionnaire& questionnaire, std::string_view document) {
  const host::ParsedJson parsed = host::parse_json(document);
  kCanonical.same(parsed ? host::canonical(parsed.value) : parsed.fault.code, document);
  kRebuilt.same(rebuilt(questionnaire, parsed.value), document);
}

}  // namespace yiping::fuzz
