// SPDX-License-Identifier: Apache-2.0
// Figures, their intervals and the ranks made of them.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "records.hpp"
#include "yiping/disclosure.hpp"
#include "yiping/interval.hpp"
#include "yiping/ranking.hpp"

namespace yiping {

void showValue(const LadderCell& cell, std::ostream& out) {
  out << cell.ratings << " with " << cell.within << " shown";
}

}  // namespace yiping

using namespace yiping;
using namespace yiping::test;

namespace {

using Group = std::vector<Term>;

constexpr std::int64_t kCommon = 27'720;  // of 1 to 12

struct Sample {
  std::int64_t hits;
  std::int64_t size;
};

std::ostream& operator<<(std::ostream& out, const Sample& sample) {
  return out << sample.hits << " of " << sample.size;
}

/// Few as often as many.
rc::Gen<Sample> samples(std::int64_t most) {
  return made_by([most] {
    const auto size = pick<std::int64_t>(1, once_in(2) ? most : std::min<std::int64_t>(most, 200));
    return Sample{pick<std::int64_t>(0, size), size};
  });
}

/// The ends in 1/10,000 by the formula of E. B. Wilson with real numbers.
struct RealInterval {
  long double low;
  long double high;
};

RealInterval real_wilson(const Sample& sample) {
  constexpr long double kQuantile = 1.96L;
  const auto n = static_cast<long double>(sample.size);
  const long double p = static_cast<long double>(sample.hits) / n;
  const long double z2 = kQuantile * kQuantile;
  const long double middle = p + z2 / (2 * n);
  const long double half = kQuantile * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n));
  return {10'000 * (middle - half) / (1 + z2 / n), 10'000 * (middle + half) / (1 + z2 / n)};
}

/// A group whose composite has the common denominator.
Group pick_group() {
  Group group;
  for (const std::uint32_t weight : {3U, 1U, 2U}) {
    const auto denominator = pick<std::int64_t>(1, 12);
    group.push_back({pick<std::int64_t>(0, denominator), denominator, weight});
  }
  return group;
}

std::int64_t score_of(const Group& group) {
  std::int64_t score = 0;
  for (const Term& term : group) {
    score += term.weight * term.numerator * (kCommon / term.denominator);
  }
  return score;
}

}  // namespace

TEST_CASE("every figure of every version is a share of whatever was counted",
          "[property][indicator]") {
  for_all([] {
    const Counts counts = counts_of(*many_records(30));
    for (const Formula formula : {Formula::proposed_1, Formula::proposed_2}) {
      for (const Figure& figure : figures_of(counts, formula)) {
        RC_LOG() << figure.id << ": " << figure.numerator << "/" << figure.denominator << "\n";
        RC_ASSERT(figure.numerator >= 0);
        RC_ASSERT(figure.numerator <= figure.denominator);
      }
    }
  });
}

TEST_CASE("the first version is the same by either way of asking", "[property][indicator]") {
  for_all([] {
    const Counts counts = counts_of(*many_records(30));
    const auto fixed = figures_of(counts);
    const auto asked = figures_of(counts, Formula::proposed_1);
    RC_ASSERT(asked.size() == fixed.size());
    for (std::size_t i = 0; i < fixed.size(); ++i) {
      RC_ASSERT(asked[i].id == fixed[i].id);
      RC_ASSERT(asked[i].formula == "yiping-proposed/1");
      RC_ASSERT(asked[i].numerator == fixed[i].numerator);
      RC_ASSERT(asked[i].denominator == fixed[i].denominator);
    }
  });
}

TEST_CASE("the interval holds the rate, stays within nothing and all, and mirrors",
          "[property][interval]") {
  for_all([] {
    const Sample sample = *samples(kMaxSample);
    const auto interval = wilson(sample.hits, sample.size);
    const auto rate = per_ten_thousand(sample.hits, sample.size);
    RC_ASSERT(interval && rate);
    RC_ASSERT(interval->low <= *rate);
    RC_ASSERT(*rate <= interval->high);
    RC_ASSERT(interval->high <= 10'000U);
    const auto mirrored = wilson(sample.size - sample.hits, sample.size);
    RC_ASSERT(mirrored->low == 10'000 - interval->high);
    RC_ASSERT(mirrored->high == 10'000 - interval->low);
  });
}

TEST_CASE("the interval by integers is that by real numbers, rounded outwards",
          "[property][interval]") {
  for_all([] {
    const Sample sample = *samples(kMaxSample);
    const auto interval = wilson(sample.hits, sample.size);
    const RealInterval real = real_wilson(sample);
    RC_LOG() << interval->low << " to " << interval->high << ", really " << real.low << " to "
             << real.high << "\n";
    constexpr long double kSlack = 1e-6L;
    RC_ASSERT(interval->low <= real.low + kSlack);
    RC_ASSERT(interval->low > real.low - 1.01L);
    RC_ASSERT(interval->high >= real.high - kSlack);
    RC_ASSERT(interval->high < real.high + 1.01L);
  });
}

TEST_CASE("the same rate of more ratings is known no worse, and more hits lower no end",
          "[property][interval]") {
  for_all([] {
    const Sample sample = *samples(kMaxSample / 1'000);
    const auto times = pick<std::int64_t>(2, 1'000);
    const auto few = wilson(sample.hits, sample.size);
    const auto many = wilson(sample.hits * times, sample.size * times);
    RC_LOG() << times << " times: " << few->low << " to " << few->high << ", then " << many->low
             << " to " << many->high << "\n";
    // Ends are rounded outwards, so that one unit of it may be lost.
    RC_ASSERT(many->low + 1 >= few->low);
    RC_ASSERT(many->high <= few->high + 1);
    if (times >= 4 && sample.size <= 200) {
      RC_ASSERT(many->high - many->low < few->high - few->low);
    }
    if (sample.hits == sample.size) return;
    const auto better = wilson(sample.hits + 1, sample.size);
    RC_ASSERT(better->low >= few->low);
    RC_ASSERT(better->high >= few->high);
  });
}

TEST_CASE("ranks of small fractions agree with their common denominator, in any order",
          "[property][rank]") {
  for_all([] {
    std::vector<Group> groups(pick<std::size_t>(1, 8));
    for (Group& group : groups) group = once_in(8) ? Group{} : pick_group();
    const std::vector<Place> places = rank(groups);
    for (std::size_t k = 0; k < groups.size(); ++k) {
      const auto is_better = [&](const Group& other) {
        return !other.empty() && score_of(other) > score_of(groups[k]);
      };
      const auto better = std::count_if(groups.begin(), groups.end(), is_better);
      RC_ASSERT(places[k].rank.has_value() == !groups[k].empty());
      if (groups[k].empty()) continue;
      RC_ASSERT(*places[k].rank == static_cast<std::uint32_t>(better + 1));
      RC_ASSERT(*places[k].per_10000 == score_of(groups[k]) * 10'000 / (6 * kCommon));
    }
    const auto turn = static_cast<std::ptrdiff_t>(pick_index(groups.size()));
    std::rotate(groups.begin(), groups.begin() + turn, groups.end());
    auto turned = places;
    std::rotate(turned.begin(), turned.begin() + turn, turned.end());
    RC_ASSERT(rank(groups) == turned);
  });
}

TEST_CASE("a wider cell is shown only if what it adds is nobody or enough people",
          "[property][disclosure]") {
  for_all([] {
    const auto k = pick<std::int64_t>(2, 6);
    const auto cell = made_by([] {
      const auto ratings = pick<std::int64_t>(0, 20);
      return LadderCell{ratings, pick<std::int64_t>(0, ratings)};
    });
    const auto ladder = *up_to(kRungs.size(), cell);
    const auto may_be_shown = [k](const LadderCell& one) {
      const std::int64_t added = one.ratings - one.within;
      return one.ratings >= k && (added == 0 || added >= k);
    };
    const auto first = std::find_if(ladder.begin(), ladder.end(), may_be_shown);
    const auto rung = widen(ladder, k);
    RC_ASSERT(rung.has_value() == (first != ladder.end()));
    if (!rung) return;
    RC_ASSERT(*rung == kRungs[static_cast<std::size_t>(first - ladder.begin())]);
  });
}
