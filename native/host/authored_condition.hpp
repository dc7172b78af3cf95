// SPDX-License-Identifier: Apache-2.0
// Conditions as authored: a part of JsonLogic. Language: docs/questionnaire.md. The core checks the
// same form again; here each fault has its place and a remedy.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "host/checker.hpp"

namespace yiping::host {

/// Operators and values of one condition; the core's own limit.
inline constexpr std::size_t kMaxConditionSteps = 64;
/// Operators inside one another: two arrays and maps each, and a pack nests 16 deep.
inline constexpr std::size_t kMaxConditionDepth = 5;

/// An item as a condition may ask about it.
struct AskedItem {
  std::string id;
  std::string kind;
  std::vector<std::string> answers;  // what it can answer; empty when that is open
};

/// An item that a condition asks about, and where.
struct Reference {
  std::string item;
  std::string pointer;
};

/// Checks form, names and limits; what it asks about, in reading order.
std::vector<Reference> check_condition(Checker& check, const Json& condition, const std::string& at,
                                       std::span<const AskedItem> items);

/// True when `condition` is too long or too deep for a core.
[[nodiscard]] bool is_oversized(const Json& condition);

/// Holds when both hold.
[[nodiscard]] Json both(const Json& first, const Json& second);

}  // namespace yiping::host
