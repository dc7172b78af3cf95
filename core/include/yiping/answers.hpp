// SPDX-License-Identifier: Apache-2.0
// What a visit consists of: answers, phases, ways of using the page, the identity of a submission.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "yiping/level.hpp"

namespace yiping {

/// 128 bits, made by the host before the first touch. Not a secret, but never reused.
using SubmissionId = std::array<std::uint8_t, 16>;

/// Six digits (行政区划), the first two of a province.
inline constexpr std::uint32_t kMinArea = 100'000;
inline constexpr std::uint32_t kMaxArea = 999'999;

/// Seconds since 1970-01-01T00:00:00Z, by the host's clock.
using UnixTime = std::uint32_t;

/// `review`: submitted once, held for the person to look at; any answer leads back to `edit`.
enum class Phase : std::uint8_t { edit, sending, stored, rejected, closed, review };

/// All sections at once, or one a page.
enum class Paging : std::uint8_t { all, one };
[[nodiscard]] std::string_view name_of(Paging paging);
[[nodiscard]] std::optional<Paging> paging_named(std::string_view name);

/// What a person chose or typed for one item, in the questionnaire's order.
struct Answer {
  std::vector<std::uint8_t> ticks;  // multi, single, contact: 1 for each ticked code of the list
  std::optional<Level> rating;      // level, rating
  std::string text;                 // text, as typed

  [[nodiscard]] bool ticked(std::size_t code) const { return ticks[code] != 0; }
  [[nodiscard]] bool any_ticked() const;
  [[nodiscard]] bool empty() const { return !rating && text.empty() && !any_ticked(); }
  void clear();
};

/// Ways of using the page; the order is that of their names.
enum class Mode : std::uint8_t { contrast, elder, keyboard, read_aloud };
inline constexpr std::array<Mode, 4> kModes{Mode::contrast, Mode::elder, Mode::keyboard,
                                            Mode::read_aloud};
[[nodiscard]] std::string_view name_of(Mode mode);
[[nodiscard]] std::optional<Mode> mode_named(std::string_view name);

}  // namespace yiping
