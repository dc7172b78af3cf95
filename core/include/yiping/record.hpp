// SPDX-License-Identifier: Apache-2.0
// The facts of one service event, as far as figures count them.
#pragma once

#include <cstdint>
#include <optional>

#include "yiping/error.hpp"
#include "yiping/level.hpp"
#include "yiping/rating_way.hpp"

namespace yiping {

/// What became of one service event (办件服务).
enum class Outcome : std::uint8_t {
  pending,    // its window is open: in no figure of ratings
  unrated,    // 未评: the window closed without a rating
  late,       // 未评, and a rating came after the window: kept at weight 0
  rated,      // by a person (主动评价)
  defaulted,  // a row that a legacy system filled in (默认评价); this product makes none
  voided,     // the event was withdrawn: in no figure
};

/// Of the administration, about a bad rating. An excluded rating is kept at weight 0: its event
/// leaves every figure of ratings and is counted by its ruling.
enum class Ruling : std::uint8_t { none, mistaken /* 误评 */, malicious /* 恶意差评 */ };

/// 回访 of a bad rating.
enum class CallBack : std::uint8_t { none, done, unreachable, no_contact };

/// The answer to a call-back. Scale of three: one city's rule; anonymous ones answer by receipt.
enum class CallBackAnswer : std::uint8_t { satisfied, basically_satisfied, dissatisfied };

/// 跨省通办, 线上线下融合, 一件事: whether the event could be handled so, and whether it was.
enum class Provision : std::uint8_t { none, offered, used };

/// The facts of one service event. Those of a case matter while it has a bad rating that counts.
struct Record {
  Outcome outcome = Outcome::pending;
  std::optional<Level> level = std::nullopt;  // of what was rated or filled in
  Ruling ruling = Ruling::none;
  bool corrected = false;  // 更正: the first rating was replaced and stays at weight 0
  RatingWay way = RatingWay::anonymous;
  bool replied = false;
  CallBack call_back = CallBack::none;
  bool rectified = false;
  std::optional<CallBackAnswer> answer = std::nullopt;
  bool rechecked = false;  // 复查: someone looked whether the rectification holds
  Provision cross_province = Provision::none;
  Provision integrated = Provision::none;
  Provision one_thing = Provision::none;

  /// `bad_value` at "/level", "/ruling", "/corrected", "/answer" or "/rechecked" when facts
  /// contradict each other.
  [[nodiscard]] Status check() const;
};

}  // namespace yiping
