// SPDX-License-Identifier: Apache-2.0
// A screen without a window: frames of fixed length, taps by name, typed text.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "kiosk/ui/ui.hpp"

namespace yiping::kiosk {

class HeadlessScreen {
 public:
  /// `scene` gives what the next frame draws; `act` takes what the visitor did in it, and may
  /// change what `scene` gives next.
  HeadlessScreen(ImVec2 size, const UiOptions& options, std::function<Scene()> scene,
                 std::function<void(const Intent&)> act);
  HeadlessScreen(const HeadlessScreen&) = delete;
  HeadlessScreen& operator=(const HeadlessScreen&) = delete;
  ~HeadlessScreen();

  /// Frames of 1/60 s.
  void step(int frames = 1);
  /// Steps until nothing moves. Returns the frames it took; kMostFrames when it never rests.
  int settle();
  static constexpr int kMostFrames = 600;

  /// A finger on the middle of the target for two frames. False when the screen has none such.
  bool tap(std::string_view name);
  void tap_at(ImVec2 point);
  /// The halves of a tap.
  void press_at(ImVec2 point);
  void release_at(ImVec2 point);
  /// As a keyboard on a cable types it.
  void type(std::string_view utf8);
  void press_backspace();

  [[nodiscard]] const Registry& registry() const;

  /// A digest of all that the last frame drew: equal ones look the same.
  [[nodiscard]] std::uint64_t drawn() const;

  [[nodiscard]] ImVec2 size() const { return size_; }

 private:
  void answer_textures();

  ImVec2 size_;
  ImGuiContext* context_;
  std::unique_ptr<Ui> ui_;
  std::function<Scene()> scene_;
  std::function<void(const Intent&)> act_;
};

}  // namespace yiping::kiosk
