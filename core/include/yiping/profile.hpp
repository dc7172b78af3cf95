// SPDX-License-Identifier: Apache-2.0
// A region's settings (地区配置): every window, deadline and count that differs by place, each with
// its source in the file. Format and table of settings: docs/profiles.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "yiping/calendar.hpp"
#include "yiping/cbor.hpp"

namespace yiping {

/// What a service event was (环节, serviceName). `overall` is the one rating of a theme as a whole.
enum class Stage : std::uint8_t {
  consultation,  // 咨询
  intake,        // 接件
  application,   // 申报
  acceptance,    // 受理
  supplement,    // 补正
  payment,       // 缴费
  approval,      // 审批
  issue,         // 出件
  collection,    // 签收
  completion,    // 办结
  overall,       // 一件事综合评价
};

inline constexpr std::size_t kStages = 11;

/// Bit 1 << stage.
using StageSet = std::uint16_t;

[[nodiscard]] constexpr bool holds(StageSet set, Stage stage) {
  return (set & (1U << static_cast<unsigned>(stage))) != 0;
}

/// 非常满意…非常不满意, or 很好…很差: both of 国办发〔2019〕51号.
enum class LabelSet : std::uint8_t { satisfaction, quality };
/// Whether a bad rating may come without a reason. The product asks; some upper platforms refuse.
enum class BadLevelReason : std::uint8_t { ask, require };
/// A batch (批量业务) is rated once, or each of its cases is.
enum class BatchRated : std::uint8_t { once, each };
/// Whether a theme (主题式业务, 一件事) has a rating of the whole beside those of its stages.
enum class ThemeOverall : std::uint8_t { one, none };

[[nodiscard]] std::string_view name_of(Stage stage);
[[nodiscard]] std::string_view name_of(DayUnit unit);
[[nodiscard]] std::string_view name_of(LabelSet labels);
[[nodiscard]] std::string_view name_of(BadLevelReason rule);
[[nodiscard]] std::string_view name_of(BatchRated rule);
[[nodiscard]] std::string_view name_of(ThemeOverall rule);

struct Windows {
  Span rating;                           // 补评: from the service
  std::uint32_t correction_seconds = 0;  // 更正: from the rating
  std::uint32_t corrections = 0;         // of one rating
  Span follow_up;                        // 追评: from the first rating
  std::uint32_t follow_ups = 0;          // of one service
  std::uint32_t clock_tolerance = 0;     // seconds that a device's measured clock may still err
};

struct Deadlines {
  Span sign_for;       // 签收: from dispatch
  Span reply;          // 答复: from dispatch
  Span extension;      // 延期: from the deadline that it extends
  Span evidence;       // the rated person's 举证 or 申诉: from the notice
  Span appeal_review;  // 复核: from the appeal
  Span call_back;      // 回访: from the reply
  std::uint32_t extensions = 0;
  std::uint32_t call_back_attempts = 0;  // on different days, before `unreachable`
};

/// Which service events of a case are rated. `most` 0: no limit.
struct StageRule {
  StageSet stages = 0;
  std::uint32_t least = 0;
  std::uint32_t most = 0;
};

struct Services {
  StageRule immediate;  // 即办件
  StageRule promised;   // 承诺件, and what is neither
  BatchRated batch = BatchRated::once;
  StageSet theme_stages = 0;
  ThemeOverall theme_overall = ThemeOverall::one;
};

/// 邀评: a message to who has not rated, and how often staff at a window may ask.
struct Invitations {
  Span message;
  std::uint32_t messages = 0;
  std::uint32_t staff_prompts = 0;
};

/// How an office may go about a case (docs/rectification.md).
struct CaseHandling {
  bool short_way = false;       // reply without verification, close without call-back
  bool reply_approval = false;  // a reply goes out as draft → approved
};

struct Profile {
  std::string id;
  std::uint32_t version = 0;
  Windows windows;
  Deadlines deadlines;
  CaseHandling cases;
  Services services;
  Invitations invitations;
  LabelSet labels = LabelSet::satisfaction;
  BadLevelReason bad_level_reason = BadLevelReason::ask;
  std::uint32_t small_cell = 0;  // fewest ratings that a published figure may rest on
};

/// The profile that a file `yiping.profile/1` extends; empty when it stands alone.
[[nodiscard]] Result<std::string> base_of(const CborValue& file);

/// A file that stands alone has every setting; one that extends `base` has what differs, and fails
/// with `bad_value` at /extends when it names another.
[[nodiscard]] Result<Profile> read_profile(const CborValue& file);
[[nodiscard]] Result<Profile> read_profile(const CborValue& file, const Profile& base);

}  // namespace yiping
