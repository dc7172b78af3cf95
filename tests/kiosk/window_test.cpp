// SPDX-License-Identifier: Apache-2.0
// The window on the display that is there, which is Xvfb in the tests: what it costs to wait, and
// that touches reach the screen. Skipped without a display.
#include <SDL.h>
#include <sys/resource.h>

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "kiosk/app/window_sdl.hpp"
#include "ui_support.hpp"

using namespace yiping::kiosk;
using Clock = std::chrono::steady_clock;

namespace {

bool has_display() { return std::getenv("DISPLAY") != nullptr; }

WindowOptions options() {
  return {.mode = WindowMode::sized, .width = 540, .height = 960, .ui = test::ui_options()};
}

double cpu_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

/// A terminal in a window, for as long as `goes_on`.
struct Shown {
  test::Stage stage{test::settings().front(), test::moments()[2]};
  std::vector<Intent> intents;
  std::optional<Registry> registry;
  int frames = 0;
  Window window{options()};

  void run(const std::function<bool()>& goes_on) {
    WindowHost host;
    host.scene = [&] { return stage.scene(); };
    host.act = [&](const Intent& intent) {
      intents.push_back(intent);
      stage.touch(intent);
    };
    host.next_change = [] { return std::optional<std::int64_t>(); };
    host.turn = [&] { return goes_on() ? Turn::go_on : Turn::quit; };
    host.drawn = [&](const Scene&, const Registry& now) {
      registry = now;
      ++frames;
    };
    window.run(host);
  }

  void run_for(std::chrono::milliseconds time) {
    const auto end = Clock::now() + time;
    run([&] { return Clock::now() < end; });
  }
};

void push_button(std::uint32_t type, ImVec2 at) {
  SDL_Event event{};
  event.type = type;
  event.button.button = SDL_BUTTON_LEFT;
  event.button.which = SDL_TOUCH_MOUSEID;
  event.button.x = static_cast<int>(at.x);
  event.button.y = static_cast<int>(at.y);
  SDL_PushEvent(&event);
}

}  // namespace

TEST_CASE("an idle window draws nothing and costs nothing", "[window]") {
  if (!has_display()) SKIP("no display");
  Shown shown;
  shown.run_for(std::chrono::seconds(2));
  const int before = shown.frames;
  const double cpu = cpu_seconds();
  constexpr int kSeconds = 5;
  shown.run_for(std::chrono::seconds(kSeconds));
  const double share = (cpu_seconds() - cpu) / kSeconds;
  WARN("idle: " << share * 100 << " % of a processor");
  // `run` draws once when it begins.
  CHECK(shown.frames - before <= 1);
  CHECK(share < 0.05);
}

TEST_CASE("a touch that has only a button event is taken where it was", "[window]") {
  if (!has_display()) SKIP("no display");
  Shown shown;
  shown.run_for(std::chrono::milliseconds(300));
  const auto* target = shown.registry->find("level.dissatisfied");
  REQUIRE(target != nullptr);
  const ImVec2 at = target->area.centre();
  // Both halves at once: the window must not sleep with one of them waiting.
  push_button(SDL_MOUSEBUTTONDOWN, at);
  push_button(SDL_MOUSEBUTTONUP, at);
  shown.run_for(std::chrono::milliseconds(300));
  REQUIRE(shown.intents.size() == 1);
  CHECK(shown.intents.front().level == yiping::Level::dissatisfied);
}

TEST_CASE("another thread wakes the window", "[window]") {
  if (!has_display()) SKIP("no display");
  Shown shown;
  shown.run_for(std::chrono::milliseconds(300));
  std::atomic<bool> reported = false;
  std::thread other([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    reported = true;
    Window::wake();
  });
  const auto begin = Clock::now();
  shown.run([&] { return !reported; });
  const auto waited = Clock::now() - begin;
  other.join();
  CHECK(waited < std::chrono::milliseconds(700));
}

TEST_CASE("without a display the operator is told", "[window]") {
  if (!has_display()) SKIP("no display");
  const std::string display = std::getenv("DISPLAY");
  setenv("DISPLAY", ":nowhere", 1);
  CHECK_THROWS_WITH(Window(options()), Catch::Matchers::ContainsSubstring("no display"));
  setenv("DISPLAY", display.c_str(), 1);
}

TEST_CASE("the first frame is there soon", "[window]") {
  if (!has_display()) SKIP("no display");
  const auto begin = Clock::now();
  Shown shown;
  (void)shown.window.show(shown.stage.scene());
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin);
  WARN("first frame after " << took.count() << " ms");
  CHECK(took < std::chrono::seconds(5));
}

TEST_CASE("a picture of the screen is written", "[window]") {
  if (!has_display()) SKIP("no display");
  Shown shown;
  shown.run_for(std::chrono::milliseconds(100));
  const auto file = std::filesystem::temp_directory_path() / "yiping_kiosk_window.png";
  shown.window.write_picture(file);
  CHECK(std::filesystem::file_size(file) > 10'000);
  std::filesystem::remove(file);
  CHECK_THROWS_AS(shown.window.write_picture("/nowhere/picture.png"), std::runtime_error);
}
