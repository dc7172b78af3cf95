// SPDX-License-Identifier: Apache-2.0
// Every picture that a visitor can see, reached by what a visitor does.
#pragma once

#include <imgui.h>

#include <string>
#include <vector>

#include "kiosk/ui/headless.hpp"
#include "kiosk_support.hpp"

namespace yiping::kiosk::test {

/// One look of the screen.
struct Setting {
  std::string name;  // "elder-en"
  Modes modes;
  std::string language = "zh-Hans";
};

/// normal, elder, contrast, low, all three, each in Chinese and English.
[[nodiscard]] const std::vector<Setting>& settings();

struct Format {
  std::string name;  // "portrait"
  ImVec2 size;
};

[[nodiscard]] const std::vector<Format>& formats();

/// A moment of a visit.
struct Moment {
  std::string name;  // "questions-reasons"
  void (*reach)(Terminal&);
};

[[nodiscard]] const std::vector<Moment>& moments();

/// A terminal at that moment, in that setting.
struct Stage : Terminal {
  Stage(const Setting& setting, const Moment& moment);
};

/// The fonts and a keyboard without Chinese, unless one is given.
[[nodiscard]] UiOptions ui_options(Keyboard* keyboard = nullptr);

/// Answers nothing: what is tested is the screen.
[[nodiscard]] Pinyin& silent_pinyin();

}  // namespace yiping::kiosk::test
