// SPDX-License-Identifier: Apache-2.0
// What a frame put on the screen, by name: a test taps a target and checks a text without a window.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace yiping::kiosk {

/// Screen pixels.
struct Area {
  ImVec2 min{};
  ImVec2 max{};

  [[nodiscard]] float width() const { return max.x - min.x; }

  [[nodiscard]] float height() const { return max.y - min.y; }

  [[nodiscard]] ImVec2 centre() const { return {(min.x + max.x) / 2, (min.y + max.y) / 2}; }
};

enum class TargetState : std::uint8_t { plain, chosen };

class Registry {
 public:
  struct Target {
    std::string name;  // "level.satisfied", "reasons.207", "page.next"
    Area area;
    TargetState state{};
  };
  struct Text {
    std::string text{};
    Area ink{};   // where it is drawn
    Area room{};  // where it should be
    float size = 0;
    bool fits = true;  // whole and inside its room
  };

  void clear();
  /// Something lies over all that was there: its targets cannot be reached.
  void cover() { targets_.clear(); }
  void add(Target target) { targets_.push_back(std::move(target)); }
  void add(Text text) { texts_.push_back(std::move(text)); }

  [[nodiscard]] const std::vector<Target>& targets() const { return targets_; }

  [[nodiscard]] const std::vector<Text>& texts() const { return texts_; }

  /// Null when the frame had no such target.
  [[nodiscard]] const Target* find(std::string_view name) const;

 private:
  std::vector<Target> targets_;
  std::vector<Text> texts_;
};

/// What is wrong with the frame, one line each: a target smaller than `least` (screen pixels),
/// outside the screen, over another or under the same name; a text clipped or off the screen.
[[nodiscard]] std::vector<std::string> faults_of(const Registry& registry, ImVec2 screen,
                                                 float least);

}  // namespace yiping::kiosk
