// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "yiping/rectification_case.hpp"

namespace yiping {

/// What a move changes besides the state. The step has been checked.
void take_effect(Case& one, const CaseStep& step);

/// Enters the state that the move leads to.
void enter(Case& one, CaseState to, const CaseStep& step);

}  // namespace yiping
