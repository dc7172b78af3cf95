// SPDX-License-Identifier: Apache-2.0
// From what came to a document that the core vouches for.
#pragma once

#include <string>
#include <string_view>

#include "collector/questionnaires.hpp"
#include "host/json.hpp"
#include "yiping/evaluation.hpp"

namespace yiping::collector {

struct CheckedEvaluation {
  Evaluation evaluation;
  std::string document;  // the bytes received, which the core writes again
};

/// The body of POST /v1/evaluations. `area`: 12 digits. Throws Problem with the codes of
/// docs/http.md, status 400; fields are pointers into the body.
[[nodiscard]] CheckedEvaluation check_evaluation(std::string_view body, std::string_view area,
                                                 const Questionnaires& questionnaires);

/// The same of a document alone, by its canonical bytes: where many stand in one body, how each
/// was spelled there does not matter.
[[nodiscard]] CheckedEvaluation check_document(const host::Json& document, std::string_view area,
                                               const Questionnaires& questionnaires);

}  // namespace yiping::collector
