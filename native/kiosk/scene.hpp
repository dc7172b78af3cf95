// SPDX-License-Identifier: Apache-2.0
// All that a screen needs to be drawn, and what a touch on it means. Screens know nothing else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/errand.hpp"
#include "kiosk/wording.hpp"
#include "yiping/level.hpp"
#include "yiping/view.hpp"

namespace yiping::kiosk {

enum class Screen : std::uint8_t {
  attract,    // nothing to rate, or nobody there
  level,      // the five levels
  questions,  // 已选 X · 修改 · 撤销, and one page of the other items
  saving,     // submitted, not on the disk yet
  thanks,     // on the disk: receipt
};

/// "attract" and so on: for robots and pictures.
[[nodiscard]] std::string_view name_of(Screen screen);

/// How this visitor sees the screen; all off again for the next one.
struct Modes {
  bool elder = false;     // 长辈版: larger, slower
  bool contrast = false;  // 高对比度
  bool low = false;       // 低位操作: everything within reach of a wheelchair
};

struct Language {
  std::string tag;   // "zh-Hans"
  std::string name;  // in itself
};

struct Scene {
  Screen screen = Screen::attract;
  std::string_view hall;    // 办事大厅
  std::string_view window;  // 窗口 number or name
  const Errand* errand = nullptr;
  const View* view = nullptr;     // null on `attract`
  std::vector<std::size_t> page;  // questions: indices of View::items shown now
  std::size_t page_number = 0;    // from 0
  std::size_t page_count = 0;
  std::string_view editing;  // id of the text item whose keyboard is open, or empty
  Modes modes;
  std::string_view language;  // tag
  const std::vector<Language>* languages = nullptr;
  const Wording* wording = nullptr;
  int seconds_left = 0;   // until `questions` submits or `thanks` ends by itself
  int seconds_whole = 0;  // what that count began with
  bool warning = false;   // nobody has touched for long: "are you still there?"
  bool kept = false;      // questions: the level is on the disk, a power cut would not lose it
  bool online = false;
  bool delivered = false;         // thanks: the collector has it
  std::size_t waiting = 0;        // ratings of this terminal that are still to be sent
  std::int64_t unix_seconds = 0;  // for the clock in the header, shown in UTC+8

  [[nodiscard]] std::string_view text(std::string_view key) const {
    return wording->text(key, language);
  }
};

struct Intent {
  enum class Kind : std::uint8_t {
    begin,          // attract: touched
    choose_level,   // level
    change_level,   // 修改: back to the five levels
    withdraw,       // 撤销
    toggle,         // item, text = option
    clear,          // item
    go_to,          // page
    open_keyboard,  // item
    type,           // item, text
    erase,          // item: the last character
    close_keyboard,
    submit,
    retry,         // after KeepFailed
    edit,          // after RatingRefused
    decline,       // 暂不评价
    stay,          // "still here"
    leave,         // done with the thank-you
    set_language,  // text = tag
    toggle_elder,
    toggle_contrast,
    toggle_low,
    use_mode,  // text = a mode of the core that an attached device brings: keys, headphones
  };
  Kind kind{};
  std::optional<Level> level{};
  std::string item{};
  std::string text{};
  std::size_t page = 0;
};

}  // namespace yiping::kiosk
