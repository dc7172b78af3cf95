// SPDX-License-Identifier: Apache-2.0
// Structure of item codes (事项编码), by versioned rules: which lengths, which parts, which check
// character. Whether a code exists in a list is not asked here. Files: assets/codes/item-codes-*.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "yiping/code_table.hpp"
#include "yiping/error.hpp"

namespace yiping {

struct ItemCodePart {
  enum class Characters : std::uint8_t { digits, letters_digits, credit, printable };
  enum class Check : std::uint8_t { none, gb32100 };

  std::string name;
  std::uint32_t least = 0;  // characters
  std::uint32_t most = 0;
  Characters characters{};
  Check check{};
  std::vector<std::string> values;  // empty: any
};

/// One kind of code; the form whose length fits is the one that is meant.
struct ItemCodeRule {
  std::string code;  // "basic", "implementation", …
  std::string label;
  std::vector<std::vector<ItemCodePart>> forms;
};

struct ItemCodeRules {
  std::string id;
  std::uint32_t version = 0;
  std::string source;
  Mark mark{};
  std::vector<ItemCodeRule> rules;
};

/// Reads `yiping.item-codes/1`. Forms that one length would fit twice are `ambiguous_code`.
Result<ItemCodeRules> read_item_code_rules(const CborValue& root);
Result<ItemCodeRules> read_item_code_rules(std::span<const std::uint8_t> cbor);

struct ItemCodeFault {
  enum class Rule : std::uint8_t { length, characters, check, value };
  std::string part;  // empty: the whole code
  Rule rule{};
  std::uint32_t at = 0;  // character where it shows, from 0
};

struct ItemCodeResult {
  struct Part {
    std::string name;
    std::string text;
  };

  std::string list;  // rules that were asked
  std::uint32_t version = 0;
  std::vector<Part> parts;  // empty when no form has the length
  std::vector<ItemCodeFault> faults;
};

/// `bad_argument` when the rules do not know that kind of code.
Result<ItemCodeResult> check_item_code(const ItemCodeRules& rules, std::string_view kind,
                                       std::string_view code);

[[nodiscard]] std::string_view name_of(ItemCodeFault::Rule rule);

/// The 18th character that GB 32100-2015 gives to the 17 before it (统一社会信用代码); '\0' when
/// one of them is not of its alphabet, which lacks I, O, S, V and Z.
[[nodiscard]] char credit_check(std::string_view seventeen);

}  // namespace yiping
