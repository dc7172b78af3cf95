// SPDX-License-Identifier: Apache-2.0
// Published figures: numerator and denominator, never a rate. All formulas are proposals of ours
// until Annex B of GB/T 39734-2020 has been read; a version, once published, never changes.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "yiping/counts.hpp"

namespace yiping {

/// With A ratings by persons, D rows filled in by legacy systems, U 未评: N = A + D + U.
enum class Formula : std::uint8_t {
  proposed_1,  // knows no D
  proposed_2,  // 好评率 over A + D, 主动评价好评率 over A, 未评率 (N - A)/N; cases, services
};

/// "yiping-proposed/1" and so on, as every published figure carries it.
[[nodiscard]] std::string_view name_of(Formula formula);
[[nodiscard]] std::optional<Formula> formula_named(std::string_view name);

struct Figure {
  std::string_view id;
  std::string_view formula;
  std::int64_t numerator;
  std::int64_t denominator;  // 0: shown as —
};

struct FigureDefinition {
  std::string_view id;
  /// Where the figure's Chinese name comes from; the formula may still be ours.
  std::string_view named_by;
  /// Of the formula: "proposed", or a clause.
  std::string_view source;
  std::int64_t (*numerator)(const Counts&);
  std::int64_t (*denominator)(const Counts&);
};

/// proposed_1: 好评率 good_rate, 参评率 participation_rate, 未评率 unrated_rate, 差评率 bad_rate,
/// 差评回复率 bad_reply_rate. proposed_2: these, and 主动评价好评率 active_good_rate,
/// 回访整改率 call_back_rectified_rate, 实名差评回访整改率 named_call_back_rectified_rate,
/// 回访整改满意率 call_back_satisfied_rate, 复查率 recheck_rate, 跨省通办 cross_province_rate,
/// 线上线下融合 integrated_rate, 一件事实现率 one_thing_rate.
[[nodiscard]] std::span<const FigureDefinition> figure_definitions(Formula formula);

/// In the order of the definitions.
[[nodiscard]] std::vector<Figure> figures_of(const Counts& counts, Formula formula);

/// One of them; nothing when the version does not have it.
[[nodiscard]] std::optional<Figure> figure_of(const Counts& counts, Formula formula,
                                              std::string_view id);

/// The five of proposed_1, in the order above.
[[nodiscard]] std::array<Figure, 5> figures_of(const Counts& counts);

}  // namespace yiping
