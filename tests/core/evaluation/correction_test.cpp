// SPDX-License-Identifier: Apache-2.0
// 更正: a stored document's answers in an open session again.
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "core_support.hpp"
#include "yiping/evaluation.hpp"
#include "yiping/sha256.hpp"
#include "yiping/view.hpp"

using namespace yiping;
using nlohmann::json;
using test::kArea;
using test::kNow;

namespace {

constexpr UnixTime kLater = kNow + 300;
constexpr SubmissionId kNewId{9};

json stored() {
  Session session = test::open_session();
  REQUIRE(session.choose_level(Level::dissatisfied, kNow));
  REQUIRE(session.toggle("reasons", "207", kNow));
  REQUIRE(session.toggle("guide_clarity", "dissatisfied", kNow));
  REQUIRE(session.set_text("suggestion", "请加开窗口", kNow));
  REQUIRE(session.use_mode(Mode::elder));
  REQUIRE(session.submit(kNow + 60));
  return json::parse(write_evaluation(session));
}

Result<Session> reopened(const json& document) {
  const auto read = read_evaluation(json::to_cbor(document));
  REQUIRE(read);
  return reopen_evaluation(test::online_item(), *read, nullptr, {kNewId, kArea, kLater});
}

}  // namespace

TEST_CASE("a stored rating opens again with its answers and nothing to take back",
          "[evaluation][correction]") {
  const auto session = reopened(stored());
  REQUIRE(session);
  CHECK(session->phase() == Phase::edit);
  CHECK(session->level() == Level::dissatisfied);
  CHECK_FALSE(session->can_undo());
  CHECK(session->first_touch() == kLater);
  CHECK_FALSE(session->used(Mode::elder));  // of the visit before
  const json view = json::parse(write_view(view_of(*session)));
  CHECK(session->answer(1).ticks.count() == 1);
  CHECK(view["items"][6]["value"] == "请加开窗口");
  CHECK_FALSE(view.contains("receipt"));
}

TEST_CASE("a correction sent unchanged differs from the first by id, times and modes",
          "[evaluation][correction]") {
  json expected = stored();
  auto session = reopened(expected);
  REQUIRE(session);
  REQUIRE(session->submit(kLater + 5));
  expected["submission"] = to_hex(kNewId);
  expected["first_touch"] = kLater;
  expected["submitted"] = kLater + 5;
  expected["modes"] = json::array();
  CHECK(json::parse(write_evaluation(*session)) == expected);
}

TEST_CASE("changing the level of a correction clears the ticked reasons",
          "[evaluation][correction]") {
  auto session = reopened(stored());
  REQUIRE(session);
  REQUIRE(session->choose_level(Level::satisfied, kLater));
  REQUIRE(session->submit(kLater));
  const json document = json::parse(write_evaluation(*session));
  CHECK(document["level"] == "satisfied");
  CHECK_FALSE(document.contains("reasons"));
  CHECK(document["texts"]["suggestion"] == "请加开窗口");
}

TEST_CASE("a correction travels to a browser as its snapshot", "[evaluation][correction]") {
  const auto session = reopened(stored());
  REQUIRE(session);
  const auto restored = Session::restore(test::online_item(), as_bytes(session->save()));
  REQUIRE(restored);
  CHECK(write_view(view_of(*restored)) == write_view(view_of(*session)));
  CHECK(restored->save() == session->save());
}

TEST_CASE("a correction is refused on another version, or without the part beside it",
          "[evaluation][correction]") {
  json other = stored();
  other["questionnaire"]["version"] = 2;
  CHECK(test::refusal(reopened(other)) == "questionnaire_mismatch at /questionnaire");
  json contacted = stored();
  contacted["contact"] = true;
  CHECK(test::refusal(reopened(contacted)) == "bad_value at /contact");
}
