// SPDX-License-Identifier: Apache-2.0
#include "yiping/answers.hpp"

namespace yiping {

std::string_view name_of(Paging paging) { return paging == Paging::one ? "one" : "all"; }

std::optional<Paging> paging_named(std::string_view name) {
  for (const Paging paging : {Paging::all, Paging::one}) {
    if (name_of(paging) == name) return paging;
  }
  return std::nullopt;
}

std::string_view name_of(Mode mode) {
  switch (mode) {
    case Mode::contrast:
      return "contrast";
    case Mode::elder:
      return "elder";
    case Mode::keyboard:
      return "keyboard";
    case Mode::read_aloud:
      return "read_aloud";
  }
  return "";
}

std::optional<Mode> mode_named(std::string_view name) {
  for (const Mode mode : kModes) {
    if (name_of(mode) == name) return mode;
  }
  return std::nullopt;
}

bool Answer::any_ticked() const {
  for (const std::uint8_t tick : ticks) {
    if (tick != 0) return true;
  }
  return false;
}

void Answer::clear() {
  for (std::uint8_t& tick : ticks) tick = 0;
  rating.reset();
  text.clear();
}

}  // namespace yiping
