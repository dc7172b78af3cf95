// SPDX-License-Identifier: Apache-2.0
#include "kiosk/kiosk.hpp"

#include <catch2/catch_test_macros.hpp>

#include "kiosk_support.hpp"
#include "yiping/evaluation.hpp"

using namespace yiping;
using namespace yiping::kiosk;
using namespace yiping::kiosk::test;
using Kind = Intent::Kind;

namespace {

/// As the core alone writes it.
std::string document_of(Level level, std::uint32_t touched, std::uint32_t submitted,
                        const char* reason = nullptr) {
  Session session = *Session::open(questionnaire(), "zh-Hans", submission(1), 440300);
  REQUIRE(session.choose_level(level, touched));
  if (reason != nullptr) REQUIRE(session.toggle("reasons", reason, touched));
  REQUIRE(session.submit(submitted));
  return write_evaluation(session);
}

bool is_selected(const Scene& scene, std::size_t item) {
  for (const ViewOption& option : scene.view->items[item].options) {
    if (option.selected) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("nothing to rate: the terminal waits", "[kiosk]") {
  Terminal terminal;
  terminal.press(Kind::begin);
  CHECK(terminal.screen() == Screen::attract);
  CHECK(terminal.scene().errand == nullptr);
}

TEST_CASE("an errand opens the five levels with nothing chosen", "[kiosk][neutral]") {
  Terminal terminal;
  terminal.report(ErrandOffered{errand()});
  REQUIRE(terminal.screen() == Screen::level);
  CHECK(terminal.scene().errand->item_name == "居住证签发");
  CHECK_FALSE(is_selected(terminal.scene(), 0));
  CHECK(terminal.orders.empty());
}

TEST_CASE("a press is kept at once, and at every level in the same number of touches",
          "[kiosk][neutral]") {
  for (const Level level : kLevels) {
    Terminal terminal;
    terminal.report(ErrandOffered{errand()});
    terminal.press(level);
    CHECK(terminal.screen() == Screen::questions);
    REQUIRE(terminal.count<KeepDraft>() == 1);
    CHECK(terminal.last<KeepDraft>()->token == "yp1.one");
    CHECK_FALSE(terminal.scene().kept);
    terminal.report(DraftKept{submission(1)});
    CHECK(terminal.scene().kept);

    terminal.press(Kind::submit);
    REQUIRE(terminal.count<KeepRating>() == 1);
    CHECK(terminal.last<KeepRating>()->document == document_of(level, kNow, kNow));
    CHECK(terminal.screen() == Screen::saving);
    terminal.report(RatingKept{submission(1)});
    CHECK(terminal.screen() == Screen::thanks);
    CHECK(terminal.scene().view->receipt == terminal.last<KeepRating>()->receipt);
  }
}

TEST_CASE("no thank-you before the rating is on the disk", "[kiosk]") {
  Terminal terminal;
  terminal.report(ErrandOffered{errand()});
  terminal.press(Level::dissatisfied);
  terminal.press(Kind::submit);
  terminal.report(RatingKept{submission(9)});
  CHECK(terminal.screen() == Screen::saving);
  terminal.report(DraftKept{submission(1)});
  CHECK(terminal.screen() == Screen::saving);
}

TEST_CASE("a disk that refuses is said so, and tried again", "[kiosk]") {
  Terminal terminal;
  terminal.report(ErrandOffered{errand()});
  terminal.press(Level::dissatisfied);
  terminal.press(Kind::submit);
  const std::string document = terminal.last<KeepRating>()->document;
  terminal.report(KeepFailed{submission(1)});
  CHECK(terminal.screen() == Screen::saving);
  REQUIRE(terminal.scene().view->actions.size() == 1);
  CHECK(terminal.scene().view->actions.front().id == "retry");

  SECTION("by the visitor") { terminal.press(Kind::retry); }
  SECTION("by itself, when the visitor has left") { terminal.wait(5'000); }
  REQUIRE(terminal.count<KeepRating>() == 2);
  CHECK(terminal.last<KeepRating>()->document == document);
  terminal.report(RatingKept{submission(1)});
  CHECK(terminal.screen() == Screen::thanks);
}

TEST_CASE("a visitor who walks away has rated: level and reasons, never the text", "[kiosk]") {
  Terminal terminal;
  terminal.report(ErrandOffered{errand()});
  terminal.press(Level::dissatisfied);

  SECTION("ten seconds after the level") {
    CHECK(terminal.scene().seconds_left == 10);
    terminal.wait(9'999);
    CHECK(terminal.count<KeepRating>() == 0);
    terminal.wait(1);
    REQUIRE(terminal.count<KeepRating>() == 1);
    CHECK(terminal.last<KeepRating>()->document ==
          document_of(Level::dissatisfied, kNow, kNow + 9));
  }
  SECTION("a minute after the last touch when more was touched") {
    terminal.toggle("reasons", "207");
    terminal.type("请不要排队");
    terminal.wait(44'999);
    CHECK_FALSE(terminal.scene().warning);
    terminal.wait(1);
    CHECK(terminal.scene().warning);
    CHECK(terminal.scene().seconds_left == 15);
    terminal.wait(15'000);
    REQUIRE(terminal.count<KeepRating>() == 1);
    CHECK(terminal.last<KeepRating>()->document ==
          document_of(Level::dissatisfied, kNow, kNow + 59, "207"));
  }
  SECTION("later when a touch says: still here") {
    terminal.toggle("reasons", "207");
    terminal.wait(50'000);
    terminal.press(Kind::stay);
    terminal.wait(44'999);
    CHECK(terminal.screen() == Screen::questions);
    CHECK_FALSE(terminal.scene().warning);
  }
}

TEST_CASE("elders get three times as long", "[kiosk]") {
  Terminal terminal;
  terminal.report(ErrandOffered{errand()});
  terminal.press(Kind::toggle_elder);
  terminal.press(Level::satisfied);
  terminal.wait(29'999);
  CHECK(terminal.screen() == Screen::questions);
  terminal.wait(1);
  CHECK(terminal.screen() == Screen::saving);
}

TEST_CASE("whoever presses no level has rated nothing", "[kiosk]") {
  Terminal terminal;
  terminal.report(ErrandOffered{errand()});
  SECTION("walked away: may come back while the counter's asking lasts") {
    terminal.wait(60'000);
    CHECK(terminal.screen() == Screen::attract);
    REQUIRE(terminal.scene().errand != nullptr);
    terminal.press(Kind::begin);
    CHECK(terminal.screen() == Screen::level);
  }
  SECTION("declined: nobody else is asked, until the counter asks again") {
    terminal.press(Kind::decline);
    CHECK(terminal.screen() == Screen::attract);
    CHECK(terminal.scene().errand == nullptr);
    terminal.press(Kind::begin);
    CHECK(terminal.screen() == Screen::attract);
    terminal.report(ErrandOffered{errand()});
    CHECK(terminal.screen() == Screen::level);
  }
  CHECK(terminal.orders.empty());
}

TEST_CASE("an errand is forgotten when the counter's asking is over, with or without a network",
          "[kiosk][privacy]") {
  Terminal terminal;
  terminal.report(ErrandOffered{errand()});
  SECTION("on the idle screen") {
    terminal.wait(60'000);
    REQUIRE(terminal.scene().errand != nullptr);
    terminal.wait(839'999);
    CHECK(terminal.scene().errand != nullptr);
    CHECK(terminal.kiosk.next_change() == terminal.now.steady_ms + 1);
    terminal.wait(1);
  }
  SECTION("at the five levels, touched and not chosen") {
    for (int i = 0; i < 30; ++i) {
      terminal.wait(30'000);
      terminal.press(Kind::stay);
    }
  }
  CHECK(terminal.screen() == Screen::attract);
  CHECK(terminal.scene().errand == nullptr);
  terminal.press(Kind::begin);
  CHECK(terminal.screen() == Screen::attract);
}

TEST_CASE("kept is said of the level pressed last", "[kiosk]") {
  Terminal terminal;
  terminal.report(ErrandOffered{errand()});
  terminal.press(Level::very_satisfied);
  terminal.report(DraftKept{submission(1)});
  CHECK(terminal.scene().kept);
  SECTION("another level is not kept yet") {
    terminal.press(Kind::change_level);
    terminal.press(Level::dissatisfied);
    CHECK_FALSE(terminal.scene().kept);
    terminal.report(DraftKept{submission(1)});
    CHECK(terminal.scene().kept);
  }
  SECTION("nor is it when the disk refused it") {
    terminal.press(Kind::change_level);
    terminal.press(Level::dissatisfied);
    terminal.report(KeepFailed{submission(1)});
    CHECK_FALSE(terminal.scene().kept);
  }
  SECTION("the report of a press that was taken back says nothing of the next") {
    terminal.toggle("reasons", "510");
    terminal.press(Kind::withdraw);
    terminal.press(Level::dissatisfied);
    terminal.report(DraftKept{submission(1)});
    CHECK_FALSE(terminal.scene().kept);
    terminal.report(DraftKept{submission(1)});
    CHECK(terminal.scene().kept);
  }
}

TEST_CASE("修改 keeps the rating until another level is pressed", "[kiosk]") {
  Terminal terminal;
  terminal.report(ErrandOffered{errand()});
  terminal.press(Level::dissatisfied);
  terminal.toggle("reasons", "207");
  terminal.press(Kind::change_level);
  CHECK(terminal.screen() == Screen::level);
  CHECK(is_selected(terminal.scene(), 0));

  SECTION("another level") {
    terminal.press(Level::satisfied);
    terminal.press(Kind::submit);
    CHECK(terminal.last<KeepRating>()->document == document_of(Level::satisfied, kNow, kNow));
  }
  SECTION("walking away there") {
    terminal.wait(60'000);
    REQUIRE(terminal.count<KeepRating>() == 1);
    CHECK(terminal.last<KeepRating>()->document.find("\"207\"") != std::string::npos);
  }
}

TEST_CASE("撤销 leaves nothing behind", "[kiosk]") {
  Terminal terminal;
  terminal.report(ErrandOffered{errand()});
  terminal.press(Level::dissatisfied);
  terminal.press(Kind::withdraw);
  CHECK(terminal.screen() == Screen::level);
  CHECK_FALSE(is_selected(terminal.scene(), 0));
  REQUIRE(terminal.last<DropDraft>());
  CHECK(terminal.last<DropDraft>()->submission == submission(1));
  terminal.wait(60'000);
  CHECK(terminal.count<KeepRating>() == 0);
}

TEST_CASE("a draft that the last run left is submitted as of its last touch", "[kiosk]") {
  Terminal before;
  before.report(ErrandOffered{errand()});
  before.press(Level::very_dissatisfied);
  before.wait(3'000);
  before.toggle("reasons", "109");
  before.type("没有写完");
  const KeepDraft draft = *before.last<KeepDraft>();

  Terminal after;
  after.wait(3'600'000);
  after.report(DraftFound{draft});
  REQUIRE(after.count<KeepRating>() == 1);
  const KeepRating rating = *after.last<KeepRating>();
  CHECK(rating.submission == draft.submission);
  CHECK(rating.token == "yp1.one");
  CHECK(rating.receipt == receipt_of(440300, draft.submission));
  CHECK(rating.document.find("没有写完") == std::string::npos);
  CHECK(rating.document.find("\"109\"") != std::string::npos);
  CHECK(rating.document.find(std::to_string(kNow + 3)) != std::string::npos);
  CHECK(after.screen() == Screen::attract);

  SECTION("a damaged one is left where it is") {
    Terminal other;
    KeepDraft damaged = draft;
    damaged.snapshot.resize(damaged.snapshot.size() / 2);
    other.report(DraftFound{damaged});
    CHECK(other.orders.empty());
  }
}

TEST_CASE("a text that is too long keeps the visitor at it, with what was written", "[kiosk]") {
  Terminal terminal;
  terminal.report(ErrandOffered{errand()});
  terminal.press(Level::satisfied);
  for (int i = 0; i < 201; ++i) terminal.type("长");
  terminal.press(Kind::submit);
  CHECK(terminal.screen() == Screen::questions);
  const Scene scene = terminal.scene();
  REQUIRE(scene.page.size() == 1);
  CHECK(scene.view->items[scene.page.front()].id == "suggestion");
  CHECK(scene.view->items[scene.page.front()].remaining == -1);
  terminal.touch({.kind = Kind::erase, .item = "suggestion"});
  terminal.press(Kind::submit);
  CHECK(terminal.screen() == Screen::saving);
}

TEST_CASE("the next visitor finds nothing of the one before", "[kiosk][privacy]") {
  Terminal terminal;
  terminal.report(ErrandOffered{errand()});
  terminal.press(Kind::toggle_elder);
  terminal.press(Kind::toggle_contrast);
  terminal.touch({.kind = Kind::set_language, .text = "en"});
  terminal.press(Level::satisfied);
  terminal.type("secret");
  terminal.press(Kind::submit);
  terminal.report(RatingKept{submission(1)});
  terminal.press(Kind::leave);
  CHECK(terminal.screen() == Screen::attract);
  CHECK(terminal.kiosk.session() == nullptr);

  terminal.report(ErrandOffered{errand("yp1.two")});
  const Scene scene = terminal.scene();
  CHECK_FALSE(scene.modes.elder);
  CHECK_FALSE(scene.modes.contrast);
  CHECK(scene.language == "zh-Hans");
  CHECK(terminal.kiosk.session()->submission() == submission(2));
  for (const ViewItem& item : scene.view->items) CHECK(item.value.empty());
}

TEST_CASE("what somebody set up before there was an errand is not for the next visitor",
          "[kiosk][privacy]") {
  Terminal terminal;
  terminal.press(Kind::toggle_elder);
  terminal.touch({.kind = Kind::set_language, .text = "en"});
  SECTION("soon: it is the same person") {
    terminal.wait(59'999);
    terminal.report(ErrandOffered{errand()});
    CHECK(terminal.scene().modes.elder);
    CHECK(terminal.scene().language == "en");
  }
  SECTION("after a minute it is not") {
    terminal.wait(60'000);
    CHECK(terminal.scene().language == "zh-Hans");
    terminal.report(ErrandOffered{errand()});
    CHECK_FALSE(terminal.scene().modes.elder);
  }
}

TEST_CASE("another visitor's errand waits for whoever has pressed a level", "[kiosk]") {
  Terminal terminal;
  terminal.report(ErrandOffered{errand()});
  SECTION("nothing pressed: the first one has left") {
    terminal.report(ErrandOffered{errand("yp1.two")});
    CHECK(terminal.kiosk.session()->submission() == submission(2));
  }
  SECTION("pressed and gone: asked, then submitted without the text") {
    terminal.press(Level::satisfied);
    terminal.type("没有交出来");
    terminal.wait(2'000);
    terminal.report(ErrandOffered{errand("yp1.two")});
    CHECK(terminal.scene().warning);
    CHECK(terminal.scene().seconds_left == 10);
    terminal.wait(10'000);
    REQUIRE(terminal.last<KeepRating>());
    CHECK(terminal.last<KeepRating>()->token == "yp1.one");
    CHECK(terminal.last<KeepRating>()->document.find("没有交出来") == std::string::npos);
  }
  SECTION("pressed and still there: goes on") {
    terminal.press(Level::satisfied);
    terminal.toggle("reasons", "406");
    terminal.report(ErrandOffered{errand("yp1.two")});
    terminal.press(Kind::stay);
    CHECK_FALSE(terminal.scene().warning);
    terminal.wait(44'000);
    CHECK(terminal.screen() == Screen::questions);
  }
  SECTION("pressed: after the thank-you, which stays long enough to be read") {
    terminal.press(Level::satisfied);
    terminal.report(ErrandOffered{errand("yp1.two")});
    terminal.press(Kind::submit);
    CHECK(terminal.last<KeepRating>()->token == "yp1.one");
    terminal.report(RatingKept{submission(1)});
    terminal.wait(3'999);
    CHECK(terminal.screen() == Screen::thanks);
    CHECK_FALSE(terminal.scene().warning);
    terminal.wait(1);
    CHECK(terminal.screen() == Screen::level);
    terminal.press(Level::satisfied);
    CHECK(terminal.last<KeepDraft>()->token == "yp1.two");
  }
  SECTION("withdrawn by the counter") {
    terminal.report(ErrandWithdrawn{});
    CHECK(terminal.screen() == Screen::attract);
    CHECK(terminal.scene().errand == nullptr);
  }
}

TEST_CASE("an offer that crosses its own rating is not taken twice", "[kiosk]") {
  Terminal terminal;
  terminal.report(ErrandOffered{errand()});
  terminal.press(Level::satisfied);
  terminal.press(Kind::submit);
  terminal.report(RatingKept{submission(1)});
  terminal.report(ErrandOffered{errand()});
  CHECK(terminal.screen() == Screen::thanks);
  terminal.wait(8'000);
  CHECK(terminal.screen() == Screen::attract);
  CHECK(terminal.scene().errand == nullptr);
}

TEST_CASE("a questionnaire that this terminal does not have is not shown", "[kiosk]") {
  Terminal terminal;
  Errand other = errand();
  other.questionnaire_version = 2;
  terminal.report(ErrandOffered{other});
  CHECK(terminal.screen() == Screen::attract);
}

TEST_CASE("the terminal asks to be woken when its screen changes, and not before", "[kiosk]") {
  Terminal terminal;
  CHECK(terminal.kiosk.next_change());
  terminal.report(ErrandOffered{errand()});
  terminal.press(Level::satisfied);
  for (int left = 10; left > 0; --left) {
    CHECK(terminal.scene().seconds_left == left);
    const auto next = terminal.kiosk.next_change();
    REQUIRE(next);
    CHECK(*next == terminal.now.steady_ms + 1'000);
    terminal.wait(*next - terminal.now.steady_ms);
  }
  CHECK(terminal.screen() == Screen::saving);
}

TEST_CASE("touches that come too late change nothing", "[kiosk]") {
  Terminal terminal;
  terminal.report(ErrandOffered{errand()});
  terminal.press(Level::satisfied);
  terminal.press(Kind::submit);
  const std::string document = terminal.last<KeepRating>()->document;
  for (const Kind kind : {Kind::withdraw, Kind::change_level, Kind::submit, Kind::decline,
                          Kind::leave, Kind::retry, Kind::edit}) {
    terminal.press(kind);
  }
  terminal.press(Level::very_dissatisfied);
  terminal.toggle("reasons", "406");
  terminal.type("x");
  CHECK(terminal.screen() == Screen::saving);
  CHECK(terminal.count<KeepRating>() == 1);
  CHECK(write_evaluation(*terminal.kiosk.session()) == document);
}
