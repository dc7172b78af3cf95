// SPDX-License-Identifier: Apache-2.0
// Published figures: numerator and denominator, never a rate. Formulas are proposals of ours
// ("yiping-proposed/1") until Annex B of GB/T 39734 has been read.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "yiping/level.hpp"

namespace yiping {

/// Counts of one cohort: services of one month (UTC+8), by whatever group.
struct Counts {
  std::int64_t pending = 0;              // window open, not rated: in no denominator
  std::int64_t unrated = 0;              // window over, not rated (未评)
  std::array<std::int64_t, 5> levels{};  // by Level, best first
  std::int64_t bad_replied = 0;

  [[nodiscard]] std::int64_t rated() const;
  [[nodiscard]] std::int64_t good() const;  // 非常满意, 满意, 基本满意
  [[nodiscard]] std::int64_t bad() const;   // 不满意, 非常不满意
};

struct Figure {
  std::string_view id;
  std::string_view formula;
  std::int64_t numerator;
  std::int64_t denominator;  // 0: shown as —
};

/// 好评率 good_rate, 参评率 participation_rate, 未评率 unrated_rate, 差评率 bad_rate,
/// 差评回复率 bad_reply_rate, in this order.
[[nodiscard]] std::array<Figure, 5> figures_of(const Counts& counts);

}  // namespace yiping
