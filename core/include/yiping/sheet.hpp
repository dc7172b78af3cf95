// SPDX-License-Identifier: Apache-2.0
// Evaluation sheets: a tree of indicators with weights (评估指标体系), for 第三方评估 and 自评.
// Authored as assets/sheets/<id>.json (yiping.sheet/1); format and example: docs/figures.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "yiping/error.hpp"

namespace yiping {

inline constexpr std::uint32_t kWholeWeight = 10'000;
inline constexpr std::size_t kMaxSheetDepth = 3;  // the total stays below 2^53, as in all documents
inline constexpr std::size_t kMaxSheetNodes = 256;
inline constexpr std::size_t kMaxSheetLanguages = 32;
inline constexpr std::uint32_t kMaxScore = 100;

struct SheetNode {
  std::string id;
  std::string label;  // wording key
  std::optional<std::size_t> parent;
  std::uint32_t weight = 0;  // per 10,000 of the parent
  bool leaf = false;         // scored; the others are the sum of their children
  bool evidence = false;     // a leaf that counts with evidence (佐证材料) only
};

/// 自评 by the office itself, or 第三方评估 by a panel.
enum class SheetKind : std::uint8_t { self_assessment, third_party };
[[nodiscard]] std::string_view name_of(SheetKind kind);

struct Sheet {
  struct Text {
    std::string language;
    std::string key;
    std::string text;
  };

  std::string id;
  std::uint32_t version = 0;
  std::string source;  // who says so
  std::string title;   // wording key
  SheetKind kind = SheetKind::third_party;
  std::vector<SheetNode> nodes;  // parents before their children, in the author's order
  std::vector<Text> texts;

  [[nodiscard]] std::optional<std::size_t> find(std::string_view id) const;
  /// Empty when the sheet has no such text.
  [[nodiscard]] std::string_view text(std::string_view language, std::string_view key) const;
};

/// Reads yiping.sheet/1 as CBOR. `bad_weights` at the "nodes" whose weights do not add up to
/// 10,000, `too_deep`, `too_large`, `duplicate_id`; `missing_text` at "/texts/<language>/<key>".
[[nodiscard]] Result<Sheet> read_sheet(std::span<const std::uint8_t> cbor);

struct LeafScore {
  std::optional<std::uint32_t> self;   // 0 … 100
  std::optional<std::uint32_t> panel;  // 0 … 100; overrules `self`
  std::vector<std::string> evidence;   // references, kept elsewhere
};

/// The scores of one sheet by one office (yiping.sheet-scores/1).
struct SheetScores {
  std::string sheet;
  std::uint32_t version = 0;
  std::vector<LeafScore> leaves;  // by node; those of inner nodes stay empty
};

/// Reads yiping.sheet-scores/1 as CBOR. `bad_value` at "/sheet" or "/version" when they are another
/// sheet's, or at a score over 100 or of an inner node; `unknown_item`, `duplicate_id` at its id.
[[nodiscard]] Result<SheetScores> read_sheet_scores(std::span<const std::uint8_t> cbor,
                                                    const Sheet& sheet);

/// Nothing is guessed: with a leaf open there is no total.
struct SheetTotal {
  struct Fraction {
    std::int64_t numerator;
    std::int64_t denominator;  // 10,000 to the depth of the sheet; their quotient is 0 … 100
  };

  std::optional<Fraction> total;
  std::vector<std::string> missing;           // leaves without a score
  std::vector<std::string> without_evidence;  // leaves with a score, but not the evidence it needs
};

[[nodiscard]] SheetTotal total_of(const Sheet& sheet, const SheetScores& scores);

/// The same below one node, on the same denominator; "missing" names leaves below it.
[[nodiscard]] SheetTotal total_of(const Sheet& sheet, const SheetScores& scores, std::size_t node);

}  // namespace yiping
