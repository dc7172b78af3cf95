// SPDX-License-Identifier: Apache-2.0
// Icons as paths on a grid of 24 (Paint::icon).
#pragma once

#include <string_view>

namespace yiping::kiosk::ui::icons {

/// The office with its columns: the mark of the web pages.
inline constexpr std::string_view kOffice =
    "M 4 9.5 L 12 4.5 L 20 9.5 Z M 6.5 12 L 6.5 17 M 10.2 12 L 10.2 17 M 13.8 12 L 13.8 17 M 17.5 "
    "12 L 17.5 17 M 4 19.5 L 20 19.5";
inline constexpr std::string_view kShield =
    "M 12 3.5 L 19.5 6.2 L 19.5 11.5 C 19.5 16 16.5 19 12 20.8 C 7.5 19 4.5 16 4.5 11.5 L 4.5 6.2 "
    "Z M 8.6 12 L 11.2 14.6 L 15.6 9.8";
inline constexpr std::string_view kHeart =
    "M 12 19.8 C 5.5 15.6 3.8 12.3 3.8 9.3 C 3.8 6.6 5.8 4.8 8 4.8 C 9.7 4.8 11.2 5.7 12 7.2 C "
    "12.8 5.7 14.3 4.8 16 4.8 C 18.2 4.8 20.2 6.6 20.2 9.3 C 20.2 12.3 18.5 15.6 12 19.8";
inline constexpr std::string_view kGlobe =
    "O 12 12 8.5 M 3.5 12 L 20.5 12 M 12 3.5 C 8.2 7.5 8.2 16.5 12 20.5 C 15.8 16.5 15.8 7.5 12 "
    "3.5";
/// A small and a large letter.
inline constexpr std::string_view kLetters =
    "M 2.8 18.5 L 6.2 10.5 L 9.6 18.5 M 4.1 15.7 L 8.3 15.7 M 10.8 18.5 L 16 5.5 L 21.2 18.5 M "
    "12.7 14 L 19.3 14";
inline constexpr std::string_view kContrast =
    "O 12 12 8.5 M 12 4 L 12 20 M 14.2 5 L 14.2 19 M 16.4 6.2 L 16.4 17.8 M 18.6 8.4 L 18.6 15.6";
inline constexpr std::string_view kWheelchair =
    "D 9.5 4.2 1.9 M 9.5 8 L 9.8 13.5 L 15.2 13.5 L 17.6 19 L 20 18 M 9.7 10.6 L 14.2 10.6 M 6.8 "
    "11.8 C 3.6 13.2 3 17.2 5.6 19.4 C 8.2 21.6 12.6 20.6 13.6 17";
inline constexpr std::string_view kNext = "M 9.5 5.5 L 16 12 L 9.5 18.5";
inline constexpr std::string_view kBack = "M 14.5 5.5 L 8 12 L 14.5 18.5";
inline constexpr std::string_view kCheck = "M 5 12.6 L 10 17.4 L 19 7.4";
inline constexpr std::string_view kPen =
    "M 4.5 19.5 L 5.6 15 L 15.8 4.8 L 19.2 8.2 L 9 18.4 Z M 13.6 7 L 17 10.4";
inline constexpr std::string_view kUndo =
    "M 8.5 4.5 L 4.5 8.5 L 8.5 12.5 M 5 8.5 L 14 8.5 C 17.5 8.5 19.8 10.8 19.8 13.8 C 19.8 16.8 "
    "17.5 19 14 19 L 9 19";
inline constexpr std::string_view kOffline =
    "M 4 9.6 C 8.6 5.4 15.4 5.4 20 9.6 M 7.2 13 C 10 10.5 14 10.5 16.8 13 D 12 17.2 1.5 M 4.5 4.5 "
    "L 19.5 19.5";
inline constexpr std::string_view kRetry =
    "M 19.5 12 C 19.5 16.2 16.2 19.5 12 19.5 C 7.8 19.5 4.5 16.2 4.5 12 C 4.5 7.8 7.8 4.5 12 4.5 C "
    "14.8 4.5 17.2 6 18.6 8.2 M 19 4.2 L 18.8 8.6 L 14.4 8.4";
inline constexpr std::string_view kErase =
    "M 9 5.5 L 20.5 5.5 L 20.5 18.5 L 9 18.5 L 3.5 12 Z M 11.4 9.4 L 16.6 14.6 M 16.6 9.4 L 11.4 "
    "14.6";
inline constexpr std::string_view kShift =
    "M 12 4.5 L 20 12.5 L 16 12.5 L 16 19.5 L 8 19.5 L 8 12.5 L 4 12.5 Z";
inline constexpr std::string_view kClock = "O 12 12 8.5 M 12 7 L 12 12 L 15.6 14.2";

}  // namespace yiping::kiosk::ui::icons
