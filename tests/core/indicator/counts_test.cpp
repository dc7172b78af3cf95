// SPDX-License-Identifier: Apache-2.0
#include "yiping/counts.hpp"

#include <catch2/catch_test_macros.hpp>
#include <set>
#include <string>

using namespace yiping;

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
