// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <nlohmann/json.hpp>

#include "core_support.hpp"
#include "yiping/evaluation.hpp"
#include "yiping/view.hpp"

using namespace yiping;
using nlohmann::json;
using test::kNow;

namespace {

Session filled() {
  Session session = test::open_session();
  REQUIRE(session.choose_level(Level::dissatisfied, kNow));
  REQUIRE(session.toggle("reasons", "213", kNow));
  REQUIRE(session.toggle("reasons", "207", kNow));
  REQUIRE(session.toggle("material_simplicity", "very_dissatisfied", kNow));
  REQUIRE(session.set_text("suggestion", "材料要两份\r\n", kNow));
  REQUIRE(session.use_mode(Mode::elder));
  return session;
}

ErrorCode spoilt(const std::function<void(json&)>& change) {
  json saved = json::from_cbor(filled().save());
  change(saved);
  const auto restored = Session::restore(test::online_item(), json::to_cbor(saved));
  REQUIRE_FALSE(restored);
  return restored.error().code;
}

}  // namespace

TEST_CASE("a restored session is the session", "[session][snapshot]") {
  const Session session = filled();
  auto restored = Session::restore(test::online_item(), session.save());
  REQUIRE(restored);
  CHECK(restored->save() == session.save());
  CHECK(restored->revision() == session.revision());
  REQUIRE(restored->submit(kNow + 30));
  Session original = session;
  REQUIRE(original.submit(kNow + 30));
  CHECK(write_evaluation(*restored) == write_evaluation(original));
}

TEST_CASE("a frozen document survives a snapshot unchanged", "[session][snapshot]") {
  Session session = filled();
  REQUIRE(session.submit(kNow + 30));
  REQUIRE(session.unreachable());
  auto restored = Session::restore(test::online_item(), session.save());
  REQUIRE(restored);
  CHECK(restored->is_unreachable());
  CHECK(write_evaluation(*restored) == write_evaluation(session));
  CHECK(restored->stored());
}

TEST_CASE("a snapshot that no session could have written is refused", "[snapshot][hostile]") {
  CHECK(spoilt([](json& s) { s["v"] = 2; }) == ErrorCode::bad_value);
  CHECK(spoilt([](json& s) { s["hash"] = "0"; }) == ErrorCode::questionnaire_mismatch);
  CHECK(spoilt([](json& s) { s["version"] = 2; }) == ErrorCode::questionnaire_mismatch);
  CHECK(spoilt([](json& s) { s["language"] = "bo"; }) == ErrorCode::language_missing);
  CHECK(spoilt([](json& s) { s["area"] = 1; }) == ErrorCode::bad_value);
  CHECK(spoilt([](json& s) { s["phase"] = 9; }) == ErrorCode::bad_value);
  CHECK(spoilt([](json& s) { s["modes"] = 255; }) == ErrorCode::bad_value);
  CHECK(spoilt([](json& s) { s["answers"].erase(0); }) == ErrorCode::bad_value);
  CHECK(spoilt([](json& s) { s["answers"][1]["codes"][0] = "510"; }) == ErrorCode::bad_value);
  CHECK(spoilt([](json& s) { s["answers"][1]["codes"][0] = 207; }) == ErrorCode::bad_value);
  CHECK(spoilt([](json& s) { s["answers"][1]["rating"] = "satisfied"; }) == ErrorCode::bad_value);
  CHECK(spoilt([](json& s) { s["answers"][2]["rating"] = "5"; }) == ErrorCode::bad_value);
  CHECK(spoilt([](json& s) { s["answers"][2]["text"] = "x"; }) == ErrorCode::bad_value);
  CHECK(spoilt([](json& s) { s["token"] = "yp1.x"; }) == ErrorCode::unknown_field);
  CHECK(spoilt([](json& s) {
          s["phase"] = 1;
          s["answers"][0]["rating"] = "";
          s["answers"][1]["codes"] = json::array();
        }) == ErrorCode::level_missing);
  CHECK(spoilt([](json& s) {
          s["phase"] = 2;
          s["submitted"] = kNow - 1;
        }) == ErrorCode::bad_value);
}

TEST_CASE("every truncation of a snapshot is refused", "[snapshot][hostile]") {
  const auto saved = filled().save();
  for (std::size_t size = 0; size < saved.size(); ++size) {
    REQUIRE_FALSE(Session::restore(test::online_item(), std::span(saved).first(size)));
  }
}
