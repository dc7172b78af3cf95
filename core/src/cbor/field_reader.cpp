// SPDX-License-Identifier: Apache-2.0
#include "cbor/field_reader.hpp"

namespace yiping {

FieldReader::FieldReader(const CborValue& map, std::string where)
    : map_(map), where_(std::move(where)) {
  if (map.kind() != CborValue::Kind::map) fault_ = Error{ErrorCode::wrong_type, where_};
}

std::optional<CborValue> FieldReader::find(std::string_view name, CborValue::Kind kind,
                                           bool needed) {
  if (fault_) return std::nullopt;
  asked_.push_back(name);
  CborValue::Cursor cursor(map_);
  while (!cursor.done()) {
    const bool hit = cursor.next().text() == name;
    const CborValue value = cursor.next();
    if (!hit) continue;
    if (value.kind() == kind) return value;
    fail(ErrorCode::wrong_type, name);
    return std::nullopt;
  }
  if (needed) fail(ErrorCode::missing_field, name);
  return std::nullopt;
}

std::optional<CborValue> FieldReader::need(std::string_view name, CborValue::Kind kind) {
  return find(name, kind, true);
}

std::optional<CborValue> FieldReader::may(std::string_view name, CborValue::Kind kind) {
  return find(name, kind, false);
}

void FieldReader::text(std::string_view name, std::string& out) {
  if (const auto value = need(name, CborValue::Kind::text)) out = value->text();
}

void FieldReader::optional_text(std::string_view name, std::string& out) {
  if (const auto value = may(name, CborValue::Kind::text)) out = value->text();
}

void FieldReader::integer(std::string_view name, std::uint32_t& out) {
  if (const auto value = need(name, CborValue::Kind::integer)) out = value->integer();
}

void FieldReader::boolean(std::string_view name, bool& out) {
  if (const auto value = need(name, CborValue::Kind::boolean)) out = value->boolean();
}

void FieldReader::constant(std::string_view name, std::string_view value) {
  const auto found = need(name, CborValue::Kind::text);
  if (found && found->text() != value) fail(ErrorCode::bad_value, name);
}

std::string FieldReader::path(std::string_view name) const {
  std::string path = where_;
  path += '/';
  path += name;
  return path;
}

void FieldReader::fail(ErrorCode code, std::string_view name) {
  if (!fault_) fault_ = Error{code, path(name)};
}

Status FieldReader::finish() {
  if (fault_) return *fault_;
  CborValue::Cursor cursor(map_);
  while (!cursor.done()) {
    const std::string_view key = cursor.next().text();
    cursor.next();
    bool known = false;
    for (const std::string_view name : asked_) known = known || name == key;
    if (!known) return Error{ErrorCode::unknown_field, path(key)};
  }
  return {};
}

std::string index_path(std::string_view where, std::size_t index) {
  std::string digits;
  do {
    digits.insert(digits.begin(), static_cast<char>('0' + index % 10));
    index /= 10;
  } while (index > 0);
  std::string path(where);
  path += '/';
  return path += digits;
}

}  // namespace yiping
