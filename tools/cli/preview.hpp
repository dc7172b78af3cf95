// SPDX-License-Identifier: Apache-2.0
// A questionnaire drawn as plain text, as a citizen meets it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "abi_core.hpp"
#include "host/json.hpp"

namespace yiping::cli {

/// An answer of the command line: "waited=longer".
struct GivenAnswer {
  std::string item;
  std::string value;
};

/// Gives the answers in their order, the level first, since everything waits for it. Throws
/// std::runtime_error, with a remedy, for what the core refuses.
void give(AbiCore& core, const std::vector<GivenAnswer>& answers);

/// The view (docs/view.md) in lines of `width` cells. Nothing but text: no colour, no cursor.
[[nodiscard]] std::string drawn(const host::Json& view, std::size_t width);

}  // namespace yiping::cli
