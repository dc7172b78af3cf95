// SPDX-License-Identifier: Apache-2.0
// yiping-kiosk: the terminal in a hall. Commands: init, enrol, run.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>

#include "host/command_line.hpp"
#include "host/files.hpp"
#include "host/http_client.hpp"
#include "kiosk/app/terminal.hpp"
#include "kiosk/app/window_sdl.hpp"
#include "kiosk/courier/config.hpp"
#include "kiosk/courier/device.hpp"
#include "kiosk/ui/text_engine/pinyin.hpp"

namespace {

namespace fs = std::filesystem;
using namespace yiping::kiosk;
using yiping::host::Json;

struct Size {
  int width = 0;
  int height = 0;
};

struct Arguments {
  std::string config = "kiosk.json";
  std::string folder;
  std::string collector = "http://127.0.0.1:8080";
  std::string assets = "assets";
  std::string fonts = "build/deps/fonts";
  std::string code;
  std::optional<Size> size;  // a window instead of the whole screen
  std::string places;
  std::string picture;
  std::string picture_of = "level";
};

volatile std::sig_atomic_t stop_asked = 0;

void ask_stop(int) { stop_asked = 1; }

void init(const Arguments& arguments) {
  const fs::path file =
      init_kiosk(arguments.folder, arguments.collector, arguments.assets, arguments.fonts);
  std::cout << file.string() << "\n下一步 / next: yiping-kiosk enrol --config " << file.string()
            << " --code ye1.…\n";
}

void enrol_device(const Arguments& arguments) {
  const Config config = read_config(arguments.config);
  yiping::host::HttpClient client(config.http);
  const Identity identity = enrol(config.device_file(), config.collector, arguments.code, client);
  std::cout << identity.hall << " · " << identity.window << ": 已登记 / enrolled (" << identity.id
            << ")\n";
}

/// For robots that touch the screen in tests: what is where.
void write_places(const fs::path& file, const Scene& scene, const Registry& registry) {
  Json places = Json::object();
  for (const Registry::Target& target : registry.targets()) {
    const auto whole = [](float pixels) { return static_cast<int>(pixels); };
    places[target.name] = {whole(target.area.min.x), whole(target.area.min.y),
                           whole(target.area.width()), whole(target.area.height())};
  }
  const Json seen{{"pid", getpid()},
                  {"screen", name_of(scene.screen)},
                  {"kept", scene.kept},
                  {"delivered", scene.delivered},
                  {"receipt", scene.view == nullptr ? "" : scene.view->receipt},
                  {"places", std::move(places)}};
  static std::string last;
  std::string text = seen.dump();
  if (text == last) return;
  if (yiping::host::write_file(file, text).empty()) last = std::move(text);
}

WindowOptions window_options(const Arguments& arguments, const Config& config, Keyboard& keyboard) {
  WindowOptions options;
  options.mode = config.fullscreen ? WindowMode::fullscreen : WindowMode::sized;
  options.width = config.width;
  options.height = config.height;
  if (arguments.size) {
    options.mode = WindowMode::sized;
    options.width = arguments.size->width;
    options.height = arguments.size->height;
    options.pointer = Pointer::shown;
  }
  options.ui.fonts = fonts_in(config.fonts);
  options.ui.keyboard = &keyboard;
  return options;
}

/// "1080x1920"; at least 320 and at most five digits each way.
Size read_size(const std::string& text) {
  constexpr std::size_t kDigits = 5;
  constexpr int kLeast = 320;
  const auto number = [](std::string_view digits) {
    int value = 0;
    const char* const end = digits.data() + digits.size();
    const auto [stopped, error] = std::from_chars(digits.data(), end, value);
    return error == std::errc() && stopped == end && digits.size() <= kDigits ? value : 0;
  };
  const auto cross = text.find('x');
  const std::string_view whole = text;
  const Size size{number(whole.substr(0, cross)),
                  cross == std::string::npos ? 0 : number(whole.substr(cross + 1))};
  if (size.width < kLeast || size.height < kLeast) {
    throw CLI::ValidationError("--size", "is like 1080x1920");
  }
  return size;
}

void run(const Arguments& arguments) {
  std::signal(SIGTERM, ask_stop);
  std::signal(SIGINT, ask_stop);
  const Config config = read_config(arguments.config);
  const auto pinyin = open_pinyin(default_pinyin_dictionary());
  Keyboard keyboard(*pinyin);
  Window window(window_options(arguments, config, keyboard));
  Terminal terminal(config, Window::wake);
  bool drawn = false;
  WindowHost host;
  host.scene = [&] { return terminal.scene(); };
  host.act = [&](const Intent& intent) { terminal.act(intent); };
  host.next_change = [&] { return terminal.next_change(); };
  host.turn = [&] {
    terminal.pump();
    return stop_asked != 0 || (drawn && !arguments.picture.empty()) ? Turn::quit : Turn::go_on;
  };
  host.drawn = [&](const Scene& scene, const Registry& registry) {
    if (!arguments.places.empty()) write_places(arguments.places, scene, registry);
    drawn = name_of(scene.screen) == arguments.picture_of && !window.animating();
  };
  window.run(host);
  if (!arguments.picture.empty()) window.write_picture(arguments.picture);
}

void define(CLI::App& app, Arguments& arguments) {
  app.require_subcommand(1);
  const auto config = [&](CLI::App* command) {
    command->add_option("--config", arguments.config, "configuration file")->capture_default_str();
  };

  CLI::App* init_command = app.add_subcommand("init", "生成配置 / write a configuration");
  init_command->add_option("--dir", arguments.folder, "folder for it")->required();
  init_command->add_option("--collector", arguments.collector, "address of the collector")
      ->capture_default_str();
  init_command->add_option("--assets", arguments.assets, "questionnaires, codes, locales")
      ->capture_default_str();
  init_command->add_option("--fonts", arguments.fonts, "kiosk-regular.otf, kiosk-bold.otf")
      ->capture_default_str();
  init_command->callback([&] { init(arguments); });

  CLI::App* enrol_command =
      app.add_subcommand("enrol", "登记终端 / make a key and have the collector know it");
  config(enrol_command);
  enrol_command
      ->add_option("--code", arguments.code,
                   "登记码 / printed by yiping-collector device invite: ye1.…")
      ->required();
  enrol_command->callback([&] { enrol_device(arguments); });

  CLI::App* run_command = app.add_subcommand("run", "启动 / show it and take ratings");
  config(run_command);
  run_command->add_option_function<std::string>(
      "--size", [&](const std::string& text) { arguments.size = read_size(text); },
      "a window of WIDTHxHEIGHT, with a pointer");
  run_command->add_option("--places", arguments.places,
                          "file that always tells what is where on the screen, for test robots");
  run_command->add_option("--picture", arguments.picture,
                          "write a PNG of the screen --picture-of, then end");
  run_command
      ->add_option("--picture-of", arguments.picture_of,
                   "attract, level, questions, saving or thanks")
      ->check(CLI::IsMember({"attract", "level", "questions", "saving", "thanks"}))
      ->capture_default_str();
  run_command->callback([&] { run(arguments); });
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"一评自助评价终端 / the Yiping kiosk"};
  Arguments arguments;
  define(app, arguments);
  return yiping::host::run_commands(app, "kiosk", argc, argv);
}
