// SPDX-License-Identifier: Apache-2.0
#include "yiping/rectification.hpp"

#include <array>
#include <catch2/catch_test_macros.hpp>

using namespace yiping;

namespace {
constexpr std::array kStates{CaseState::opened, CaseState::replied, CaseState::reopened,
                             CaseState::closed};
constexpr std::array kMoves{CaseMove::reply, CaseMove::satisfied, CaseMove::not_satisfied,
                            CaseMove::close};
}  // namespace

TEST_CASE("a bad rating is replied to before it can be closed", "[rectification]") {
  CHECK_FALSE(after(CaseState::opened, CaseMove::close));
  CHECK_FALSE(after(CaseState::reopened, CaseMove::close));
  CHECK(after(CaseState::opened, CaseMove::reply) == CaseState::replied);
  CHECK(after(CaseState::replied, CaseMove::close) == CaseState::closed);
}

TEST_CASE("the citizen's answer closes or reopens", "[rectification]") {
  CHECK(after(CaseState::replied, CaseMove::satisfied) == CaseState::closed);
  CHECK(after(CaseState::replied, CaseMove::not_satisfied) == CaseState::reopened);
  CHECK(after(CaseState::closed, CaseMove::not_satisfied) == CaseState::reopened);
  CHECK_FALSE(after(CaseState::opened, CaseMove::satisfied));
}

TEST_CASE("six moves are legal and no others", "[rectification]") {
  int legal = 0;
  for (const CaseState state : kStates) {
    for (const CaseMove move : kMoves) legal += after(state, move) ? 1 : 0;
  }
  CHECK(legal == 6);
}

TEST_CASE("an officer is shown the moves of the state and never the citizen's", "[rectification]") {
  CHECK(officer_moves(CaseState::opened) == std::vector{CaseMove::reply});
  CHECK(officer_moves(CaseState::replied) == std::vector{CaseMove::close});
  CHECK(officer_moves(CaseState::reopened) == std::vector{CaseMove::reply});
  CHECK(officer_moves(CaseState::closed).empty());
}

TEST_CASE("a citizen answers what was replied to, and may reopen what was closed",
          "[rectification]") {
  CHECK(citizen_moves(CaseState::opened).empty());
  CHECK(citizen_moves(CaseState::replied) ==
        std::vector{CaseMove::satisfied, CaseMove::not_satisfied});
  CHECK(citizen_moves(CaseState::reopened).empty());
  CHECK(citizen_moves(CaseState::closed) == std::vector{CaseMove::not_satisfied});
}

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
