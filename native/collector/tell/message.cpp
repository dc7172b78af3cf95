// SPDX-License-Identifier: Apache-2.0
#include "collector/tell/message.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <ctime>
#include <span>

#include "host/hmac.hpp"

namespace yiping::collector {
namespace {

constexpr std::string_view kNewLine = "\r\n";
/// Of an encoded word: 48 digits, which leave room for "Subject: " in a line of 76.
constexpr std::size_t kWordBytes = 36;
constexpr std::size_t kLongestCharacter = 4;
constexpr std::size_t kLineDigits = 76;

std::string base64(std::string_view bytes) {
  std::string text =
      host::base64url({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
  std::replace(text.begin(), text.end(), '-', '+');
  std::replace(text.begin(), text.end(), '_', '/');
  while (text.size() % 4 != 0) text += '=';
  return text;
}

/// RFC 2047, section 5: no word holds a part of a character.
std::string encoded_words(std::string_view text) {
  std::string out;
  do {
    std::size_t size = std::min(text.size(), kWordBytes);
    const auto splits = [&] {
      return size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U;
    };
    while (splits() && size > kWordBytes - kLongestCharacter) --size;
    if (!out.empty()) out.append(kNewLine).append(" ");
    out.append("=?UTF-8?B?").append(base64(text.substr(0, size))).append("?=");
    text.remove_prefix(size);
  } while (!text.empty());
  return out;
}

std::string encoded_body(std::string_view body) {
  std::string lines;
  for (const char c : body) lines.append(c == '\n' ? kNewLine : std::string_view(&c, 1));
  const std::string digits = base64(lines);
  std::string out;
  for (std::size_t at = 0; at < digits.size(); at += kLineDigits) {
    out.append(digits, at, kLineDigits).append(kNewLine);
  }
  return out;
}

/// "Sun, 22 Nov 2026 10:00:00 +0800": English whatever the locale is.
std::string date_text(Seconds time) {
  constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  constexpr Seconds kUtc8 = 8 * Seconds{3'600};
  const std::time_t here = time + kUtc8;
  std::tm parts{};
  gmtime_r(&here, &parts);
  std::array<char, 40> numbers{};
  const std::size_t size =
      std::strftime(numbers.data(), numbers.size(), " %Y %H:%M:%S +0800", &parts);
  std::string out(kDays[static_cast<std::size_t>(parts.tm_wday)]);
  return out.append(", ")
      .append(std::to_string(parts.tm_mday))
      .append(" ")
      .append(kMonths[static_cast<std::size_t>(parts.tm_mon)])
      .append(numbers.data(), size);
}

}  // namespace

std::string written(const Message& message) {
  std::string out;
  const auto header = [&](std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append(kNewLine);
  };
  std::string to;
  for (const std::string& address : message.to) {
    if (!to.empty()) to.append(",").append(kNewLine).append(" ");
    to += address;
  }
  std::string id = "<";
  id.append(message.id).append(message.from.substr(message.from.find('@'))).append(">");
  header("Date", date_text(message.date));
  header("From", message.from);
  header("To", to);
  header("Message-ID", id);
  header("Subject", encoded_words(message.subject));
  header("MIME-Version", "1.0");
  header("Content-Type", "text/plain; charset=UTF-8");
  header("Content-Transfer-Encoding", "base64");
  // RFC 3834: no answering machine answers it.
  header("Auto-Submitted", "auto-generated");
  return out.append(kNewLine).append(encoded_body(message.body));
}

}  // namespace yiping::collector
