// SPDX-License-Identifier: Apache-2.0
// What a touch means, by the names of what is touched.
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/headless.hpp"
#include "ui_support.hpp"

using namespace yiping::kiosk;

namespace {

/// A terminal and its screen, as a window joins them.
struct Played : test::Terminal {
  std::vector<Intent> intents;
  Keyboard keyboard{test::silent_pinyin()};
  HeadlessScreen screen{{1080, 1920},
                        test::ui_options(&keyboard),
                        [this] { return scene(); },
                        [this](const Intent& intent) {
                          intents.push_back(intent);
                          touch(intent);
                        }};

  Played() {
    report(LinkState{.online = true});
    report(ErrandOffered{test::errand()});
  }

  std::string text() { return std::string(scene().view->items.back().value); }
};

/// "toggle reasons 207" and the like; empty for a name that has no meaning of its own.
std::string expected(const std::string& name) {
  static const std::map<std::string, std::string, std::less<>> whole{
      {"begin", "begin"},
      {"decline", "decline"},
      {"change", "change"},
      {"withdraw", "withdraw"},
      {"submit", "submit"},
      {"retry", "retry"},
      {"edit", "edit"},
      {"done", "leave"},
      {"stay", "stay"},
      {"mode.elder", "elder"},
      {"mode.contrast", "contrast"},
      {"mode.low", "low"},
      {"language.en", "language en"},
      {"suggestion", "keyboard suggestion"},
      {"page.next", "page"},
      {"page.back", "page"},
  };
  const auto found = whole.find(name);
  if (found != whole.end()) return found->second;
  const std::size_t dot = name.find('.');
  const std::string item = name.substr(0, dot);
  const std::string option = name.substr(dot + 1);
  if (item == "level") return "level " + option;
  if (option == "clear") return "clear " + item;
  return "toggle " + item + " " + option;
}

std::string said(const Intent& intent) {
  switch (intent.kind) {
    case Intent::Kind::begin:
      return "begin";
    case Intent::Kind::choose_level:
      return "level " + std::string(yiping::name_of(*intent.level));
    case Intent::Kind::change_level:
      return "change";
    case Intent::Kind::withdraw:
      return "withdraw";
    case Intent::Kind::toggle:
      return "toggle " + intent.item + " " + intent.text;
    case Intent::Kind::clear:
      return "clear " + intent.item;
    case Intent::Kind::go_to:
      return "page";
    case Intent::Kind::open_keyboard:
      return "keyboard " + intent.item;
    case Intent::Kind::type:
      return "type " + intent.text;
    case Intent::Kind::erase:
      return "erase";
    case Intent::Kind::close_keyboard:
      return "close";
    case Intent::Kind::submit:
      return "submit";
    case Intent::Kind::retry:
      return "retry";
    case Intent::Kind::edit:
      return "edit";
    case Intent::Kind::decline:
      return "decline";
    case Intent::Kind::stay:
      return "stay";
    case Intent::Kind::leave:
      return "leave";
    case Intent::Kind::set_language:
      return "language " + intent.text;
    case Intent::Kind::toggle_elder:
      return "elder";
    case Intent::Kind::toggle_contrast:
      return "contrast";
    case Intent::Kind::toggle_low:
      return "low";
    case Intent::Kind::use_mode:
      return "mode " + intent.text;
  }
  return "";
}

}  // namespace

TEST_CASE("each target says what its name says", "[touch]") {
  std::size_t tapped = 0;
  for (const test::Format& format : test::formats()) {
    for (const test::Moment& moment : test::moments()) {
      if (moment.name == "keyboard") continue;  // its keys have a model of their own
      test::Stage stage(test::settings().front(), moment);
      std::vector<Intent> intents;
      UiOptions options = test::ui_options();
      options.motion = MotionMode::off;
      HeadlessScreen screen(
          format.size, options, [&] { return stage.scene(); },
          [&](const Intent& intent) { intents.push_back(intent); });
      screen.settle();
      const std::vector<Registry::Target> targets = screen.registry().targets();
      for (const Registry::Target& target : targets) {
        INFO(format.name << " " << moment.name << " " << target.name);
        intents.clear();
        REQUIRE(screen.tap(target.name));
        REQUIRE(intents.size() == 1);
        CHECK(said(intents.front()) == expected(target.name));
        ++tapped;
      }
    }
  }
  CHECK(tapped > 300);
}

TEST_CASE("a visit by touch alone ends with a receipt", "[touch][visit]") {
  Played played;
  REQUIRE(played.screen.tap("level.dissatisfied"));
  REQUIRE(played.screen.tap("reasons.207"));
  REQUIRE(played.screen.tap("page.next"));
  REQUIRE(played.screen.tap("guide_clarity.satisfied"));
  REQUIRE(played.screen.tap("page.next"));
  REQUIRE(played.screen.tap("suggestion"));
  // While the keyboard slides in its keys are already where they will be.
  for (const char* key : {"key.b", "key.a", "key.n"}) REQUIRE(played.screen.tap(key));
  CHECK(played.keyboard.composition() == "ban");
  REQUIRE(played.screen.tap("candidate.2"));
  REQUIRE(played.screen.tap("key.full_stop"));
  played.screen.settle();
  CHECK(played.text() == "办事。");
  REQUIRE(played.screen.tap("key.erase"));
  REQUIRE(played.screen.tap("key.done"));
  played.screen.settle();
  CHECK(played.text() == "办事");
  CHECK(played.screen.registry().find("key.done") == nullptr);
  REQUIRE(played.screen.tap("submit"));
  CHECK(played.Terminal::screen() == Screen::saving);
  played.report(RatingKept{played.last<KeepRating>()->submission});
  played.screen.settle();
  std::string shown;
  for (const auto& text : played.screen.registry().texts()) shown += text.text + " ";
  CHECK(shown.find("4403") != std::string::npos);
  CHECK(played.last<KeepRating>()->document.find("办事") != std::string::npos);
  REQUIRE(played.screen.tap("done"));
  CHECK(played.Terminal::screen() == Screen::attract);
}

TEST_CASE("all keys tapped quickly arrive, none goes to what lies below", "[touch][keyboard]") {
  Played played;
  played.screen.tap("level.satisfied");
  played.touch({.kind = Intent::Kind::go_to, .page = 2});
  played.screen.tap("suggestion");
  played.intents.clear();
  REQUIRE(played.screen.tap("key.mode_digits"));
  for (int round = 0; round < 3; ++round) {
    for (const char digit : std::string_view("1234567890")) {
      REQUIRE(played.screen.tap(std::string("key.") + digit));
    }
  }
  played.screen.settle();
  CHECK(played.text() == "123456789012345678901234567890");
  for (const Intent& intent : played.intents) CHECK(intent.kind == Intent::Kind::type);
}

TEST_CASE("a keyboard on a cable types and erases", "[touch][keyboard]") {
  Played played;
  played.screen.tap("level.satisfied");
  played.touch({.kind = Intent::Kind::go_to, .page = 2});
  played.screen.type("before the field is open");
  CHECK(played.text().empty());
  played.screen.tap("suggestion");
  played.screen.type("Queue 排队é");
  CHECK(played.text() == "Queue 排队é");
  played.screen.press_backspace();
  CHECK(played.text() == "Queue 排队");
}

TEST_CASE("what was composed is forgotten with the field", "[touch][keyboard][privacy]") {
  Played played;
  played.screen.tap("level.satisfied");
  played.touch({.kind = Intent::Kind::go_to, .page = 2});
  played.screen.tap("suggestion");
  played.screen.tap("key.b");
  CHECK_FALSE(played.keyboard.composition().empty());
  played.touch({.kind = Intent::Kind::close_keyboard});
  played.screen.step();
  CHECK(played.keyboard.composition().empty());
}

TEST_CASE("any touch answers the question whether somebody is there", "[touch][warning]") {
  Played played;
  played.wait(50'000);
  REQUIRE(played.scene().warning);
  played.screen.settle();
  CHECK(played.screen.registry().targets().size() == 1);
  played.intents.clear();
  // Where a level was: it must not be taken for a rating.
  played.screen.tap_at({540, 1000});
  REQUIRE(played.intents.size() == 1);
  CHECK(played.intents.front().kind == Intent::Kind::stay);
  CHECK_FALSE(played.scene().warning);
  CHECK(played.Terminal::screen() == Screen::level);
}

TEST_CASE("that question lies over the keyboard too", "[touch][warning][keyboard]") {
  Played played;
  played.screen.tap("level.satisfied");
  played.touch({.kind = Intent::Kind::go_to, .page = 2});
  played.screen.tap("suggestion");
  played.screen.settle();
  const ImVec2 key = played.screen.registry().find("key.q")->area.centre();
  played.wait(50'000);
  REQUIRE(played.scene().warning);
  played.screen.settle();
  played.intents.clear();
  played.screen.tap_at(key);
  REQUIRE(played.intents.size() == 1);
  CHECK(played.intents.front().kind == Intent::Kind::stay);
  CHECK(played.keyboard.composition().empty());
  played.screen.tap_at(key);
  CHECK(played.keyboard.composition() == "q");
}

TEST_CASE("a finger that slides off takes its touch back", "[touch]") {
  Played played;
  played.screen.settle();
  const auto* target = played.screen.registry().find("level.satisfied");
  REQUIRE(target != nullptr);
  played.screen.press_at(target->area.centre());
  played.screen.release_at({540, 300});
  CHECK(played.intents.empty());
}

TEST_CASE("whatever moves comes to rest", "[motion]") {
  Keyboard keyboard(test::silent_pinyin());
  for (const test::Moment& moment : test::moments()) {
    test::Stage stage(test::settings().front(), moment);
    HeadlessScreen screen(
        {1080, 1920}, test::ui_options(&keyboard), [&] { return stage.scene(); },
        [](const Intent&) {});
    INFO(moment.name);
    const int frames = screen.settle();
    CHECK(frames > 10);
    CHECK(frames < 120);
    const auto rest = screen.drawn();
    screen.step();
    CHECK(screen.drawn() == rest);
  }
}

TEST_CASE("a touch shows within a frame and then rests", "[touch][motion]") {
  for (const MotionMode motion : {MotionMode::on, MotionMode::off}) {
    test::Stage stage(test::settings().front(), test::moments()[2]);
    UiOptions options = test::ui_options();
    options.motion = motion;
    HeadlessScreen screen(
        {1080, 1920}, options, [&] { return stage.scene(); },
        [&](const Intent& intent) { stage.touch(intent); });
    const int frames = screen.settle();
    CHECK(frames < (motion == MotionMode::on ? 90 : 3));
    const auto before = screen.drawn();
    screen.press_at(screen.registry().find("level.satisfied")->area.centre());
    CHECK(screen.drawn() != before);
    screen.release_at({540, 300});
    screen.settle();
    CHECK(screen.drawn() == before);
  }
}
