// SPDX-License-Identifier: Apache-2.0
#include "collector/form/urlencoded.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>

#include "collector/problem.hpp"
#include "yiping/text.hpp"

namespace yiping::collector {
namespace {

constexpr std::size_t kMaxFields = 100;

std::string decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i] == '+' ? ' ' : text[i];
      continue;
    }
    const std::string_view digits = text.substr(i + 1, 2);
    std::uint8_t byte = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
    if (digits.size() != 2 || error != std::errc() || end != digits.data() + 2) {
      throw Problem("request_malformed");
    }
    out += static_cast<char>(byte);
    i += 2;
  }
  if (!is_utf8(out)) throw Problem("not_utf8");
  return out;
}

}  // namespace

std::vector<FormField> parse_urlencoded(std::string_view body) {
  std::vector<FormField> fields;
  while (!body.empty()) {
    const std::size_t end = std::min(body.find('&'), body.size());
    const std::string_view pair = body.substr(0, end);
    body.remove_prefix(std::min(end + 1, body.size()));
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || fields.size() == kMaxFields) {
      throw Problem("request_malformed");
    }
    FormField field{decoded(pair.substr(0, equals)), decoded(pair.substr(equals + 1))};
    const bool is_there = std::any_of(fields.begin(), fields.end(), [&](const FormField& each) {
      return each.name == field.name && each.value == field.value;
    });
    if (is_there) throw Problem("duplicate_key", "/" + field.name);
    fields.push_back(std::move(field));
  }
  return fields;
}

}  // namespace yiping::collector
