// SPDX-License-Identifier: Apache-2.0
#include "fuzz/document.hpp"

#include <optional>
#include <utility>

#include "fuzz/invariant.hpp"
#include "fuzz/support.hpp"
#include "host/json.hpp"
#include "yiping/evaluation.hpp"

namespace yiping::fuzz {
namespace {

const Invariant kCanonical("a document is in RFC 8785 form");
const Invariant kRebuilt("a document is rebuilt byte for byte from what it says");

std::string rebuilt(const Questionnaire& questionnaire, const host::Json& document,
                    std::string_view contact) {
  const auto read = read_evaluation(host::to_cbor(document));
  if (!read) return "unreadable at " + read.error().where;
  std::optional<Contact> beside;
  if (!contact.empty()) {
    auto part = read_contact(host::to_cbor(host::parse_json(contact).value));
    if (!part) return "contact unreadable at " + part.error().where;
    beside = *std::move(part);
  }
  const auto again = rebuild_evaluation(questionnaire, *read, beside ? &*beside : nullptr, kArea);
  if (!again) return "refused at " + again.error().where;
  return again->contact == contact ? again->document : "another contact: " + again->contact;
}

}  // namespace

void check_document(const Questionnaire& questionnaire, std::string_view document,
                    std::string_view contact) {
  const host::ParsedJson parsed = host::parse_json(document);
  kCanonical.same(parsed ? host::canonical(parsed.value) : parsed.fault.code, document);
  kRebuilt.same(rebuilt(questionnaire, parsed.value, contact), document);
}

}  // namespace yiping::fuzz
