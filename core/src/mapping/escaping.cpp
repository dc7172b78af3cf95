// SPDX-License-Identifier: Apache-2.0
#include "mapping/escaping.hpp"

#include <cstdint>

namespace yiping {
namespace {

constexpr std::string_view kHex = "0123456789ABCDEF";

/// The character that begins an escape; none for `refuse`.
constexpr char mark_of(Escape escape) {
  switch (escape) {
    case Escape::refuse:
      return '\0';
    case Escape::backslash:
      return '\\';
    case Escape::percent:
      return '%';
  }
  return '\0';
}

void put_escaped(std::string& out, char c, Escape escape) {
  out += mark_of(escape);
  if (escape == Escape::backslash) {
    out += c;
    return;
  }
  const auto byte = static_cast<std::uint8_t>(c);
  out += kHex[byte >> 4];
  out += kHex[byte & 15];
}

/// The character that the escape at the front of `text` stands for; takes the escape off.
std::optional<char> take_escape(std::string_view& text, Escape escape) {
  const std::size_t size = escape == Escape::backslash ? 2 : 3;
  if (text.size() < size) return std::nullopt;
  char c = text[1];
  if (escape == Escape::percent) {
    const std::size_t high = kHex.find(text[1]);
    const std::size_t low = kHex.find(text[2]);
    if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
    c = static_cast<char>(high << 4 | low);
  }
  text.remove_prefix(size);
  return c;
}

}  // namespace

std::optional<std::string> escaped(std::string_view text, std::string_view reserved,
                                   Escape escape) {
  const char mark = mark_of(escape);
  std::string out;
  for (const char c : text) {
    const bool special = reserved.find(c) != std::string_view::npos;
    if (special && escape == Escape::refuse) return std::nullopt;
    if (special || (escape != Escape::refuse && !reserved.empty() && c == mark)) {
      put_escaped(out, c, escape);
    } else {
      out += c;
    }
  }
  return out;
}

std::optional<std::string> unescaped(std::string_view text, std::string_view reserved,
                                     Escape escape) {
  if (reserved.empty() || escape == Escape::refuse) return std::string(text);
  const char mark = mark_of(escape);
  std::string out;
  while (!text.empty()) {
    const char c = text.front();
    if (c == mark) {
      const auto stands_for = take_escape(text, escape);
      // Only what is escaped on the way out comes back, so that the bytes stay UTF-8.
      if (!stands_for ||
          (*stands_for != mark && reserved.find(*stands_for) == std::string_view::npos)) {
        return std::nullopt;
      }
      out += *stands_for;
      continue;
    }
    if (reserved.find(c) != std::string_view::npos) return std::nullopt;
    out += c;
    text.remove_prefix(1);
  }
  return out;
}

std::optional<std::vector<std::string>> split(std::string_view text, std::string_view separator,
                                              Escape escape) {
  const char mark = mark_of(escape);
  std::vector<std::string> pieces;
  for (;;) {
    std::size_t end = 0;
    while (end < text.size() && separator.find(text[end]) == std::string_view::npos) {
      end += escape == Escape::backslash && text[end] == mark ? 2U : 1U;
    }
    const bool last = end >= text.size();
    const auto piece = unescaped(text.substr(0, end), separator, escape);
    if (!piece || piece->empty()) return std::nullopt;
    pieces.push_back(*piece);
    if (last) return pieces;
    text.remove_prefix(end + 1);
  }
}

}  // namespace yiping
