// SPDX-License-Identifier: Apache-2.0
#include "kiosk/ui/registry.hpp"

#include <algorithm>

namespace yiping::kiosk {
namespace {

/// Areas are whole pixels of fractional boxes.
constexpr float kSlack = 1.0F;

bool overlap(const Area& a, const Area& b) {
  return a.min.x + kSlack < b.max.x && b.min.x + kSlack < a.max.x && a.min.y + kSlack < b.max.y &&
         b.min.y + kSlack < a.max.y;
}

bool inside(const Area& area, ImVec2 screen) {
  return area.min.x >= -kSlack && area.min.y >= -kSlack && area.max.x <= screen.x + kSlack &&
         area.max.y <= screen.y + kSlack;
}

}  // namespace

void Registry::clear() {
  targets_.clear();
  texts_.clear();
}

const Registry::Target* Registry::find(std::string_view name) const {
  const auto found = std::ranges::find(targets_, name, &Target::name);
  return found == targets_.end() ? nullptr : &*found;
}

std::vector<std::string> faults_of(const Registry& registry, ImVec2 screen, float least) {
  std::vector<std::string> faults;
  const auto& targets = registry.targets();
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const auto& [name, area, state] = targets[i];
    if (std::min(area.width(), area.height()) + kSlack < least) {
      faults.push_back(name + ": smaller than a finger, " + std::to_string(area.width()) + " x " +
                       std::to_string(area.height()));
    }
    if (!inside(area, screen)) faults.push_back(name + ": outside the screen");
    for (std::size_t j = i + 1; j < targets.size(); ++j) {
      if (targets[j].name == name) faults.push_back(name + ": twice");
      if (overlap(area, targets[j].area)) faults.push_back(name + ": over " + targets[j].name);
    }
  }
  for (const Registry::Text& text : registry.texts()) {
    if (!text.fits) faults.push_back("clipped: " + text.text);
    if (!inside(text.ink, screen)) faults.push_back("off the screen: " + text.text);
  }
  return faults;
}

}  // namespace yiping::kiosk
