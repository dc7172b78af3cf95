// SPDX-License-Identifier: Apache-2.0
// yiping_kiosk_gallery FOLDER [NAME]...: pictures of every moment in every setting and format,
// drawn in a real window, for eyes; or only of those named, such as portrait-elder-level.
#include <catch2/catch_session.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <filesystem>
#include <set>
#include <string>

#include "kiosk/app/window_sdl.hpp"
#include "ui_support.hpp"

namespace {

using namespace yiping::kiosk;

/// A transition that has not ended by then never will.
constexpr int kMostFrames = 300;

void take(Window& window, const test::Setting& setting, const test::Moment& moment,
          Keyboard& keyboard, const std::filesystem::path& file) {
  test::Stage stage(setting, moment);
  for (int frame = 0; frame < kMostFrames; ++frame) {
    (void)window.show(stage.scene());
    if (frame == 0 && moment.name == "keyboard") {
      for (const char* key : {"key.b", "key.a", "key.n"}) (void)keyboard.press(key);
    }
    if (frame > 2 && !window.animating()) break;
  }
  window.write_picture(file);
}

std::filesystem::path folder;
std::set<std::string> names;

bool is_wanted(const std::string& name) { return names.empty() || names.contains(name); }

TEST_CASE("every moment is drawn") {
  Keyboard keyboard(test::silent_pinyin());
  for (const test::Format& format : test::formats()) {
    Window window({.mode = WindowMode::sized,
                   .width = static_cast<int>(format.size.x),
                   .height = static_cast<int>(format.size.y),
                   .ui = test::ui_options(&keyboard),
                   .motion = MotionMode::off});
    const std::string specimen = format.name + "-specimen";
    if (is_wanted(specimen)) {
      window.show_specimen();
      window.write_picture(folder / (specimen + ".png"));
    }
    for (const test::Setting& setting : test::settings()) {
      for (const test::Moment& moment : test::moments()) {
        const std::string name = format.name + "-" + setting.name + "-" + moment.name;
        if (!is_wanted(name)) continue;
        take(window, setting, moment, keyboard, folder / (name + ".png"));
      }
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fputs("yiping_kiosk_gallery FOLDER [NAME]...\n", stderr);
    return 2;
  }
  folder = argv[1];
  names.insert(argv + 2, argv + argc);
  std::filesystem::create_directories(folder);
  // The questionnaire is loaded by what the tests share, and that checks as a test does.
  return Catch::Session().run();
}
