// SPDX-License-Identifier: Apache-2.0
#include "kiosk/ui/headless.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <utility>

namespace yiping::kiosk {
namespace {

constexpr float kFrame = 1.0F / 60;

/// Several screens may be alive at once, each with its own context.
class Current {
 public:
  explicit Current(ImGuiContext* context) : before_(ImGui::GetCurrentContext()) {
    ImGui::SetCurrentContext(context);
  }
  Current(const Current&) = delete;
  Current& operator=(const Current&) = delete;
  ~Current() { ImGui::SetCurrentContext(before_); }

 private:
  ImGuiContext* before_;
};

}  // namespace

HeadlessScreen::HeadlessScreen(ImVec2 size, const UiOptions& options, std::function<Scene()> scene,
                               std::function<void(const Intent&)> act)
    : size_(size),
      context_(ImGui::CreateContext()),
      scene_(std::move(scene)),
      act_(std::move(act)) {
  const Current current(context_);
  ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
  ui_ = std::make_unique<Ui>(options);
}

HeadlessScreen::~HeadlessScreen() {
  {
    const Current current(context_);
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
      texture->SetTexID(ImTextureID_Invalid);
      texture->SetStatus(ImTextureStatus_Destroyed);
    }
    ui_.reset();
  }
  ImGui::DestroyContext(context_);
}

void HeadlessScreen::answer_textures() {
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    if (texture->Status == ImTextureStatus_WantDestroy) {
      texture->SetTexID(ImTextureID_Invalid);
      texture->SetStatus(ImTextureStatus_Destroyed);
    } else if (texture->Status != ImTextureStatus_OK) {
      texture->SetTexID(1);
      texture->SetStatus(ImTextureStatus_OK);
    }
  }
}

void HeadlessScreen::step(int frames) {
  const Current current(context_);
  for (int i = 0; i < frames; ++i) {
    const std::optional<Intent> intent = ui_->frame(scene_(), size_, kFrame);
    answer_textures();
    if (intent) act_(*intent);
  }
}

int HeadlessScreen::settle() {
  const Current current(context_);
  for (int frames = 1; frames < kMostFrames; ++frames) {
    step();
    if (!ui_->animating()) return frames;
  }
  return kMostFrames;
}

bool HeadlessScreen::tap(std::string_view name) {
  step();
  const Registry::Target* const target = ui_->registry().find(name);
  if (target == nullptr) return false;
  tap_at(target->area.centre());
  return true;
}

void HeadlessScreen::tap_at(ImVec2 point) {
  press_at(point);
  step();
  release_at(point);
}

void HeadlessScreen::press_at(ImVec2 point) {
  const Current current(context_);
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
  io.AddMousePosEvent(point.x, point.y);
  io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
  step(2);
}

void HeadlessScreen::release_at(ImVec2 point) {
  const Current current(context_);
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(point.x, point.y);
  io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
  step(2);
}

void HeadlessScreen::type(std::string_view utf8) {
  const Current current(context_);
  ImGui::GetIO().AddInputCharactersUTF8(std::string(utf8).c_str());
  settle();
}

void HeadlessScreen::press_backspace() {
  const Current current(context_);
  ImGui::GetIO().AddKeyEvent(ImGuiKey_Backspace, true);
  step();
  ImGui::GetIO().AddKeyEvent(ImGuiKey_Backspace, false);
  settle();
}

std::uint64_t HeadlessScreen::drawn() const {
  const Current current(context_);
  // FNV-1a.
  std::uint64_t digest = 14'695'981'039'346'656'037U;
  for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists) {
    const auto bytes = std::as_bytes(std::span(list->VtxBuffer.begin(), list->VtxBuffer.end()));
    for (const std::byte byte : bytes) {
      digest = (digest ^ static_cast<std::uint64_t>(byte)) * 1'099'511'628'211U;
    }
  }
  return digest;
}

const Registry& HeadlessScreen::registry() const { return ui_->registry(); }

}  // namespace yiping::kiosk
