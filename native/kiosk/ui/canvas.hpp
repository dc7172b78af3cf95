// SPDX-License-Identifier: Apache-2.0
// What a screen draws on: shapes, texts that are checked for their room, and targets with a name.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "kiosk/scene.hpp"
#include "kiosk/ui/box.hpp"
#include "kiosk/ui/lettering.hpp"
#include "kiosk/ui/motion.hpp"
#include "kiosk/ui/paint.hpp"
#include "kiosk/ui/registry.hpp"
#include "kiosk/ui/shaped.hpp"
#include "kiosk/ui/theme.hpp"

namespace yiping::kiosk::ui {

enum class Align : std::uint8_t { start, centre, end };

struct TextStyle {
  float size = 34;  // em, design pixels, before the theme's factor
  ImU32 colour = 0;
  Weight weight = Weight::regular;
  Align along = Align::start;
  Align across = Align::start;
  float leading = 1.42F;
  float least = 0;  // shrinks down to this to fit its room; 0: keeps its size
};

struct Touch {
  bool tapped = false;
  float press = 0;  // 1 under a finger
};

/// What all frames share.
struct Studio {
  Lettering lettering;
  ShapedTexts shaped;
  Motion motion;
  Registry registry;
};

class Canvas {
 public:
  Canvas(Studio& studio, const Theme& look, Paint brush, Box whole)
      : theme(look), paint(brush), screen(whole), studio_(studio) {}

  const Theme& theme;
  Paint paint;
  const Box screen;

  [[nodiscard]] const Palette& colours() const { return theme.palette; }

  [[nodiscard]] bool is_portrait() const { return screen.block_size > screen.inline_size; }

  [[nodiscard]] Motion& motion() { return studio_.motion; }

  /// Draws in lines no longer than the room and returns the block size that they took.
  float text(std::string_view text, Box room, const TextStyle& style);
  /// One column of a script that is written downwards (蒙古文), wrapped at the room's block size.
  void column(std::string_view text, Box room, const TextStyle& style);
  /// The block size that `text` would take.
  [[nodiscard]] float height_of(std::string_view text, float inline_size,
                                const TextStyle& style) const;
  [[nodiscard]] float width_of(std::string_view text, const TextStyle& style) const;
  /// The largest size up to the style's that fits the room, not below `style.least`.
  [[nodiscard]] float fitting(std::string_view text, Box room, const TextStyle& style) const;

  /// Where the text drawn last ends, on the middle of its last line.
  [[nodiscard]] Point text_end() const { return text_end_; }

  /// What is drawn from here on comes in when the screen changes.
  void begin_content() { content_ = paint.mark(); }

  [[nodiscard]] int content() const { return content_; }

  /// Registers the target under its name; it is there at its final place at once, whatever moves.
  Touch touch(const std::string& name, Box box, TargetState state = TargetState::plain);

 private:
  struct Fit {
    std::vector<std::string_view> lines;
    float line = 0;   // block size of a line
    float width = 0;  // of the longest
    [[nodiscard]] float height() const { return line * static_cast<float>(lines.size()); }
  };
  [[nodiscard]] Fit fit(std::string_view text, float inline_size, const TextStyle& style) const;
  float shaped(std::string_view text, Box room, const TextStyle& style, TextWriting writing);

  Studio& studio_;
  Point text_end_;
  int content_ = 0;
};

[[nodiscard]] inline ImGuiID id_of(std::string_view name) {
  return ImGui::GetID(name.data(), name.data() + name.size());
}

}  // namespace yiping::kiosk::ui
