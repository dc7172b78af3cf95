// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "store_support.hpp"

using namespace yiping::collector;
using namespace yiping::collector::test;

TEST_CASE("an account is found by its name and can be replaced", "[store][staff]") {
  Fixture store;
  CHECK_FALSE(store->find_staff("officer"));
  store->put_staff({"officer", "王敏", kArea, "$argon2id$1"});
  store->put_staff({"officer", "王敏", kArea, "$argon2id$2"});
  const auto found = store->find_staff("officer");
  REQUIRE(found);
  CHECK(found->display_name == "王敏");
  CHECK(found->password_hash == "$argon2id$2");
  CHECK_FALSE(store->find_staff("Officer"));
}

TEST_CASE("a session lives until it is deleted or has expired", "[store][staff]") {
  Fixture store;
  store->put_staff({"officer", "王敏", kArea, "$argon2id$1"});
  Hash32 token{};
  token[0] = 7;
  store->put_session({token, "officer", "csrf", kNow, kNow + 60});
  const auto found = store->find_session(token);
  REQUIRE(found);
  CHECK(found->staff.area == kArea);
  CHECK(found->session.csrf == "csrf");

  store.set_clock(kNow + 60);
  CHECK_FALSE(store->find_session(token));
  store.set_clock(kNow);
  store->delete_session(token);
  CHECK_FALSE(store->find_session(token));
}

TEST_CASE("the audit trail is one unbroken chain per start", "[store][audit]") {
  Fixture store;
  store->put_services({service(1)});
  store->audit({"staff.signed_in", kArea, "officer", ""});
  store.reopen();
  store->audit({"staff.signed_out", kArea, "officer", ""});
  const auto found = store->verify();
  CHECK(found.audit_entries == 3);
  CHECK(found.audit_broken == 0);
}
