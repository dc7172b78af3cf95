// SPDX-License-Identifier: Apache-2.0
// What the core's tests share: the shipped questionnaire, sessions on it, CBOR from JSON.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "yiping/questionnaire.hpp"
#include "yiping/session.hpp"

namespace yiping::test {

inline constexpr std::uint32_t kArea = 440'300;
inline constexpr UnixTime kNow = 1'795'312'800;  // 2026-11-22T02:00:00Z

/// assets/questionnaires/online-item.json with its Chinese and English locales.
[[nodiscard]] const Questionnaire& online_item();

/// The pack of it in one language, as a collector serves it.
[[nodiscard]] std::vector<std::uint8_t> pack(std::string_view language);

/// A fresh Chinese session on it, submission id 00 01 … 0f.
[[nodiscard]] Session open_session();
[[nodiscard]] SubmissionId counting_id();

/// What a call refused and where; empty when it did not.
template <typename T>
[[nodiscard]] std::string refusal(const T& called) {
  if (called) return {};
  return std::string(name_of(called.error().code)) + " at " + called.error().where;
}

/// CBOR of a JSON text, by the library that the hosts use.
[[nodiscard]] std::vector<std::uint8_t> cbor(std::string_view json);

}  // namespace yiping::test
