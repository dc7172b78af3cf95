// SPDX-License-Identifier: Apache-2.0
// Cases, steps and rules of a rectification vector.
#pragma once

#include <vector>

#include "vectors.hpp"
#include "yiping/rectification_case.hpp"

namespace yiping::vectors {

/// Members that a profile may leave out keep the default.
[[nodiscard]] RectificationRules read_rules(FieldReader& input);

/// {"origin", "way", "area", "owner", "opened"}, and "id", "rated" where they matter.
[[nodiscard]] Case read_case(FieldReader& input);

/// {"role"}, and "area" (else the case's), "unit", "person".
[[nodiscard]] CaseActor read_actor(FieldReader& parent, const Case& one);

/// {"move", "actor", "time"}, and what the move needs: "text", "unit", "date", "into".
[[nodiscard]] std::vector<CaseStep> read_steps(FieldReader& input, const Case& one);

/// A name of text member `name`; the first value after a fault.
template <typename Enum>
Enum read_name(FieldReader& fields, const char* name,
               std::optional<Enum> (*named)(std::string_view)) {
  const std::string_view text = fields.text(name);
  if (fields.failed()) return Enum{};
  const auto value = named(text);
  if (!value) fields.fail(ErrorCode::bad_value, name);
  return value.value_or(Enum{});
}

}  // namespace yiping::vectors
