// SPDX-License-Identifier: Apache-2.0
#include "kiosk/app/window_sdl.hpp"

#include <SDL.h>
#include <SDL_opengl.h>
#include <cairo.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "host/clock.hpp"

namespace yiping::kiosk {
namespace {

/// A visitor's touch may take a few frames to show all that it changes.
constexpr int kFramesAfterEvent = 3;
constexpr std::int64_t kLongestSleepMs = 1'000;
/// After a rest the first frame is not a jump.
constexpr float kLongestFrame = 1.0F / 30;

[[noreturn]] void refuse(const std::string& what) {
  throw std::runtime_error(what + ": " + SDL_GetError());
}

std::uint32_t wake_event() {
  static const std::uint32_t type = SDL_RegisterEvents(1);
  return type;
}

template <typename Function>
Function gl(const char* name) {
  void* const address = SDL_GL_GetProcAddress(name);
  if (address == nullptr) refuse(std::string("OpenGL: ") + name);
  return reinterpret_cast<Function>(address);
}

bool is_software_renderer() {
  const auto* const text =
      reinterpret_cast<const char*>(gl<decltype(&glGetString)>("glGetString")(GL_RENDERER));
  const std::string_view renderer = text == nullptr ? "" : text;
  return renderer.find("llvmpipe") != std::string_view::npos ||
         renderer.find("softpipe") != std::string_view::npos;
}

void point(ImGuiIO& io, std::uint32_t device, int x, int y) {
  io.AddMouseSourceEvent(device == SDL_TOUCH_MOUSEID ? ImGuiMouseSource_TouchScreen
                                                     : ImGuiMouseSource_Mouse);
  io.AddMousePosEvent(static_cast<float>(x), static_cast<float>(y));
}

/// SDL makes mouse events of touches. Our own mapping, not imgui_impl_sdl2's: that one takes the
/// position from the window system's pointer, which on X11 may be the place of the touch before,
/// and hands texts to a clipboard.
void feed(const SDL_Event& event) {
  ImGuiIO& io = ImGui::GetIO();
  switch (event.type) {
    case SDL_MOUSEMOTION:
      point(io, event.motion.which, event.motion.x, event.motion.y);
      break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
      if (event.button.button != SDL_BUTTON_LEFT) break;
      point(io, event.button.which, event.button.x, event.button.y);
      io.AddMouseButtonEvent(ImGuiMouseButton_Left, event.type == SDL_MOUSEBUTTONDOWN);
      break;
    case SDL_TEXTINPUT:
      io.AddInputCharactersUTF8(event.text.text);
      break;
    case SDL_KEYDOWN:
    case SDL_KEYUP: {
      const bool down = event.type == SDL_KEYDOWN;
      if (event.key.keysym.sym == SDLK_BACKSPACE) io.AddKeyEvent(ImGuiKey_Backspace, down);
      if (event.key.keysym.sym == SDLK_ESCAPE) io.AddKeyEvent(ImGuiKey_Escape, down);
      break;
    }
    default:
      break;
  }
}

}  // namespace

struct Window::Parts {
  SDL_Window* window = nullptr;
  SDL_GLContext gl = nullptr;
  ImGuiContext* imgui = nullptr;
  std::unique_ptr<Ui> ui;
  std::int64_t last_ms = 0;

  Parts() = default;
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;

  [[nodiscard]] ImVec2 size() const {
    int width = 0;
    int height = 0;
    SDL_GetWindowSize(window, &width, &height);
    return {static_cast<float>(width), static_cast<float>(height)};
  }

  void present() const {
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    SDL_GL_SwapWindow(window);
  }

  ~Parts() {
    if (imgui != nullptr) {
      if (ImGui::GetIO().BackendRendererUserData != nullptr) ImGui_ImplOpenGL3_Shutdown();
      ui.reset();
      ImGui::DestroyContext(imgui);
    }
    if (gl != nullptr) SDL_GL_DeleteContext(gl);
    if (window != nullptr) SDL_DestroyWindow(window);
    SDL_Quit();
  }
};

Window::Window(const WindowOptions& options) : parts_(std::make_unique<Parts>()) {
  SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
  // Not SDL's "offscreen", which it would fall back to without a word.
  SDL_SetHint(SDL_HINT_VIDEODRIVER, "x11,wayland,kmsdrm");
  if (SDL_Init(SDL_INIT_VIDEO) != 0) refuse("没有可用的显示器 / there is no display");
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
  SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
  SDL_GL_SetAttribute(SDL_GL_STENCIL_SIZE, 0);
  const std::uint32_t flags = options.mode == WindowMode::fullscreen
                                  ? SDL_WINDOW_OPENGL | SDL_WINDOW_FULLSCREEN_DESKTOP
                                  : SDL_WINDOW_OPENGL | SDL_WINDOW_BORDERLESS;
  parts_->window =
      SDL_CreateWindow(options.title.c_str(), 0, 0, options.width, options.height, flags);
  if (parts_->window == nullptr) refuse("无法打开窗口 / the window cannot be opened");
  parts_->gl = SDL_GL_CreateContext(parts_->window);
  if (parts_->gl == nullptr) refuse("需要 OpenGL 3.0 / OpenGL 3.0 is needed");
  SDL_GL_SetSwapInterval(1);
  if (options.pointer == Pointer::hidden) SDL_ShowCursor(SDL_DISABLE);

  parts_->imgui = ImGui::CreateContext();
  UiOptions ui = options.ui;
  ui.motion = options.motion.value_or(is_software_renderer() ? MotionMode::off : MotionMode::on);
  ImGui_ImplOpenGL3_Init();
  parts_->ui = std::make_unique<Ui>(ui);
  parts_->last_ms = host::steady_ms();
}

Window::~Window() = default;

void Window::wake() {
  SDL_Event event{};
  event.type = wake_event();
  SDL_PushEvent(&event);
}

std::optional<Intent> Window::show(const Scene& scene) {
  const std::int64_t now = host::steady_ms();
  const float seconds = std::min(static_cast<float>(now - parts_->last_ms) / 1'000, kLongestFrame);
  parts_->last_ms = now;
  ImGui_ImplOpenGL3_NewFrame();
  auto intent = parts_->ui->frame(scene, parts_->size(), seconds);
  parts_->present();
  return intent;
}

void Window::show_specimen() {
  ImGui_ImplOpenGL3_NewFrame();
  parts_->ui->specimen(parts_->size());
  parts_->present();
}

bool Window::animating() const { return parts_->ui->animating(); }

void Window::run(const WindowHost& host) {
  int frames = 1;
  while (host.turn() == Turn::go_on) {
    const auto change = host.next_change();
    SDL_Event event;
    bool is_event = false;
    if (frames == 0 && !animating()) {
      std::int64_t sleep = kLongestSleepMs;
      if (change) sleep = std::clamp(*change - host::steady_ms(), std::int64_t{1}, sleep);
      is_event = SDL_WaitEventTimeout(&event, static_cast<int>(sleep)) != 0;
      if (change && host::steady_ms() >= *change) frames = 1;
    } else {
      is_event = SDL_PollEvent(&event) != 0;
    }
    while (is_event) {
      if (event.type == SDL_QUIT) return;
      feed(event);
      frames = kFramesAfterEvent;
      is_event = SDL_PollEvent(&event) != 0;
    }
    if (frames == 0 && !animating()) continue;
    frames = std::max(frames - 1, 0);
    const Scene scene = host.scene();
    const auto intent = show(scene);
    if (host.drawn) host.drawn(scene, parts_->ui->registry());
    if (intent) {
      host.act(*intent);
      frames = kFramesAfterEvent;
    }
  }
}

void Window::write_picture(const std::filesystem::path& file) const {
  int width = 0;
  int height = 0;
  SDL_GetWindowSize(parts_->window, &width, &height);
  const auto row = static_cast<std::size_t>(width) * 4;
  std::vector<unsigned char> pixels(row * static_cast<std::size_t>(height));
  // What was swapped cannot be read everywhere: drawn again, and read before a swap.
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  gl<decltype(&glPixelStorei)>("glPixelStorei")(GL_PACK_ALIGNMENT, 4);
  gl<decltype(&glReadPixels)>("glReadPixels")(0, 0, width, height, GL_BGRA, GL_UNSIGNED_BYTE,
                                              pixels.data());
  // OpenGL counts rows from below.
  std::vector<unsigned char> picture(pixels.size());
  for (std::size_t y = 0; y < static_cast<std::size_t>(height); ++y) {
    std::memcpy(&picture[y * row], &pixels[(static_cast<std::size_t>(height) - 1 - y) * row], row);
  }
  cairo_surface_t* const surface = cairo_image_surface_create_for_data(
      picture.data(), CAIRO_FORMAT_RGB24, width, height, static_cast<int>(row));
  const cairo_status_t status = cairo_surface_write_to_png(surface, file.c_str());
  cairo_surface_destroy(surface);
  if (status != CAIRO_STATUS_SUCCESS) {
    throw std::runtime_error(file.string() + ": " + cairo_status_to_string(status));
  }
}

}  // namespace yiping::kiosk
