// SPDX-License-Identifier: Apache-2.0
#include "yiping/indicator.hpp"

namespace yiping {
namespace {

constexpr std::string_view kFormula = "yiping-proposed/1";

std::int64_t sum(const Counts& counts, bool bad) {
  std::int64_t total = 0;
  for (const Level level : kLevels) {
    if (is_bad(level) == bad) total += counts.levels[static_cast<std::size_t>(level)];
  }
  return total;
}

}  // namespace

std::int64_t Counts::good() const { return sum(*this, false); }

std::int64_t Counts::bad() const { return sum(*this, true); }

std::int64_t Counts::rated() const { return good() + bad(); }

std::array<Figure, 5> figures_of(const Counts& counts) {
  const std::int64_t rated = counts.rated();
  const std::int64_t due = rated + counts.unrated;
  return {{
      {"good_rate", kFormula, counts.good(), rated},
      {"participation_rate", kFormula, rated, due},
      {"unrated_rate", kFormula, counts.unrated, due},
      {"bad_rate", kFormula, counts.bad(), rated},
      {"bad_reply_rate", kFormula, counts.bad_replied, counts.bad()},
  }};
}

}  // namespace yiping
