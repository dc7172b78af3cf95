// SPDX-License-Identifier: Apache-2.0
// One-time codes by which a device (kiosk, window evaluator) enrols. Layout: docs/http.md.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "collector/seal.hpp"
#include "collector/store.hpp"

namespace yiping::collector {

inline constexpr std::size_t kMaxWindowBytes = 16;
inline constexpr std::size_t kMaxHallBytes = 120;

struct EnrolmentCode {
  Nonce nonce{};
  std::string area;           // 12 digits
  std::string window;         // is_window_name
  std::string hall;           // is_hall_name
  std::uint32_t expires = 0;  // Unix seconds
};

/// 1 to 16 bytes of UTF-8 that stand in an address: no slash, no control character, no white space
/// at an end.
[[nodiscard]] bool is_window_name(std::string_view text);
/// 1 to 120 bytes of UTF-8 on one line.
[[nodiscard]] bool is_hall_name(std::string_view text);

/// "ye1.…"
[[nodiscard]] std::string mint(const Seal& seal, const EnrolmentCode& code);

/// Nothing when it is not ours. Whether it is expired or used is the store's to say: a retry of an
/// enrolment is answered all the same.
[[nodiscard]] std::optional<EnrolmentCode> read_enrolment_code(const Seal& seal,
                                                               std::string_view text);

}  // namespace yiping::collector
