// SPDX-License-Identifier: Apache-2.0
// Every moment, in every setting, on every screen: a finger finds each target and the eye each
// text.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "kiosk/ui/headless.hpp"
#include "ui_support.hpp"

using namespace yiping::kiosk;

namespace {

/// Design pixels: 22 mm on a portrait screen of 21.5 inches.
constexpr float kFinger = 88;
/// Ems of 5 mm there.
constexpr float kSmallest = 20;
constexpr float kLowStart = 0.45F;

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += "\n  " + line;
  return out;
}

/// Calls `check(screen, setting, moment)` for every combination of the moments whose name begins
/// with `word`, at rest.
template <typename Check>
void for_all(std::string_view word, const Check& check) {
  Keyboard keyboard(test::silent_pinyin());
  UiOptions options = test::ui_options(&keyboard);
  options.motion = MotionMode::off;  // what moves has its targets at their final place
  for (const test::Format& format : test::formats()) {
    std::optional<test::Stage> stage;
    HeadlessScreen screen(
        format.size, options, [&] { return stage->scene(); }, [](const Intent&) {});
    for (const test::Setting& setting : test::settings()) {
      for (const test::Moment& moment : test::moments()) {
        if (!moment.name.starts_with(word)) continue;
        stage.emplace(setting, moment);
        INFO(format.name << " " << setting.name << " " << moment.name);
        screen.settle();
        check(screen, setting, moment);
      }
    }
  }
}

}  // namespace

TEST_CASE("every target is as large as a finger and alone, every text is whole", "[geometry]") {
  int looks = 0;
  for_all("", [&](HeadlessScreen& screen, const test::Setting&, const test::Moment&) {
    const auto faults =
        faults_of(screen.registry(), screen.size(), kFinger * scale_of(screen.size()));
    INFO(joined(faults));
    CHECK(faults.empty());
    CHECK_FALSE(screen.registry().texts().empty());
    for (const auto& text : screen.registry().texts()) {
      INFO(text.text << " in " << text.size);
      CHECK(text.size + 0.5F >= kSmallest * scale_of(screen.size()));
    }
    ++looks;
  });
  CHECK(looks == 3 * 10 * static_cast<int>(test::moments().size()));
}

TEST_CASE("in low mode every target of a portrait screen is in reach from a wheelchair",
          "[geometry][low]") {
  for_all("", [&](HeadlessScreen& screen, const test::Setting& setting, const test::Moment&) {
    const ImVec2 size = screen.size();
    if (!setting.modes.low || size.x > size.y) return;
    for (const auto& target : screen.registry().targets()) {
      INFO(target.name << " at " << target.area.min.y);
      CHECK(target.area.min.y >= kLowStart * size.y);
    }
  });
}

TEST_CASE("no level is larger, nearer or chosen before it is touched", "[geometry][neutral]") {
  for_all("level", [&](HeadlessScreen& screen, const test::Setting&, const test::Moment& moment) {
    if (moment.name != "level") return;
    std::vector<Area> areas;
    std::vector<float> labels;
    for (const auto& target : screen.registry().targets()) {
      CHECK((target.state == TargetState::plain || !target.name.starts_with("level.")));
      if (target.name.starts_with("level.")) areas.push_back(target.area);
    }
    REQUIRE(areas.size() == 5);
    for (const Area& area : areas) {
      // Columns and rows share out what is left by whole pixels.
      CHECK(std::abs(area.width() - areas.front().width()) <= 1);
      CHECK(std::abs(area.height() - areas.front().height()) <= 1);
      for (const auto& text : screen.registry().texts()) {
        const ImVec2 middle = text.ink.centre();
        if (middle.x > area.min.x && middle.x < area.max.x && middle.y > area.min.y &&
            middle.y < area.max.y) {
          labels.push_back(text.size);
        }
      }
    }
    REQUIRE(labels.size() == 5);
    CHECK(std::ranges::all_of(labels, [&](float size) { return size == labels.front(); }));
  });
}

TEST_CASE("nothing is chosen on a page that nobody has touched", "[geometry][neutral]") {
  const auto check = [](HeadlessScreen& screen, const test::Setting&, const test::Moment& moment) {
    if (moment.name.find('-') != std::string::npos) return;
    const auto& targets = screen.registry().targets();
    CHECK(targets.size() >= 8);
    CHECK(std::ranges::none_of(
        targets, [](const auto& target) { return target.state == TargetState::chosen; }));
  };
  for_all("reasons", check);
  for_all("ratings", check);
}

TEST_CASE("the check of targets and texts finds what it is for", "[geometry]") {
  const ImVec2 size{1080, 1920};
  Registry registry;
  registry.add(Registry::Target{"first", {{0, 0}, {100, 100}}});
  registry.add(Registry::Target{"second", {{200, 0}, {300, 100}}});
  CHECK(faults_of(registry, size, kFinger).empty());
  registry.add(Registry::Target{"over", {{250, 50}, {350, 150}}});
  registry.add(Registry::Target{"small", {{400, 0}, {480, 100}}});
  registry.add(Registry::Target{"first", {{0, 200}, {100, 300}}});
  registry.add(Registry::Target{"outside", {{1000, 200}, {1100, 300}}});
  registry.add(Registry::Text{.text = "cut", .ink = {{0, 400}, {100, 440}}, .fits = false});
  registry.add(Registry::Text{.text = "gone", .ink = {{0, 1900}, {100, 1940}}});
  CHECK(faults_of(registry, size, kFinger) ==
        std::vector<std::string>{"first: twice", "second: over over",
                                 "small: smaller than a finger, 80.000000 x 100.000000",
                                 "outside: outside the screen", "clipped: cut",
                                 "off the screen: gone"});
}

TEST_CASE("a text that cannot fit is noticed on the real screen", "[geometry]") {
  test::Terminal terminal;
  Errand endless = test::errand();
  for (int i = 0; i < 7; ++i) endless.item_name += endless.item_name;
  terminal.report(ErrandOffered{endless});
  HeadlessScreen screen(
      {1080, 1920}, test::ui_options(), [&] { return terminal.scene(); }, [](const Intent&) {});
  screen.settle();
  const auto faults = faults_of(screen.registry(), screen.size(), kFinger);
  REQUIRE(faults.size() == 1);
  CHECK(faults.front() == "clipped: " + endless.item_name);
}

TEST_CASE("a right-to-left language mirrors the screen and still fits", "[geometry]") {
  for (const test::Format& format : test::formats()) {
    for (const test::Moment& moment : test::moments()) {
      test::Stage stage(test::settings().front(), moment);
      yiping::Locale locale;
      yiping::View view;
      const auto mirrored = [&] {
        Scene scene = stage.scene();
        if (scene.view == nullptr) return scene;
        view = *scene.view;
        locale = *view.locale;
        locale.direction = "rtl";
        view.locale = &locale;
        scene.view = &view;
        return scene;
      };
      HeadlessScreen screen(format.size, test::ui_options(), mirrored, [](const Intent&) {});
      screen.settle();
      INFO(format.name << " " << moment.name);
      const auto faults =
          faults_of(screen.registry(), format.size, kFinger * scale_of(format.size));
      INFO(joined(faults));
      CHECK(faults.empty());
      const auto* best = screen.registry().find("level.very_satisfied");
      const auto* worst = screen.registry().find("level.very_dissatisfied");
      if (best != nullptr && worst != nullptr) CHECK(best->area.min.x > worst->area.max.x);
    }
  }
}
