// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <nlohmann/json.hpp>

#include "core_support.hpp"
#include "yiping/evaluation.hpp"
#include "yiping/sha256.hpp"
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
  auto restored = Session::restore(test::online_item(), as_bytes(session.save()));
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
  auto restored = Session::restore(test::online_item(), as_bytes(session.save()));
  REQUIRE(restored);
  CHECK(restored->is_unreachable());
  CHECK(write_evaluation(*restored) == write_evaluation(session));
  CHECK(restored->stored());
}

// Places in the array: docs/abi.md, "Snapshots".
constexpr std::size_t kVersion = 0;
constexpr std::size_t kQuestionnaire = 1;
constexpr std::size_t kHash = 2;
constexpr std::size_t kLanguage = 3;
constexpr std::size_t kSubmission = 4;
constexpr std::size_t kAnswers = 5;
constexpr std::size_t kAreaPlace = 7;
constexpr std::size_t kPhase = 8;
constexpr std::size_t kModesPlace = 12;
constexpr std::size_t kSubmittedPlace = 14;

/// The answers inside a snapshot, changed.
void change_answers(json& saved, const std::function<void(json&)>& change) {
  json answers = json::from_cbor(saved[kAnswers].get_binary());
  change(answers);
  saved[kAnswers] = json::binary(json::to_cbor(answers));
}

ErrorCode spoilt_answers(const std::function<void(json&)>& change) {
  return spoilt([&](json& saved) { change_answers(saved, change); });
}

TEST_CASE("a snapshot that no session could have written is refused", "[snapshot][hostile]") {
  CHECK(spoilt([](json& s) { s[kVersion] = 1; }) == ErrorCode::bad_value);
  CHECK(spoilt([](json& s) { s[kQuestionnaire] = "other"; }) == ErrorCode::questionnaire_mismatch);
  CHECK(spoilt([](json& s) { s[kLanguage] = "bo"; }) == ErrorCode::language_missing);
  CHECK(spoilt([](json& s) { s[kLanguage] = 7; }) == ErrorCode::bad_value);
  CHECK(spoilt([](json& s) { s[kSubmission] = json::binary({1, 2}); }) == ErrorCode::bad_value);
  CHECK(spoilt([](json& s) { s[kAreaPlace] = 1; }) == ErrorCode::bad_value);
  CHECK(spoilt([](json& s) { s[kPhase] = 9; }) == ErrorCode::bad_value);
  CHECK(spoilt([](json& s) { s[kModesPlace] = 255; }) == ErrorCode::bad_value);
  CHECK(spoilt([](json& s) { s.push_back("yp1.x"); }) == ErrorCode::wrong_type);
  CHECK(spoilt([](json& s) { s.erase(s.size() - 1); }) == ErrorCode::wrong_type);
  CHECK(spoilt([](json& s) { s = json::object(); }) == ErrorCode::wrong_type);
  CHECK(spoilt([](json& s) {
          s[kPhase] = 2;
          s[kSubmittedPlace] = kNow - 1;
        }) == ErrorCode::bad_value);
}

TEST_CASE("an answer that nobody could have given is refused", "[snapshot][hostile]") {
  CHECK(spoilt_answers([](json& a) { a.erase(0); }) == ErrorCode::bad_value);
  CHECK(spoilt_answers([](json& a) { a.push_back(a[0]); }) == ErrorCode::bad_value);
  CHECK(spoilt_answers([](json& a) { a[1][3] = "510"; }) == ErrorCode::bad_value);
  CHECK(spoilt_answers([](json& a) { a[1][3] = 207; }) == ErrorCode::bad_value);
  CHECK(spoilt_answers([](json& a) { a[1].push_back(a[1][3]); }) == ErrorCode::bad_value);
  CHECK(spoilt_answers([](json& a) { a[1][1] = "satisfied"; }) == ErrorCode::bad_value);
  CHECK(spoilt_answers([](json& a) { a[2][1] = "5"; }) == ErrorCode::bad_value);
  CHECK(spoilt_answers([](json& a) { a[2][2] = "x"; }) == ErrorCode::bad_value);
  CHECK(spoilt_answers([](json& a) { a[2][0] = "elsewhere"; }) == ErrorCode::bad_value);
  CHECK(spoilt_answers([](json& a) { a[0] = json::array({"level"}); }) == ErrorCode::bad_value);
  CHECK(spoilt_answers([](json& a) { a = json::object(); }) == ErrorCode::bad_value);
  CHECK(spoilt([](json& s) {
          s[kPhase] = 1;
          change_answers(s, [](json& a) { a = json::array(); });
        }) == ErrorCode::level_missing);
}

TEST_CASE("what still fits another version is kept while editing", "[session][snapshot]") {
  json saved = json::from_cbor(filled().save());
  saved[kHash] = std::string(64, '0');
  change_answers(saved, [](json& a) { a.push_back({"gone", "", "x"}); });
  const auto restored = Session::restore(test::online_item(), json::to_cbor(saved));
  REQUIRE(restored);
  CHECK(restored->is_carried_over());
  CHECK(restored->level() == Level::dissatisfied);
  CHECK(restored->answer(6).text == "材料要两份\r\n");
  CHECK_FALSE(restored->can_undo());
}

TEST_CASE("what was submitted belongs to its version", "[session][snapshot]") {
  Session session = filled();
  REQUIRE(session.submit(kNow + 30));
  json saved = json::from_cbor(session.save());
  saved[kHash] = std::string(64, '0');
  const auto restored = Session::restore(test::online_item(), json::to_cbor(saved));
  REQUIRE_FALSE(restored);
  CHECK(restored.error().code == ErrorCode::questionnaire_mismatch);
}

TEST_CASE("every truncation of a snapshot is refused", "[snapshot][hostile]") {
  const auto saved = filled().save();
  for (std::size_t size = 0; size < saved.size(); ++size) {
    REQUIRE_FALSE(Session::restore(test::online_item(), as_bytes(saved).first(size)));
  }
}
