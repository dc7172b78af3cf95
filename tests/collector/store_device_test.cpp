// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>

#include "store_support.hpp"

using namespace yiping;
using namespace yiping::collector;
using namespace yiping::collector::test;

namespace {

/// `number` makes the key, `code` the one-time code.
Enrolment enrolment(std::uint8_t number, std::uint8_t code, const char* window = "3") {
  Enrolment one;
  one.device = {"00112233445566" + std::to_string(10 + number), {}, kArea, window, "市民中心"};
  one.device.public_key.fill(number);
  one.nonce.fill(code);
  one.expires = kNow + kDay;
  return one;
}

WindowInvitation at_window(const char* window, std::int64_t case_number) {
  WindowInvitation invitation;
  invitation.area = kArea;
  invitation.window = window;
  invitation.case_digest = service(case_number).case_digest;
  return invitation;
}

}  // namespace

TEST_CASE("a device enrols once; the same code and key again is known", "[store][device]") {
  Fixture store;
  const Enrolled first = store->enrol_device(enrolment(1, 1));
  CHECK(first.result == DevicePut::enrolled);
  CHECK(store->enrol_device(enrolment(1, 1)).result == DevicePut::known);
  store.reopen();
  // A retry is answered however late it comes.
  store.set_clock(kNow + 2 * kDay);
  const Enrolled again = store->enrol_device(enrolment(1, 1));
  CHECK(again.result == DevicePut::known);
  REQUIRE(again.device);
  CHECK(again.device->window == "3");
  const auto found = store->find_device(enrolment(1, 1).device.id);
  REQUIRE(found);
  CHECK(found->public_key == enrolment(1, 1).device.public_key);
  CHECK(found->hall == "市民中心");
  CHECK_FALSE(store->find_device("0011223344556677"));
}

TEST_CASE("a code serves one key, and only until it expires", "[store][device]") {
  Fixture store;
  REQUIRE(store->enrol_device(enrolment(1, 1)).result == DevicePut::enrolled);
  CHECK(store->enrol_device(enrolment(2, 1)).result == DevicePut::code_used);
  CHECK_FALSE(store->find_device(enrolment(2, 1).device.id));
  store.set_clock(kNow + kDay - 1);
  CHECK(store->enrol_device(enrolment(2, 2)).result == DevicePut::enrolled);
  store.set_clock(kNow + kDay);
  CHECK(store->enrol_device(enrolment(3, 3)).result == DevicePut::code_expired);
  const auto found = store->verify();
  CHECK(found.audit_entries == 2);
  CHECK(found.audit_broken == 0);
}

TEST_CASE("a key that comes with another code has moved, and its old code stays used",
          "[store][device]") {
  Fixture store;
  REQUIRE(store->enrol_device(enrolment(1, 1, "3")).result == DevicePut::enrolled);
  CHECK(store->enrol_device(enrolment(1, 2, "5")).result == DevicePut::enrolled);
  CHECK(store->find_device(enrolment(1, 1).device.id)->window == "5");
  // The first code again, late: the device stays where the second one put it.
  const Enrolled late = store->enrol_device(enrolment(1, 1, "3"));
  CHECK(late.result == DevicePut::known);
  CHECK(late.device->window == "5");
  CHECK(store->enrol_device(enrolment(2, 1)).result == DevicePut::code_used);
}

TEST_CASE("the newest request at a window replaces the one before", "[store][device]") {
  Fixture store;
  store->put_services({service(1), service(2)});
  CHECK_FALSE(store->find_window_invitation(kArea, "3"));
  CHECK(store->invite_window(at_window("3", 1)) == WindowPut::invited);
  CHECK(store->invite_window(at_window("3", 2)) == WindowPut::invited);
  const auto found = store->find_window_invitation(kArea, "3");
  REQUIRE(found);
  CHECK(found->case_digest == service(2).case_digest);
  CHECK(found->created == kNow);
  CHECK_FALSE(store->find_window_invitation(kArea, "4"));
  CHECK_FALSE(store->find_window_invitation("440100000000", "3"));
}

TEST_CASE("a request at a window lasts 15 minutes", "[store][device]") {
  Fixture store;
  store->put_services({service(1)});
  REQUIRE(store->invite_window(at_window("3", 1)) == WindowPut::invited);
  store.set_clock(kNow + 15 * 60 - 1);
  CHECK(store->find_window_invitation(kArea, "3"));
  store.set_clock(kNow + 15 * 60);
  CHECK_FALSE(store->find_window_invitation(kArea, "3"));
  CHECK(store->invite_window(at_window("3", 1)) == WindowPut::invited);
  CHECK(store->find_window_invitation(kArea, "3"));
}

TEST_CASE("what cannot be rated is not asked for", "[store][device]") {
  Fixture store;
  store->put_services({service(1), service(2)});
  REQUIRE(store->put_evaluation(rating(1, 1, Level::satisfied)) == EvaluationPut::stored);
  CHECK(store->invite_window(at_window("3", 1)) == WindowPut::already_rated);
  CHECK(store->invite_window(at_window("3", 9)) == WindowPut::service_unknown);
  store.set_clock(kNow + 9 * kDay);
  CHECK(store->invite_window(at_window("3", 2)) == WindowPut::window_closed);
  store->take_snapshot();
  CHECK(store->invite_window(at_window("3", 2)) == WindowPut::window_closed);
  CHECK_FALSE(store->find_window_invitation(kArea, "3"));
}
