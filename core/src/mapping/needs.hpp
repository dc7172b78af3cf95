// SPDX-License-Identifier: Apache-2.0
// What map_out and map_in ask of a field alike.
#pragma once

#include <string>

#include "yiping/mapping.hpp"

namespace yiping {

/// Required as such, or by what `facts` say.
[[nodiscard]] bool is_needed(const MappingField& field, const Facts& facts);

/// "phone in channel-pf-zhejiang/1"
[[nodiscard]] std::string unknown_in(const Mapped& mapped);

[[nodiscard]] bool has_problem(const std::vector<MapProblem>& problems, std::string_view field);

}  // namespace yiping
