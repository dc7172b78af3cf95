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

TEST_CASE("numbers that arrive out of order leave no gap behind", "[store][device]") {
  Fixture store;
  const std::string device = enrolment(1, 1).device.id;
  REQUIRE(store->enrol_device(enrolment(1, 1)).result == DevicePut::enrolled);
  const auto spans = [&](const std::string& series) {
    std::string text;
    for (const DeviceState& one : store->list_devices()) {
      for (const DeviceSeries& each : one.series) {
        if (each.id != series) continue;
        for (const NumberSpan& span : each.missing) {
          text += std::to_string(span.first) + "-" + std::to_string(span.last) + " ";
        }
        text += "of " + std::to_string(each.arrived);
      }
    }
    return text;
  };
  const std::string first = "00000000000000aa";
  store->note_numbers(device, first, {3, 1, 9});
  CHECK(spans(first) == "2-2 4-8 of 9");
  store->note_numbers(device, first, {6, 6, 9, 3});
  CHECK(spans(first) == "2-2 4-5 7-8 of 9");
  store->note_numbers(device, first, {8, 4, 10});
  CHECK(spans(first) == "2-2 5-5 7-7 of 10");
  store.reopen();
  // A damaged file was set aside: its numbers begin anew, and what the old one lacks stays seen.
  store->note_numbers(device, "00000000000000bb", {1, 2});
  CHECK(spans("00000000000000bb") == "of 2");
  CHECK(store->device_figures().missing == 3);
  store->note_numbers(device, first, {2, 5, 7});
  CHECK(spans(first) == "of 10");
  CHECK(store->device_figures().missing == 0);
}

TEST_CASE("a device that says nothing for five minutes is silent", "[store][device]") {
  Fixture store;
  for (std::uint8_t i = 1; i <= 2; ++i) store->enrol_device(enrolment(i, i));
  const std::string device = enrolment(1, 1).device.id;
  CHECK(store->device_figures().silent == 2);
  store->note_device({device, "0.1.0", "00000000000000aa", 12, 3, 1});
  store->note_device({device, "0.1.0", "00000000000000aa", 11, 2, 1});
  const DeviceFigures figures = store->device_figures();
  CHECK(figures.seen == 1);
  CHECK(figures.silent == 1);
  CHECK(figures.waiting == 2);
  CHECK(figures.refused == 1);
  const auto found = store->list_devices();
  REQUIRE(found.size() == 2);
  CHECK(found[0].device.id == device);
  CHECK(found[0].seen == kNow);
  CHECK(found[0].version == "0.1.0");
  REQUIRE(found[0].series.size() == 1);
  // The later report overtook the earlier: what was issued stays issued.
  CHECK(found[0].series[0].issued == 12);
  CHECK(found[1].seen == 0);
  store.set_clock(kNow + 5 * 60);
  CHECK(store->device_figures().silent == 2);
}
