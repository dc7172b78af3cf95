// SPDX-License-Identifier: Apache-2.0
#include "collector/http.hpp"

#include <algorithm>
#include <charconv>

#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view next_segment(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('/', 1), rest.size());
  const std::string_view segment = rest.substr(0, end);
  rest.remove_prefix(end);
  return segment;
}

}  // namespace

std::string_view Request::header(std::string_view name) const {
  const auto found = std::find_if(headers.begin(), headers.end(),
                                  [&](const Header& h) { return same_name(h.name, name); });
  return found == headers.end() ? std::string_view() : std::string_view(found->value);
}

std::size_t Request::header_count(std::string_view name) const {
  return static_cast<std::size_t>(std::count_if(
      headers.begin(), headers.end(), [&](const Header& h) { return same_name(h.name, name); }));
}

std::optional<std::string_view> Request::query_value(std::string_view name) const {
  for (const Header& entry : query) {
    if (entry.name == name) return entry.value;
  }
  return std::nullopt;
}

std::string_view next_of_list(std::string_view& rest) {
  constexpr std::string_view kBlanks = " \t";
  const std::size_t end = std::min(rest.find(','), rest.size());
  std::string_view part = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  part.remove_prefix(std::min(part.find_first_not_of(kBlanks), part.size()));
  return part.substr(0, part.find_last_not_of(kBlanks) + 1);
}

std::optional<std::int64_t> read_whole(std::string_view text) {
  if (text.starts_with('-')) return std::nullopt;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool knows_tag(const Request& request, std::string_view etag) {
  std::string_view rest = request.header("If-None-Match");
  while (!rest.empty()) {
    std::string_view tag = next_of_list(rest);
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag == etag || tag == "*") return true;
  }
  return false;
}

Response unless_known(const Request& request, Response response) {
  const std::string of = response.body;
  return unless_known(request, std::move(response), of);
}

Response unless_known(const Request& request, Response response, std::string_view of) {
  const std::string etag = "\"" + to_hex(sha256(as_bytes(of))).substr(0, 32) + "\"";
  response.with("ETag", etag);
  if (knows_tag(request, etag)) {
    response.status = 304;
    response.body.clear();
  }
  return response;
}

std::optional<PathParts> match(std::string_view pattern, std::string_view path) {
  PathParts parts;
  while (!pattern.empty() && !path.empty()) {
    const std::string_view wanted = next_segment(pattern);
    const std::string_view given = next_segment(path);
    if (wanted.size() > 2 && wanted[1] == '{') {
      if (given.size() < 2) return std::nullopt;
      parts.emplace_back(given.substr(1));
    } else if (wanted != given) {
      return std::nullopt;
    }
  }
  if (!pattern.empty() || !path.empty()) return std::nullopt;
  return parts;
}

}  // namespace yiping::collector
