// SPDX-License-Identifier: Apache-2.0
// The window: the one place that knows SDL and OpenGL. Draws only when something changes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "kiosk/ui/ui.hpp"

namespace yiping::kiosk {

enum class WindowMode : std::uint8_t { fullscreen, sized };
enum class Pointer : std::uint8_t { shown, hidden };

struct WindowOptions {
  WindowMode mode = WindowMode::fullscreen;
  int width = 1080;  // `sized` only
  int height = 1920;
  Pointer pointer = Pointer::hidden;
  std::string title = "yiping-kiosk";
  UiOptions ui{};
  /// Nothing: on, unless a software renderer draws.
  std::optional<MotionMode> motion{};
};

enum class Turn : std::uint8_t { go_on, quit };

/// What the window shows, and whom it tells. All are called from the window's thread.
struct WindowHost {
  std::function<Scene()> scene;
  std::function<void(const Intent&)> act;
  /// Steady milliseconds when the scene changes by itself.
  std::function<std::optional<std::int64_t>()> next_change;
  /// At least once a second, before anything is drawn: takes reports, lets time pass.
  std::function<Turn()> turn;
  /// After each frame; may be empty.
  std::function<void(const Scene&, const Registry&)> drawn;
};

class Window {
 public:
  /// Throws std::runtime_error for the operator: no display, no OpenGL, no fonts.
  explicit Window(const WindowOptions& options);
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;
  ~Window();

  /// Until the host or the window system says quit.
  void run(const WindowHost& host);

  /// From any thread: `run` takes a turn and draws.
  static void wake();

  /// One frame now.
  std::optional<Intent> show(const Scene& scene);
  void show_specimen();
  [[nodiscard]] bool animating() const;
  /// What is on the screen, as PNG. Throws std::runtime_error naming the file.
  void write_picture(const std::filesystem::path& file) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace yiping::kiosk
