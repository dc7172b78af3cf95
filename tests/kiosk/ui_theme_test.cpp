// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <regex>
#include <set>
#include <string>

#include "host/files.hpp"
#include "kiosk/ui/lettering.hpp"
#include "kiosk/ui/scenery.hpp"
#include "kiosk/ui/text_engine/keyboard.hpp"
#include "kiosk/ui/theme.hpp"
#include "ui_support.hpp"

using namespace yiping::kiosk;
using namespace yiping::kiosk::ui;
namespace fs = std::filesystem;

TEST_CASE("every text stands out from its ground", "[theme]") {
  CHECK(contrast_ratio(rgb(0x000000), rgb(0xffffff)) > 20.9);
  CHECK(contrast_ratio(rgb(0x777777), rgb(0xffffff)) < 4.5);
  for (const auto& [name, text, ground] : text_pairs(theme_of({}).palette)) {
    INFO(name);
    CHECK(contrast_ratio(text, ground) >= 4.5);
  }
  for (const auto& [name, text, ground] : text_pairs(theme_of({.contrast = true}).palette)) {
    INFO(name);
    CHECK(contrast_ratio(text, ground) >= 7);
  }
}

TEST_CASE("the time stands out from the sky at every hour", "[theme]") {
  for (int hour = 0; hour < 24; ++hour) {
    INFO(hour);
    const auto at = static_cast<float>(hour);
    CHECK(contrast_ratio(ink_on_sky(at), sky_of(at).start) >= 4.5);
    CHECK(contrast_ratio(ink_on_sky(at), sky_of(at).end) >= 4.5);
  }
}

TEST_CASE("a face's features stand out from its skin", "[theme]") {
  for (const Modes& modes : {Modes{}, Modes{.contrast = true}}) {
    const Palette palette = theme_of(modes).palette;
    for (const Shade& skin : palette.faces) {
      CHECK(contrast_ratio(palette.face_ink, skin.start) >= 4.5);
      CHECK(contrast_ratio(palette.face_ink, skin.end) >= 3);
    }
  }
}

TEST_CASE("elder texts and targets are larger", "[theme]") {
  CHECK(theme_of({.elder = true}).text >= 1.2F);
  CHECK(theme_of({.elder = true}).target > theme_of({}).target);
}

TEST_CASE("the wording has what the screens say, in every language, and nothing else",
          "[wording]") {
  std::set<std::string> said{"header.window"};
  const auto read = [&](const fs::path& folder) {
    static const std::regex key(R"re("([a-z]+\.[a-z_]+)")re");
    for (const fs::path& file : yiping::host::files_in(folder, ".cpp")) {
      const std::string source = yiping::host::read_file(file).bytes;
      for (std::sregex_iterator at(source.begin(), source.end(), key), end; at != end; ++at) {
        said.insert((*at)[1]);
      }
    }
  };
  const fs::path ui = fs::path(YIPING_SOURCE_DIR) / "native/kiosk/ui";
  read(ui);
  read(ui / "screens");
  for (const std::string& key : keyboard_wording()) said.insert(key);
  for (int i = 1; i <= 12; ++i) said.insert("month." + std::to_string(i));
  for (int i = 0; i < 7; ++i) said.insert("weekday." + std::to_string(i));
  for (const auto& [key, texts] : test::wording().all()) {
    INFO(key);
    CHECK(said.contains(key));
    CHECK(texts.contains("zh-Hans"));
    CHECK(texts.contains("en"));
  }
  for (const std::string_view key :
       {"level.hint", "questions.auto", "thanks.keep", "warning.stay", "keyboard.done"}) {
    CHECK(test::wording().all().contains(std::string(key)));
  }
}

TEST_CASE("no screen shows a key instead of its text", "[wording]") {
  Keyboard keyboard(test::silent_pinyin());
  for (const test::Setting& setting : {test::settings()[0], test::settings()[5]}) {
    for (const test::Moment& moment : test::moments()) {
      test::Stage stage(setting, moment);
      HeadlessScreen screen(
          {1080, 1920}, test::ui_options(&keyboard), [&] { return stage.scene(); },
          [](const Intent&) {});
      screen.step();
      static const std::regex key(R"(^[a-z]+\.[a-z_.]+$|\{[a-z]+\})");
      for (const auto& text : screen.registry().texts()) {
        INFO(moment.name << ": " << text.text);
        CHECK_FALSE(std::regex_search(text.text, key));
      }
    }
  }
}
