// SPDX-License-Identifier: Apache-2.0
#include "yiping/channel.hpp"

namespace yiping {

std::string_view name_of(Channel channel) {
  switch (channel) {
    case Channel::pc:
      return "pc";
    case Channel::mobile:
      return "mobile";
    case Channel::qr:
      return "qr";
    case Channel::window_tablet:
      return "window_tablet";
    case Channel::hall_terminal:
      return "hall_terminal";
    case Channel::phone:
      return "phone";
    case Channel::sms:
      return "sms";
    case Channel::system_default:
      return "system_default";
  }
  return "";
}

std::optional<Channel> channel_named(std::string_view name) {
  for (const Channel channel : kChannels) {
    if (name_of(channel) == name) return channel;
  }
  return std::nullopt;
}

}  // namespace yiping
