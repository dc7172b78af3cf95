// SPDX-License-Identifier: Apache-2.0
// By what figures are grouped, and in which table an event stands: keys of published documents.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace yiping {

enum class Grouping : std::uint8_t {
  item,        // 事项, by its code
  org,         // 机构, the handling unit
  platform,    // 平台: 业务系统, 热线, 移动端, 自助端 of 51号, by the system's id
  staff,       // 人员, by pseudonym
  window,      // 窗口
  channel,     // 评价渠道
  rater_kind,  // 评价人类别, by RaterKind
  round,       // 首次 or 追评, by Round
  area,        // 行政区划
};

inline constexpr std::array<Grouping, 9> kGroupings{
    Grouping::item,    Grouping::org,        Grouping::platform, Grouping::staff, Grouping::window,
    Grouping::channel, Grouping::rater_kind, Grouping::round,    Grouping::area};

enum class RaterKind : std::uint8_t {
  natural_person /* 自然人 */,
  organisation /* 法人和其他组织 */
};

enum class Round : std::uint8_t { first /* 首次 */, follow_up /* 追评 */ };

/// "item", "rater_kind", "natural_person", "follow_up": the name in every document.
[[nodiscard]] std::string_view name_of(Grouping grouping);
[[nodiscard]] std::string_view name_of(RaterKind kind);
[[nodiscard]] std::string_view name_of(Round round);
[[nodiscard]] std::optional<Grouping> grouping_named(std::string_view name);
[[nodiscard]] std::optional<RaterKind> rater_kind_named(std::string_view name);
[[nodiscard]] std::optional<Round> round_named(std::string_view name);

}  // namespace yiping
