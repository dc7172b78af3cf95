// SPDX-License-Identifier: Apache-2.0
#include "yiping/grouping.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

#include "yiping/tally.hpp"

using namespace yiping;

TEST_CASE("groupings are found by the names that documents use", "[indicator]") {
  std::string names;
  for (const Grouping grouping : kGroupings) {
    names += std::string(name_of(grouping)) + ' ';
    CHECK(grouping_named(name_of(grouping)) == grouping);
  }
  CHECK(names == "item org platform staff window channel rater_kind round area ");
  CHECK_FALSE(grouping_named("office"));
  CHECK_FALSE(grouping_named(""));
}

TEST_CASE("kinds of raters, rounds and tables are found by name", "[indicator]") {
  CHECK(rater_kind_named("natural_person") == RaterKind::natural_person);
  CHECK(rater_kind_named("organisation") == RaterKind::organisation);
  CHECK_FALSE(rater_kind_named("organization"));
  CHECK(round_named("first") == Round::first);
  CHECK(round_named("follow_up") == Round::follow_up);
  CHECK_FALSE(round_named("2"));
  for (const Table table : {Table::cases, Table::follow_ups, Table::visits, Table::general}) {
    CHECK(table_named(name_of(table)) == table);
  }
  CHECK_FALSE(table_named("case"));
}
