// SPDX-License-Identifier: Apache-2.0
#include "yiping/rectification.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>

using namespace yiping;

namespace {
constexpr std::array kStates{CaseState::opened, CaseState::replied, CaseState::reopened,
                             CaseState::closed};
}  // namespace

TEST_CASE("names are read back", "[rectification]") {
  for (const CaseState state : kStates) CHECK(case_state_named(name_of(state)) == state);
  CHECK_FALSE(case_state_named("dismissed"));
}

TEST_CASE("a reply is due within fifteen days, and its date tells the week only",
          "[rectification][privacy]") {
  constexpr std::int64_t kDay = 86'400;
  // Monday 2026-11-16, 00:00 in China: due through Tuesday 1 December, 24:00.
  constexpr std::int64_t monday = 1'794'758'400;
  constexpr std::int64_t due = 1'796'140'800;
  for (std::int64_t second = 0; second < 7 * kDay; second += 3'599) {
    REQUIRE(reply_due(monday + second) == due);
  }
  CHECK(reply_due(monday - 1) == due - 7 * kDay);
  CHECK(reply_due(monday + 7 * kDay) == due + 7 * kDay);
  CHECK(due - monday == 16 * kDay);  // the fifteenth day after, to its end
}
