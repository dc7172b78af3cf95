// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "rectification_support.hpp"
#include "yiping/rectification_access.hpp"

using namespace yiping;
using namespace yiping::test;

namespace {

bool covers(const char* area, const char* other) {
  Case one = new_case();
  one.area = other;
  return may_reach({CaseRole::supervisor, area, "inspectors", {}}, one);
}

int roles_that_see(CaseField field, RatingWay way, CaseOrigin origin) {
  int count = 0;
  for (const CaseRole role : all_roles()) count += may_see(role, field, way, origin) ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("a contact is the call-back officer's, when there is one", "[rectification][privacy]") {
  for (const CaseOrigin origin : kOrigins) {
    if (origin == CaseOrigin::retaliation) continue;
    for (const RatingWay way : kWays) {
      const bool left = way != RatingWay::anonymous;
      CHECK(roles_that_see(CaseField::contact, way, origin) == (left ? 1 : 0));
      CHECK(may_see(CaseRole::caller, CaseField::contact, way, origin) == left);
    }
  }
}

TEST_CASE("case number and name are the handling unit's, of a named rating",
          "[rectification][privacy]") {
  for (const RatingWay way : {RatingWay::anonymous, RatingWay::call_back}) {
    CHECK(roles_that_see(CaseField::case_number, way, CaseOrigin::bad_rating) == 0);
    CHECK(roles_that_see(CaseField::name, way, CaseOrigin::bad_rating) == 0);
  }
  const auto named = RatingWay::named;
  CHECK(roles_that_see(CaseField::case_number, named, CaseOrigin::bad_rating) == 2);
  CHECK(may_see(CaseRole::handler, CaseField::case_number, named, CaseOrigin::bad_rating));
  CHECK(may_see(CaseRole::approver, CaseField::case_number, named, CaseOrigin::bad_rating));
  CHECK(roles_that_see(CaseField::name, named, CaseOrigin::bad_rating) == 3);
}

TEST_CASE("a report of retaliation is listed for and shown to the supervisor alone",
          "[rectification][privacy][retaliation]") {
  for (const CaseRole role : all_roles()) {
    const bool supervisor = role == CaseRole::supervisor;
    CHECK(may_list(role, CaseOrigin::retaliation) == supervisor);
    const Case one = new_case(CaseOrigin::retaliation);
    CHECK(may_reach(actor_of(role, one), one) == supervisor);
    for (const CaseField field : all<CaseField, kCaseFields>()) {
      CHECK(may_see(role, field, RatingWay::named, CaseOrigin::retaliation) == supervisor);
    }
  }
  CHECK_FALSE(may_see(CaseRole::supervisor, CaseField::contact, RatingWay::anonymous,
                      CaseOrigin::retaliation));
}

TEST_CASE("a role reaches what is in its scope", "[rectification][scope]") {
  Case one = new_case();
  one.co_handlers = {"unit-b"};
  for (const CaseRole role : all_roles()) {
    INFO(name_of(role) << " " << name_of(scope_of(role)));
    CHECK(may_reach(actor_of(role, one), one));
    CaseActor other = actor_of(role, one);
    other.area = "440400000000";
    const bool any =
        role == CaseRole::rated || role == CaseRole::citizen || role == CaseRole::system;
    CHECK(may_reach(other, one) == any);
    other.area = "";
    CHECK(may_reach(other, one) == any);
  }
  CHECK_FALSE(may_reach({CaseRole::handler, one.area, "unit-b", {}}, one));
  CHECK_FALSE(may_reach({CaseRole::co_handler, one.area, "unit-a", {}}, one));
  CHECK_FALSE(may_reach({CaseRole::administration, one.area, "unit-a", {}}, one));
  CHECK_FALSE(may_reach({CaseRole::administration, one.area, "unit-b", {}}, one));
  CHECK_FALSE(may_reach({CaseRole::administration, one.area, "", {}}, one));
  CHECK_FALSE(may_reach({CaseRole::rated, one.area, "unit-a", "p-8"}, one));
}

TEST_CASE("what is not known matches nobody", "[rectification][scope]") {
  Case one = new_case();
  one.owner = "";
  one.rated = "";
  CHECK_FALSE(may_reach({CaseRole::handler, one.area, "", {}}, one));
  CHECK_FALSE(may_reach({CaseRole::rated, one.area, "", ""}, one));
  one.area = "";
  CHECK_FALSE(may_reach({CaseRole::dispatcher, "", "hall", {}}, one));
  CHECK_FALSE(may_reach({CaseRole::supervisor, "", "inspectors", {}}, one));
}

TEST_CASE("a supervisor's area covers those below it", "[rectification][scope]") {
  CHECK(covers("440300000000", "440300000000"));
  CHECK(covers("440000000000", "440300000000"));
  CHECK(covers("440305000000", "440305001002"));
  CHECK(covers("440305001000", "440305001002"));
  CHECK(covers("000000000000", "440300000000"));
  CHECK_FALSE(covers("440305000000", "440300000000"));
  CHECK_FALSE(covers("440305001002", "440305001000"));
  CHECK_FALSE(covers("440100000000", "440300000000"));
  // 44 03 00 is the city, 44 03 05 a district: no zero inside a level opens the next one.
  CHECK_FALSE(covers("440310000000", "440315000000"));
  CHECK(covers("440000", "440300"));
  CHECK_FALSE(covers("440000", "440300000000"));
  CHECK_FALSE(covers("44030", "44030"));
}

TEST_CASE("a citizen's cases are not listed, they are found by their receipt",
          "[rectification][scope]") {
  for (const CaseRole role : all_roles()) {
    CHECK(may_list(role, CaseOrigin::bad_rating) == (role != CaseRole::citizen));
  }
}

TEST_CASE("the names of fields are read back", "[rectification][names]") {
  for (const CaseField field : all<CaseField, kCaseFields>()) {
    CHECK(case_field_named(name_of(field)) == field);
  }
  CHECK_FALSE(case_field_named("phone"));
}
