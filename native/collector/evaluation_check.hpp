// SPDX-License-Identifier: Apache-2.0
// From the body of POST /v1/evaluations to a document that the core vouches for.
#pragma once

#include <string>
#include <string_view>

#include "collector/questionnaires.hpp"
#include "yiping/evaluation.hpp"

namespace yiping::collector {

struct CheckedEvaluation {
  Evaluation evaluation;
  std::string document;  // the bytes received, which the core writes again
};

/// `area`: 12 digits. Throws Problem with the codes of docs/http.md, status 400; fields are
/// pointers into the body.
[[nodiscard]] CheckedEvaluation check_evaluation(std::string_view body, std::string_view area,
                                                 const Questionnaires& questionnaires);

}  // namespace yiping::collector
