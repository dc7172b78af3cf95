// SPDX-License-Identifier: Apache-2.0
#include "collector/body.hpp"

#include <algorithm>
#include <utility>

#include "host/config_reader.hpp"
#include "yiping/text.hpp"

namespace yiping::collector {

using host::Json;

Json read_json(std::string_view bytes) {
  host::ParsedJson parsed = host::parse_json(bytes);
  if (!parsed) {
    throw Problem(parsed.fault.code, parsed.fault.pointer,
                  {{"offset", std::to_string(parsed.fault.offset)},
                   {"expected", "-(2^53-1) … 2^53-1"},
                   {"limit", std::to_string(host::kMaxJsonDepth)}});
  }
  return std::move(parsed.value);
}

Body::Body(const Json& value, std::string pointer, std::initializer_list<std::string_view> members)
    : value_(value), pointer_(std::move(pointer)) {
  if (!value_.is_object()) throw Problem("wrong_type", pointer_, {{"expected", "{…}"}});
  for (const auto& [name, ignored] : value_.items()) {
    if (std::find(members.begin(), members.end(), name) == members.end()) {
      throw Problem("unknown_field", host::pointer_to(pointer_, name), {{"field", name}});
    }
  }
}

std::string Body::text(std::string_view name, std::size_t limit) const {
  std::string text = normalise(string_member(name));
  if (text.empty()) bad_value(name, "1 … " + std::to_string(limit));
  if (const std::size_t size = code_points(text); size > limit) {
    throw Problem("text_too_long", pointer_of(name),
                  {{"limit", std::to_string(limit)}, {"size", std::to_string(size)}});
  }
  return text;
}

std::int64_t Body::integer(std::string_view name, std::int64_t least, std::int64_t most) const {
  const Json& value = member(name);
  if (!value.is_number_integer())
    throw Problem("wrong_type", pointer_of(name), {{"expected", "1, 2, 3"}});
  const auto number = value.get<std::int64_t>();
  if (number < least || number > most) {
    bad_value(name, std::to_string(least) + " … " + std::to_string(most));
  }
  return number;
}

std::string Body::choice(std::string_view name,
                         std::initializer_list<std::string_view> choices) const {
  return choice(name, std::vector<std::string_view>(choices));
}

std::string Body::choice(std::string_view name,
                         const std::vector<std::string_view>& choices) const {
  const std::string& text = string_member(name);
  if (std::find(choices.begin(), choices.end(), text) == choices.end()) {
    std::string all;
    for (const std::string_view each : choices) all.append(all.empty() ? "" : ", ").append(each);
    bad_value(name, all);
  }
  return text;
}

std::string Body::area(std::string_view name) const {
  const std::string& text = string_member(name);
  if (!host::is_area(text)) bad_value(name, "[1-9][0-9]{11}");
  return text;
}

const Json& Body::list(std::string_view name, std::size_t limit) const {
  const Json& value = member(name);
  if (!value.is_array()) throw Problem("wrong_type", pointer_of(name), {{"expected", "[…]"}});
  if (value.empty() || value.size() > limit) bad_value(name, "1 … " + std::to_string(limit));
  return value;
}

std::string Body::verbatim(std::string_view name, std::size_t limit) const {
  const std::string& text = string_member(name);
  if (text.empty() || text.size() > limit) bad_value(name, "1 … " + std::to_string(limit));
  return text;
}

std::string Body::pointer_of(std::string_view name) const {
  return host::pointer_to(pointer_, name);
}

const Json& Body::member(std::string_view name) const {
  const auto found = value_.find(name);
  if (found == value_.end()) {
    throw Problem("missing_field", pointer_of(name), {{"field", std::string(name)}});
  }
  return *found;
}

const std::string& Body::string_member(std::string_view name) const {
  const Json& value = member(name);
  if (!value.is_string()) throw Problem("wrong_type", pointer_of(name), {{"expected", "\"…\""}});
  return value.get_ref<const std::string&>();
}

void Body::bad_value(std::string_view name, std::string expected) const {
  throw Problem("bad_value", pointer_of(name), {{"expected", std::move(expected)}});
}

}  // namespace yiping::collector
