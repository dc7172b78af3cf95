// SPDX-License-Identifier: Apache-2.0
// Conditions of a questionnaire: a part of JsonLogic, kept as data. Language:
// docs/questionnaire.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "yiping/cbor.hpp"
#include "yiping/error.hpp"

namespace yiping {

struct Item;
struct OptionList;

/// Operators and values of one condition: no condition takes longer than these.
inline constexpr std::size_t kMaxConditionSteps = 64;

/// What a `var` stands for: the answer of one item. Views the session.
struct ConditionValue {
  bool given = false;     // false: null
  std::string_view text;  // a level's name, an option's code, a text as typed
  const OptionList* list = nullptr;
  std::span<const std::uint8_t> ticks;  // of the list's codes
};

/// Checks form, names and length. `may_ask`: the items that it may name.
/// Fails with `bad_value`, `unknown_item` (also a later item) or `too_large`.
Status check_condition(const CborValue& condition, std::span<const Item> may_ask);

/// Whether a checked condition holds; `values` as long as `items`.
[[nodiscard]] bool holds(const CborValue& condition, std::span<const Item> items,
                         const ConditionValue* values);

}  // namespace yiping
