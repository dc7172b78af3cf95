// SPDX-License-Identifier: Apache-2.0
// The whole terminal without its window, to be killed: real screens, outbox and network. It reads
// "tap <name>" and says what a visitor sees whenever that changes:
//   screen questions chosen=satisfied kept=1 receipt=
//   absent <name>
#include <poll.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "host/clock.hpp"
#include "host/http_client.hpp"
#include "kiosk/app/terminal.hpp"
#include "kiosk/courier/device.hpp"
#include "kiosk/ui/headless.hpp"
#include "kiosk/ui/text_engine/pinyin.hpp"

namespace {

using namespace yiping::kiosk;

constexpr const char* kUsage =
    "yiping-kiosk-headless --config <kiosk.json> [--enrol <code> | --unsafe before-commit]\n";
constexpr ImVec2 kSize{1'080, 1'920};
constexpr std::string_view kTap = "tap ";

/// Rung by the terminal's threads, heard by `poll`.
class Bell {
 public:
  Bell() : handle_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}
  Bell(const Bell&) = delete;
  Bell& operator=(const Bell&) = delete;
  ~Bell() { ::close(handle_); }

  [[nodiscard]] int handle() const { return handle_; }
  void ring() const { static_cast<void>(::eventfd_write(handle_, 1)); }
  void silence() const {
    eventfd_t rings = 0;
    static_cast<void>(::eventfd_read(handle_, &rings));
  }

 private:
  int handle_;
};

std::string_view chosen_in(const Scene& scene) {
  if (scene.view == nullptr) return {};
  for (const yiping::ViewOption& option : scene.view->items.front().options) {
    if (option.selected) return option.id;
  }
  return {};
}

std::string line_of(const Scene& scene) {
  std::string line = "screen ";
  line.append(name_of(scene.screen)).append(" chosen=").append(chosen_in(scene));
  line.append(scene.kept ? " kept=1" : " kept=0").append(" receipt=");
  if (scene.screen == Screen::thanks) line.append(scene.view->receipt);
  return line;
}

class Visible {
 public:
  Visible(const Config& config, Durability durability)
      : pinyin_(open_pinyin(default_pinyin_dictionary())),
        keyboard_(*pinyin_),
        terminal_(
            config, [this] { bell_.ring(); }, durability),
        screen_(
            kSize,
            {.fonts = fonts_in(config.fonts), .motion = MotionMode::off, .keyboard = &keyboard_},
            [this] { return drawn(); }, [this](const Intent& intent) { terminal_.act(intent); }) {}

  /// Until nobody is left to tap.
  void run() {
    do {
      terminal_.pump();
      tell();
    } while (wait());
  }

 private:
  Scene drawn() {
    Scene scene = terminal_.scene();
    line_ = line_of(scene);
    return scene;
  }

  /// Only what was drawn is told.
  void tell() {
    screen_.settle();
    if (line_ == told_) return;
    told_ = line_;
    std::cout << told_ << std::endl;
  }

  bool wait() {
    std::array<pollfd, 2> heard{{{STDIN_FILENO, POLLIN, 0}, {bell_.handle(), POLLIN, 0}}};
    const std::int64_t now = yiping::host::steady_ms();
    const std::int64_t next = terminal_.next_change().value_or(now);
    ::poll(heard.data(), heard.size(), static_cast<int>(std::max<std::int64_t>(next - now, 0)));
    if (heard[1].revents != 0) bell_.silence();
    return heard[0].revents == 0 || read();
  }

  bool read() {
    std::array<char, 256> bytes;
    const ssize_t size = ::read(STDIN_FILENO, bytes.data(), bytes.size());
    if (size <= 0) return false;
    input_.append(bytes.data(), static_cast<std::size_t>(size));
    for (auto end = input_.find('\n'); end != std::string::npos; end = input_.find('\n')) {
      obey(input_.substr(0, end));
      input_.erase(0, end + 1);
    }
    return true;
  }

  void obey(const std::string& line) {
    if (!line.starts_with(kTap)) throw std::runtime_error("not understood: " + line);
    const std::string name = line.substr(kTap.size());
    if (!screen_.tap(name)) std::cout << "absent " << name << std::endl;
    tell();
  }

  Bell bell_;
  std::unique_ptr<Pinyin> pinyin_;
  Keyboard keyboard_;
  Terminal terminal_;
  std::string line_;
  std::string told_;
  std::string input_;
  HeadlessScreen screen_;
};

void run(const std::vector<std::string>& arguments) {
  const auto given = [&](std::size_t at, std::string_view name) {
    return arguments.size() == at + 2 && arguments[at] == name;
  };
  if (arguments.size() < 2 || arguments[0] != "--config") throw std::runtime_error(kUsage);
  const Config config = read_config(arguments[1]);
  if (given(2, "--enrol")) {
    yiping::host::HttpClient client(config.http);
    static_cast<void>(enrol(config.device_file(), config.collector, arguments[3], client));
  } else if (arguments.size() == 2) {
    Visible(config, Durability::after_commit).run();
  } else if (given(2, "--unsafe") && arguments[3] == "before-commit") {
    Visible(config, Durability::before_commit).run();
  } else {
    throw std::runtime_error(kUsage);
  }
}

}  // namespace

int main(int argc, char** argv) {
  spdlog::set_default_logger(spdlog::stderr_logger_mt("kiosk"));
  try {
    run({argv + 1, argv + argc});
  } catch (const std::runtime_error& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
  return 0;
}
