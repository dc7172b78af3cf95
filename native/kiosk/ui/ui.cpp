// SPDX-License-Identifier: Apache-2.0
#include "kiosk/ui/ui.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "kiosk/ui/canvas.hpp"
#include "kiosk/ui/screens/screens.hpp"

namespace yiping::kiosk {

using namespace ui;

struct Ui::Parts {
  Studio studio;
  EditBuffers buffers;
  // Of the last frame.
  std::string editing;
  bool warned = false;
  std::pair<Screen, std::size_t> shown{};
};

namespace {

constexpr ImGuiWindowFlags kLayer = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                                    ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                    ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse;

Projection projection_of(const Scene& scene, ImVec2 size) {
  const bool mirrored = scene.view != nullptr && scene.view->locale != nullptr &&
                        scene.view->locale->direction == "rtl";
  const float scale = scale_of(size);
  return {.scale = scale,
          .inline_size = size.x / scale,
          .direction = mirrored ? Direction::right_to_left : Direction::left_to_right};
}

/// A window over `area`; what is drawn in it hides what lies below from touches.
template <typename Draw>
void layer(const char* name, Area area, ImGuiWindowFlags flags, const Draw& draw) {
  ImGui::SetNextWindowPos(area.min);
  ImGui::SetNextWindowSize({area.width(), area.height()});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
  ImGui::Begin(name, nullptr, kLayer | flags);
  ImGui::PopStyleVar(2);
  draw();
  ImGui::End();
}

std::optional<Intent> draw_screen(const Scene& scene, Canvas& canvas, EditBuffers& buffers) {
  switch (scene.screen) {
    case Screen::attract:
      return draw_attract(scene, canvas);
    case Screen::level:
      return draw_level(scene, canvas);
    case Screen::questions:
      return draw_questions(scene, canvas, buffers);
    case Screen::saving:
      return draw_saving(scene, canvas);
    case Screen::thanks:
      return draw_thanks(scene, canvas);
  }
  return std::nullopt;
}

void come_in(Canvas& canvas, ImGuiID key, float speed) {
  const float in = canvas.motion().follow(key, 1, 0, speed);
  if (in < 1) canvas.paint.shift(canvas.content(), (1 - in) * 36, in);
}

/// Characters that our fonts may lack.
void provide(Lettering& lettering, const Scene& scene, const EditBuffers& buffers) {
  lettering.provide(scene.hall);
  lettering.provide(scene.window);
  if (scene.errand != nullptr) {
    lettering.provide(scene.errand->item_name);
    lettering.provide(scene.errand->org_name);
    lettering.provide(scene.errand->service_name);
  }
  if (scene.view != nullptr) {
    for (const ViewItem& item : scene.view->items) lettering.provide(item.value);
  }
  if (buffers.keyboard != nullptr) {
    for (const std::string& text : buffers.keyboard->candidates()) lettering.provide(text);
  }
}

/// A real keyboard, for a terminal that has one. What a text may hold is for the core to say.
void read_keys(const Scene& scene, EditBuffers& buffers) {
  if (scene.editing.empty()) return;
  const std::string item(scene.editing);
  std::string text;
  for (const ImWchar character : ImGui::GetIO().InputQueueCharacters)
    put_character(text, character);
  if (!text.empty()) {
    buffers.typed.push_back({.kind = Intent::Kind::type, .item = item, .text = text});
  }
  if (ImGui::IsKeyPressed(ImGuiKey_Backspace)) {
    buffers.typed.push_back({.kind = Intent::Kind::erase, .item = item});
  }
  if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) {
    buffers.typed.push_back({.kind = Intent::Kind::close_keyboard});
  }
}

}  // namespace

float scale_of(ImVec2 size) { return std::min(size.x, size.y) / kDesignSide; }

Ui::Ui(const UiOptions& options)
    : parts_(new Parts{.studio = {.lettering = Lettering(*ImGui::GetIO().Fonts, options.fonts),
                                  .shaped = {},
                                  .motion = Motion(options.motion),
                                  .registry = {}},
                       .buffers = {.keyboard = options.keyboard},
                       .editing = {}}) {
  ImGuiIO& io = ImGui::GetIO();
  // Nothing of a visitor is left in a file or a clipboard.
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  ImGui::GetPlatformIO().Platform_GetClipboardTextFn = nullptr;
  ImGui::GetPlatformIO().Platform_SetClipboardTextFn = nullptr;
}

Ui::~Ui() = default;

std::optional<Intent> Ui::frame(const Scene& scene, ImVec2 size, float seconds) {
  Studio& studio = parts_->studio;
  EditBuffers& buffers = parts_->buffers;
  provide(studio.lettering, scene, buffers);
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = size;
  io.DeltaTime = std::max(seconds, 1e-4F);
  studio.shaped.begin_frame();
  ImGui::NewFrame();
  studio.registry.clear();
  studio.motion.begin_frame(seconds);
  const bool opens = parts_->editing != scene.editing;
  if (opens) {
    parts_->editing = scene.editing;
    buffers.typed.clear();
    if (buffers.keyboard != nullptr) buffers.keyboard->reset();
  }
  read_keys(scene, buffers);

  const Theme theme = theme_of(scene.modes);
  const Projection projection = projection_of(scene, size);
  const Box screen{0, 0, size.x / projection.scale, size.y / projection.scale};
  const Area whole{{0, 0}, size};
  std::optional<Intent> intent;
  const auto canvas_here = [&] {
    return Canvas(studio, theme, Paint(*ImGui::GetWindowDrawList(), projection), screen);
  };
  layer("screen", whole, ImGuiWindowFlags_NoBringToFrontOnFocus, [&] {
    Canvas canvas = canvas_here();
    canvas.paint.fill(screen, 0, theme.palette.ground);
    canvas.begin_content();
    const ImGuiID entered = id_of("entered");
    if (parts_->shown != std::pair(scene.screen, scene.page_number)) {
      parts_->shown = {scene.screen, scene.page_number};
      studio.motion.restart(entered);
      for (const char* name : {"thanks.disc", "thanks.check", "countdown"}) {
        studio.motion.restart(id_of(name));
      }
    }
    intent = draw_screen(scene, canvas, buffers);
    come_in(canvas, entered, 13);
  });
  if (!scene.editing.empty() && buffers.keyboard != nullptr) {
    const Box keys = keyboard_box(theme, screen);
    layer("keyboard", Paint(*ImGui::GetForegroundDrawList(), projection).of(keys), 0, [&] {
      Canvas canvas = canvas_here();
      const ImGuiID entered = id_of("entered");
      if (opens) studio.motion.restart(entered);
      draw_keyboard(scene, canvas, buffers);
      come_in(canvas, entered, 18);
    });
  }
  if (scene.warning) {
    studio.registry.cover();
    intent.reset();
    layer("warning", whole, 0, [&] {
      Canvas canvas = canvas_here();
      const ImGuiID entered = id_of("entered");
      if (!parts_->warned) studio.motion.restart(entered);
      intent = draw_warning(scene, canvas);
      come_in(canvas, entered, 16);
    });
  }
  parts_->warned = scene.warning;
  ImGui::Render();
  if (!intent && !buffers.typed.empty()) {
    intent = std::move(buffers.typed.front());
    buffers.typed.erase(buffers.typed.begin());
  }
  return intent;
}

void Ui::specimen(ImVec2 size) {
  Studio& studio = parts_->studio;
  studio.shaped.begin_frame();
  ImGui::GetIO().DisplaySize = size;
  ImGui::NewFrame();
  studio.registry.clear();
  studio.motion.begin_frame(0);
  const Theme theme = theme_of({});
  const Projection projection{.scale = scale_of(size), .inline_size = size.x / scale_of(size)};
  const Box screen{0, 0, projection.inline_size, size.y / projection.scale};
  layer("specimen", {{0, 0}, size}, 0, [&] {
    Canvas canvas(studio, theme, Paint(*ImGui::GetWindowDrawList(), projection), screen);
    canvas.paint.fill(screen, 0, theme.palette.ground);
    draw_specimen(canvas);
  });
  ImGui::Render();
}

const Registry& Ui::registry() const { return parts_->studio.registry; }

bool Ui::animating() const {
  return parts_->studio.motion.moving() || !parts_->buffers.typed.empty() || input_is_queued();
}

}  // namespace yiping::kiosk
