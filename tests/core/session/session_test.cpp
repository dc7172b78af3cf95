// SPDX-License-Identifier: Apache-2.0
#include "yiping/session.hpp"

#include <catch2/catch_test_macros.hpp>

#include "core_support.hpp"
#include "yiping/evaluation.hpp"

using namespace yiping;
using test::kNow;

namespace {

ErrorCode refusal(const Status& status) {
  REQUIRE_FALSE(status);
  return status.error().code;
}

bool ticked(const Session& session, std::string_view code) {
  const auto& codes = session.questionnaire().lists[0].codes;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (codes[i].code == code) return session.answer(1).ticked(i);
  }
  return false;
}

}  // namespace

TEST_CASE("nothing is chosen when a session opens", "[session][neutral]") {
  const Session session = test::open_session();
  CHECK_FALSE(session.level());
  for (std::size_t i = 0; i < session.questionnaire().items.size(); ++i) {
    CHECK_FALSE(session.answer(i).rating);
    CHECK_FALSE(session.answer(i).any_ticked());
    CHECK(session.answer(i).text.empty());
  }
}

TEST_CASE("a level alone is a complete rating, at every level", "[session][neutral]") {
  for (const Level level : kLevels) {
    Session session = test::open_session();
    REQUIRE(session.choose_level(level, kNow));
    REQUIRE(session.submit(kNow));
    CHECK(session.phase() == Phase::sending);
  }
}

TEST_CASE("what somebody left behind is everything but texts", "[session]") {
  Session session = test::open_session();
  REQUIRE(session.choose_level(Level::dissatisfied, kNow));
  REQUIRE(session.toggle("reasons", "207", kNow));
  REQUIRE(session.toggle("guide_clarity", "satisfied", kNow));
  REQUIRE(session.set_text("suggestion", "少跑一趟", kNow));
  Session rest = session.without_texts();
  CHECK(rest.answer(6).text.empty());
  CHECK(session.answer(6).text == "少跑一趟");

  REQUIRE(session.clear("suggestion", kNow));
  REQUIRE(session.submit(kNow));
  REQUIRE(rest.submit(kNow));
  CHECK(write_evaluation(rest) == write_evaluation(session));
}

TEST_CASE("without a level there is nothing to submit", "[session]") {
  Session session = test::open_session();
  CHECK(refusal(session.submit(kNow)) == ErrorCode::level_missing);
  CHECK(refusal(session.toggle("reasons", "510", kNow)) == ErrorCode::level_missing);
  CHECK(refusal(session.set_text("suggestion", "x", kNow)) == ErrorCode::level_missing);
  CHECK(session.revision() == 0);
}

TEST_CASE("changing the level clears the ticked reasons and keeps the rest", "[session][reasons]") {
  Session session = test::open_session();
  REQUIRE(session.choose_level(Level::very_dissatisfied, kNow));
  REQUIRE(session.toggle("reasons", "109", kNow));
  REQUIRE(session.toggle("guide_clarity", "satisfied", kNow));
  REQUIRE(session.set_text("suggestion", "少跑一趟", kNow));
  CHECK(ticked(session, "109"));

  REQUIRE(session.choose_level(Level::very_dissatisfied, kNow));
  CHECK(ticked(session, "109"));  // the same level again changes nothing
  CHECK(session.announcement() == "announce.level_chosen");

  REQUIRE(session.choose_level(Level::very_satisfied, kNow));
  CHECK_FALSE(session.answer(1).any_ticked());
  CHECK(session.announcement() == "announce.level_changed");
  CHECK(session.answer(2).rating == Level::satisfied);
  CHECK(session.answer(6).text == "少跑一趟");
}

TEST_CASE("a reason of another level and an unknown one are told apart", "[session][reasons]") {
  Session session = test::open_session();
  REQUIRE(session.choose_level(Level::dissatisfied, kNow));
  CHECK(refusal(session.toggle("reasons", "510", kNow)) == ErrorCode::reason_of_other_level);
  CHECK(refusal(session.toggle("reasons", "999", kNow)) == ErrorCode::unknown_option);
  CHECK(refusal(session.toggle("reasons", "101", kNow)) == ErrorCode::unknown_option);  // retired
  CHECK_FALSE(session.answer(1).any_ticked());
}

TEST_CASE("a tick and a rating can be taken back", "[session]") {
  Session session = test::open_session();
  REQUIRE(session.choose_level(Level::satisfied, kNow));
  REQUIRE(session.toggle("reasons", "406", kNow));
  REQUIRE(session.toggle("reasons", "406", kNow));
  CHECK_FALSE(session.answer(1).any_ticked());
  REQUIRE(session.toggle("guide_clarity", "dissatisfied", kNow));
  REQUIRE(session.toggle("guide_clarity", "satisfied", kNow));
  CHECK(session.answer(2).rating == Level::satisfied);
  REQUIRE(session.toggle("guide_clarity", "satisfied", kNow));
  CHECK_FALSE(session.answer(2).rating);
}

TEST_CASE("unknown items and options are errors that change nothing", "[session][hostile]") {
  Session session = test::open_session();
  REQUIRE(session.choose_level(Level::satisfied, kNow));
  const auto revision = session.revision();
  CHECK(refusal(session.toggle("nowhere", "406", kNow)) == ErrorCode::unknown_item);
  CHECK(refusal(session.toggle("guide_clarity", "5", kNow)) == ErrorCode::unknown_option);
  CHECK(refusal(session.toggle("suggestion", "x", kNow)) == ErrorCode::unknown_option);
  CHECK(refusal(session.set_text("reasons", "x", kNow)) == ErrorCode::unknown_item);
  CHECK(refusal(session.set_text("suggestion", "\xFF", kNow)) == ErrorCode::not_utf8);
  CHECK(refusal(session.set_text("suggestion", std::string(16'385, 'x'), kNow)) ==
        ErrorCode::too_large);
  CHECK(refusal(session.set_language("ug")) == ErrorCode::language_missing);
  CHECK(session.revision() == revision);
}

TEST_CASE("the text limit counts code points, not bytes or UTF-16 units", "[session][text]") {
  Session session = test::open_session();
  REQUIRE(session.choose_level(Level::satisfied, kNow));
  std::string text;
  for (int i = 0; i < 200; ++i) text += "𠮷";
  REQUIRE(session.set_text("suggestion", text, kNow));
  CHECK(session.check());
  REQUIRE(session.set_text("suggestion", text + "。", kNow));
  CHECK(refusal(session.submit(kNow)) == ErrorCode::text_too_long);
  CHECK(session.check().error().where == "suggestion");
  REQUIRE(session.set_text("suggestion", " " + text + "\n ", kNow));
  CHECK(session.submit(kNow));
}

TEST_CASE("a document is frozen from its first sending on", "[session][phase]") {
  Session session = test::open_session();
  REQUIRE(session.choose_level(Level::dissatisfied, kNow));
  REQUIRE(session.submit(kNow + 5));
  const std::string document = write_evaluation(session);
  CHECK(refusal(session.choose_level(Level::satisfied, kNow)) == ErrorCode::wrong_phase);
  CHECK(refusal(session.set_language("en")) == ErrorCode::wrong_phase);
  CHECK(refusal(session.use_mode(Mode::elder)) == ErrorCode::wrong_phase);
  CHECK(refusal(session.edit()) == ErrorCode::wrong_phase);
  CHECK(refusal(session.submit(kNow + 9)) == ErrorCode::wrong_phase);
  REQUIRE(session.unreachable());
  CHECK(session.is_unreachable());
  CHECK(write_evaluation(session) == document);
  REQUIRE(session.stored());
  CHECK(write_evaluation(session) == document);
  CHECK(refusal(session.edit()) == ErrorCode::wrong_phase);
  CHECK(refusal(session.rejected()) == ErrorCode::wrong_phase);
}

TEST_CASE("what was rejected can be edited and sent again", "[session][phase]") {
  Session session = test::open_session();
  REQUIRE(session.choose_level(Level::dissatisfied, kNow));
  REQUIRE(session.submit(kNow));
  REQUIRE(session.rejected());
  REQUIRE(session.edit());
  REQUIRE(session.toggle("reasons", "207", kNow));
  CHECK(session.submit(kNow + 60));
  CHECK(session.submitted() == kNow + 60);
}

TEST_CASE("declining ends the visit without a document", "[session][phase]") {
  Session session = test::open_session();
  REQUIRE(session.decline());
  CHECK(session.phase() == Phase::closed);
  CHECK_FALSE(session.is_frozen());
  CHECK(refusal(session.choose_level(Level::satisfied, kNow)) == ErrorCode::wrong_phase);
}

TEST_CASE("a reset leaves nothing of the last visitor", "[session][privacy]") {
  Session session = test::open_session();
  REQUIRE(session.choose_level(Level::dissatisfied, kNow));
  REQUIRE(session.set_text("suggestion", "13800138000", kNow));
  REQUIRE(session.use_mode(Mode::elder));
  session.reset(SubmissionId{9});
  CHECK_FALSE(session.level());
  CHECK(session.answer(6).text.empty());
  CHECK_FALSE(session.used(Mode::elder));
  CHECK(session.first_touch() == 0);
  CHECK(session.submission() == SubmissionId{9});
  CHECK(session.phase() == Phase::edit);
}

TEST_CASE("time never runs backwards inside a document", "[session][clock]") {
  Session session = test::open_session();
  REQUIRE(session.choose_level(Level::satisfied, kNow));
  REQUIRE(session.toggle("reasons", "406", kNow - 500));
  REQUIRE(session.submit(kNow - 1'000));
  CHECK(session.first_touch() == kNow);
  CHECK(session.submitted() == kNow);
}

TEST_CASE("an area of other than six digits is refused", "[session][hostile]") {
  for (const std::uint32_t area : {0U, 99'999U, 1'000'000U, 4'294'967'295U}) {
    const auto session = Session::open(test::online_item(), "en", test::counting_id(), area);
    REQUIRE_FALSE(session);
    CHECK(session.error().code == ErrorCode::bad_argument);
  }
}
