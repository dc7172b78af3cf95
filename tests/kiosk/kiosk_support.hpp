// SPDX-License-Identifier: Apache-2.0
// A kiosk without a screen, its two halves in the test's hands.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/kiosk.hpp"

namespace yiping::kiosk::test {

inline constexpr std::uint32_t kNow = 1'795'312'800;  // 2026-11-22T02:00:00Z

/// The shipped questionnaire with all its languages, Chinese first.
[[nodiscard]] const Questionnaire& questionnaire();
[[nodiscard]] const Wording& wording();
[[nodiscard]] SubmissionId submission(std::uint8_t number);
[[nodiscard]] Errand errand(std::string token = "yp1.one");

struct Terminal {
  Time now{kNow, 1'000'000};
  std::uint8_t visits = 0;
  Kiosk kiosk{questionnaire(), wording(), settings(), [this] { return submission(++visits); }};
  /// All orders so far, oldest first.
  std::vector<Order> orders;

  static Settings settings();

  void report(const Report& report);
  void touch(Intent intent);
  void wait(std::int64_t milliseconds);

  void press(Level level) { touch({.kind = Intent::Kind::choose_level, .level = level}); }
  void press(Intent::Kind kind) { touch({.kind = kind}); }
  void toggle(std::string item, std::string option);
  void type(std::string text);

  [[nodiscard]] Scene scene() { return kiosk.scene(now); }
  [[nodiscard]] Screen screen() { return scene().screen; }

  /// The newest order of a kind.
  template <typename T>
  [[nodiscard]] std::optional<T> last() const {
    for (auto order = orders.rbegin(); order != orders.rend(); ++order) {
      if (const T* found = std::get_if<T>(&*order)) return *found;
    }
    return std::nullopt;
  }
  template <typename T>
  [[nodiscard]] std::size_t count() const {
    std::size_t found = 0;
    for (const Order& order : orders) found += std::holds_alternative<T>(order) ? 1U : 0U;
    return found;
  }

 private:
  void collect();
};

}  // namespace yiping::kiosk::test
