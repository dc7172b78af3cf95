// SPDX-License-Identifier: Apache-2.0
#include "yiping/level.hpp"

namespace yiping {

std::string_view name_of(Level level) {
  switch (level) {
    case Level::very_satisfied:
      return "very_satisfied";
    case Level::satisfied:
      return "satisfied";
    case Level::basically_satisfied:
      return "basically_satisfied";
    case Level::dissatisfied:
      return "dissatisfied";
    case Level::very_dissatisfied:
      return "very_dissatisfied";
  }
  return "";
}

std::optional<Level> level_named(std::string_view name) {
  for (const Level level : kLevels) {
    if (name_of(level) == name) return level;
  }
  return std::nullopt;
}

}  // namespace yiping
