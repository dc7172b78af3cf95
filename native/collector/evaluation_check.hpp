// SPDX-License-Identifier: Apache-2.0
// From what came to a document that the core vouches for.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "collector/body.hpp"
#include "collector/questionnaires.hpp"
#include "host/json.hpp"
#include "yiping/evaluation.hpp"

namespace yiping::collector {

struct CheckedEvaluation {
  Evaluation evaluation;
  std::string document;  // the bytes received, which the core writes again
  std::optional<Contact> contact;
  std::string contact_bytes;  // empty: anonymous
};

/// The body of POST /v1/evaluations. `area`: 12 digits. Throws Problem with the codes of
/// docs/http.md, status 400; fields are pointers into the body.
[[nodiscard]] CheckedEvaluation check_evaluation(std::string_view body, std::string_view area,
                                                 const Questionnaires& questionnaires);

/// The same of a document that we put together: whose answers, and how they are spelled, is the
/// core's to say. `place`: what pointers of problems begin with.
[[nodiscard]] CheckedEvaluation check_answers(const host::Json& document, const std::string& place,
                                              std::string_view area,
                                              const Questionnaires& questionnaires);

/// The one spelling of that body. `contact`: empty without one.
[[nodiscard]] std::string envelope_of(std::string_view document, std::string_view contact);

/// The same of the members `evaluation` and `contact` of a larger body, by their canonical bytes:
/// how they were spelled there does not matter.
[[nodiscard]] CheckedEvaluation check_members(const Body& body, std::string_view area,
                                              const Questionnaires& questionnaires);

}  // namespace yiping::collector
