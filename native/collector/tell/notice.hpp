// SPDX-License-Identifier: Apache-2.0
// A deadline of a case in words, for people: nothing that anybody wrote, and no case number.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "collector/store.hpp"

namespace yiping::collector {

[[nodiscard]] bool is_of_case(const Delivery& delivery);

struct DeadlineNotice {
  enum class Stage : std::uint8_t { near, passed };
  Stage stage = Stage::near;
  DeadlineKind duty{};
  Seconds due = 0;
  Id16 id{};         // of the case
  std::string item;  // names as a business system reported them, without control characters
  std::string office;
};

/// Of the duty that the case has now. Nothing when there is none, or when its time is neither near
/// nor over: what was to be told was done meanwhile.
[[nodiscard]] std::optional<DeadlineNotice> find_notice(Store& store, const Delivery& delivery,
                                                        Seconds now);

struct Letter {
  std::string subject;
  std::string body;  // lines end with LF
};
/// Chinese, then English. `public_url`: of the collector, for the way to the case at the desk.
[[nodiscard]] Letter letter_of(const DeadlineNotice& notice, std::string_view public_url);

/// Chinese, for a telephone: 70 units of UTF-16 at most, which is one message. Names that are too
/// long are cut.
[[nodiscard]] std::string short_text_of(const DeadlineNotice& notice);

}  // namespace yiping::collector
