// SPDX-License-Identifier: Apache-2.0
#include "kiosk/scene.hpp"

namespace yiping::kiosk {

std::string_view name_of(Screen screen) {
  switch (screen) {
    case Screen::attract:
      return "attract";
    case Screen::level:
      return "level";
    case Screen::questions:
      return "questions";
    case Screen::saving:
      return "saving";
    case Screen::thanks:
      return "thanks";
  }
  return "";
}

}  // namespace yiping::kiosk
