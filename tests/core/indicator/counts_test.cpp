// SPDX-License-Identifier: Apache-2.0
#include "yiping/counts.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>
#include <string>

#include "generator.hpp"

using namespace yiping;
using test::counts_of;
using test::Generator;
using test::merged;

TEST_CASE("merging parts is associative and commutative, and nothing is neutral", "[indicator]") {
  Generator generator(1);
  for (int i = 0; i < 2'000; ++i) {
    const Counts a = counts_of(generator.records(generator.next(6)));
    const Counts b = counts_of(generator.records(generator.next(6)));
    const Counts c = counts_of(generator.records(generator.next(6)));
    REQUIRE(merged(a, b) == merged(b, a));
    REQUIRE(merged(merged(a, b), c) == merged(a, merged(b, c)));
    REQUIRE(merged(a, Counts{}) == a);
    Counts less = merged(a, b);
    less.subtract(b);
    REQUIRE(less == a);
  }
}

TEST_CASE("counts do not depend on the order of events or on how they were split", "[indicator]") {
  Generator generator(2);
  for (int i = 0; i < 200; ++i) {
    std::vector<Record> events = generator.records(40);
    const Counts whole = counts_of(events);
    const std::size_t cut = generator.next(events.size());
    const std::span<const Record> all(events);
    REQUIRE(merged(counts_of(all.first(cut)), counts_of(all.subspan(cut))) == whole);
    for (std::size_t k = events.size(); k > 1; --k) {
      std::swap(events[k - 1], events[generator.next(k)]);
    }
    REQUIRE(counts_of(events) == whole);
  }
}

TEST_CASE("a moved event counts as if it had always been what it became", "[indicator]") {
  Generator generator(3);
  for (int i = 0; i < 2'000; ++i) {
    std::vector<Record> events = generator.records(8);
    Counts counts = counts_of(events);
    Record& one = events[generator.next(events.size())];
    const Record before = one;
    one = generator.record();
    counts.move(before, one);
    REQUIRE(counts == counts_of(events));
    counts.remove(one);
    counts.add(before);
    one = before;
    REQUIRE(counts == counts_of(events));
  }
}

TEST_CASE("every event but a withdrawn or excluded one is in exactly one place of N or pending",
          "[indicator]") {
  Generator generator(4);
  const std::vector<Record> events = generator.records(5'000);
  const Counts counts = counts_of(events);
  const std::int64_t placed = counts.pending + counts.unrated + counts.rated() + counts.filled();
  CHECK(placed + counts.voided + counts.mistaken + counts.malicious == 5'000);
  CHECK(counts.rated() > 100);
  CHECK(counts.mistaken > 10);
  CHECK(counts.voided > 100);
}

TEST_CASE("every count has a name, and no two share one", "[indicator]") {
  std::set<std::string_view> names;
  Counts counts;
  std::int64_t next = 0;
  for (const Counter& counter : counters()) {
    names.insert(counter.name);
    counts.*counter.value = ++next;
  }
  CHECK(names.size() == counters().size());
  for (std::int64_t i = 1; i <= next; ++i) {
    CHECK(counts.*counters()[static_cast<std::size_t>(i - 1)].value == i);
  }
  // A member that is in no table would be lost by every merge.
  CHECK(sizeof(Counts) == (counters().size() + 10) * sizeof(std::int64_t));
}

TEST_CASE("facts that contradict each other are named", "[indicator][hostile]") {
  const auto fault = [](const Record& record) {
    const Status status = record.check();
    return status ? std::string() : status.error().where;
  };
  CHECK(fault({}).empty());
  CHECK(fault({.outcome = Outcome::rated}) == "/level");
  CHECK(fault({.outcome = Outcome::defaulted}) == "/level");
  CHECK(fault({.outcome = Outcome::pending, .level = Level::satisfied}) == "/level");
  CHECK(fault({.outcome = Outcome::voided, .level = Level::satisfied}) == "/level");
  CHECK(fault({.outcome = Outcome::late, .level = Level::satisfied}).empty());
  CHECK(fault({.outcome = Outcome::late}).empty());
  CHECK(
      fault({.outcome = Outcome::rated, .level = Level::satisfied, .ruling = Ruling::malicious}) ==
      "/ruling");
  CHECK(
      fault({.outcome = Outcome::late, .level = Level::dissatisfied, .ruling = Ruling::mistaken}) ==
      "/ruling");
  CHECK(fault({.outcome = Outcome::unrated, .corrected = true}) == "/corrected");
  CHECK(fault({.outcome = Outcome::rated,
               .level = Level::dissatisfied,
               .call_back = CallBack::unreachable,
               .answer = CallBackAnswer::satisfied}) == "/answer");
  CHECK(fault({.outcome = Outcome::rated, .level = Level::dissatisfied, .rechecked = true}) ==
        "/rechecked");
}

TEST_CASE("an unchecked rating without a level counts nowhere", "[indicator][hostile]") {
  Counts counts;
  counts.add({.outcome = Outcome::rated});
  counts.add({.outcome = Outcome::defaulted});
  CHECK(counts == Counts{});
}
