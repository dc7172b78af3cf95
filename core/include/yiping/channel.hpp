// SPDX-License-Identifier: Apache-2.0
// How a rating came in (评价渠道). The seven that GB/T 39046-2020 Table 9 lists, in its order,
// which is also that of `pf` 1 to 7 where no province changed it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace yiping {

enum class Channel : std::uint8_t {
  pc,             // PC端
  mobile,         // 移动服务端
  qr,             // 二维码
  window_tablet,  // 政务大厅平板电脑, the window evaluator
  hall_terminal,  // 政务大厅其他终端, the self-service machine
  phone,          // 电话
  sms,            // 短信
  /// 系统默认评价: a row that nobody rated. Read from older systems, never made and never sent.
  system_default,
};

inline constexpr std::array<Channel, 8> kChannels{Channel::pc,
                                                  Channel::mobile,
                                                  Channel::qr,
                                                  Channel::window_tablet,
                                                  Channel::hall_terminal,
                                                  Channel::phone,
                                                  Channel::sms,
                                                  Channel::system_default};

/// "window_tablet": the name in every document.
[[nodiscard]] std::string_view name_of(Channel channel);
[[nodiscard]] std::optional<Channel> channel_named(std::string_view name);

/// A person rated: everything but `system_default`.
[[nodiscard]] constexpr bool is_active(Channel channel) {
  return channel != Channel::system_default;
}

}  // namespace yiping
