// SPDX-License-Identifier: Apache-2.0
// Counts are a commutative group, whatever was counted.
#include "yiping/counts.hpp"

#include <catch2/catch_test_macros.hpp>

#include "records.hpp"
#include "yiping/score.hpp"

using namespace yiping;
using namespace yiping::test;

namespace {

/// The same values in another order: each place is filled from what is left.
std::vector<Record> shuffled(std::vector<Record> values, const std::vector<std::uint32_t>& dice) {
  for (std::size_t i = values.size(); i > 1 && i <= dice.size(); --i) {
    std::swap(values[i - 1], values[dice[i - 1] % i]);
  }
  return values;
}

rc::Gen<std::vector<std::uint32_t>> dice(std::size_t count) {
  return rc::gen::container<std::vector<std::uint32_t>>(
      count, rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::uint32_t>(0, 10'000)));
}

constexpr std::size_t kMost = 30;

}  // namespace

TEST_CASE("merging parts is associative and commutative, and nothing is neutral",
          "[property][indicator]") {
  for_all([] {
    const Counts a = counts_of(*many_records(6));
    const Counts b = counts_of(*many_records(6));
    const Counts c = counts_of(*many_records(6));
    RC_ASSERT(merged(a, b) == merged(b, a));
    RC_ASSERT(merged(merged(a, b), c) == merged(a, merged(b, c)));
    RC_ASSERT(merged(a, Counts{}) == a);
    RC_ASSERT(merged(Counts{}, a) == a);
    Counts less = merged(a, b);
    less.subtract(b);
    RC_ASSERT(less == a);
  });
}

TEST_CASE("an event that is added and taken away leaves no trace", "[property][indicator]") {
  for_all([] {
    const auto events = *many_records(6);
    const Record one = *records();
    const Counts before = counts_of(events);
    Counts counts = before;
    counts.add(one);
    counts.remove(one);
    RC_ASSERT(counts == before);
    counts.remove(one);
    counts.add(one);
    RC_ASSERT(counts == before);
  });
}

TEST_CASE("a moved event counts as if it had always been what it became", "[property][indicator]") {
  for_all([] {
    auto events = *many_records(8);
    events.push_back(*records());
    const Record becomes = *records();
    Counts moved = counts_of(events);
    moved.move(events.back(), becomes);
    Counts by_hand = counts_of(events);
    by_hand.remove(events.back());
    by_hand.add(becomes);
    RC_ASSERT(moved == by_hand);
    events.back() = becomes;
    RC_ASSERT(moved == counts_of(events));
  });
}

TEST_CASE("counts depend neither on the order of events nor on how they were split",
          "[property][indicator]") {
  for_all([] {
    const auto events = *many_records(kMost);
    const Counts whole = counts_of(events);
    RC_ASSERT(counts_of(shuffled(events, *dice(kMost))) == whole);
    const auto part_of = *dice(kMost);
    std::vector<Record> parts[4];
    for (std::size_t i = 0; i < events.size(); ++i) parts[part_of[i] % 4].push_back(events[i]);
    Counts sum;
    for (const auto& part : parts) sum.merge(counts_of(part));
    RC_ASSERT(sum == whole);
  });
}

TEST_CASE("every event but a withdrawn or excluded one is in exactly one place of N or pending",
          "[property][indicator]") {
  for_all([] {
    const auto events = *many_records(kMost);
    const Counts counts = counts_of(events);
    const std::int64_t placed = counts.pending + counts.unrated + counts.rated() + counts.filled();
    const std::int64_t apart = counts.voided + counts.mistaken + counts.malicious;
    RC_ASSERT(placed + apart == static_cast<std::int64_t>(events.size()));
  });
}

TEST_CASE("distributions merge in any order, and an answer can be taken back",
          "[property][score]") {
  for_all([] {
    Distribution parts[3];
    std::int64_t answered = 0;
    for (Distribution& part : parts) {
      for (auto left = pick(0, 9); left > 0; --left, ++answered) part.add(pick_of<Level>(5));
      part.skipped = pick(0, 4);
    }
    Distribution forward = parts[0];
    forward.merge(parts[1]);
    forward.merge(parts[2]);
    Distribution backward = parts[2];
    backward.merge(parts[1]);
    backward.merge(parts[0]);
    RC_ASSERT(forward == backward);
    RC_ASSERT(forward.answered() == answered);
    const auto level = pick_of<Level>(5);
    backward.add(level);
    RC_ASSERT(forward != backward);
    backward.remove(level);
    RC_ASSERT(forward == backward);
  });
}
