// SPDX-License-Identifier: Apache-2.0
#include "cbor/field_reader.hpp"

namespace yiping {

FieldReader::FieldReader(const CborValue& root, Fault& fault) : map_(root), fault_(&fault) {
  if (root.kind() != CborValue::Kind::map) fault.status_ = Error{ErrorCode::wrong_type, {}};
}

FieldReader::FieldReader(FieldReader& parent, const char* name, const CborValue& map, int index)
    : parent_(&parent), name_(name), index_(index), map_(map), fault_(parent.fault_) {
  if (map.kind() != CborValue::Kind::map) parent.fail(ErrorCode::wrong_type, name, index);
}

std::optional<CborValue> FieldReader::may(const char* name) {
  if (failed()) return std::nullopt;
  asked_[asked_count_++] = name;
  CborValue::Cursor cursor(map_);
  while (!cursor.done()) {
    const bool hit = cursor.next().text() == name;
    const CborValue value = cursor.next();
    if (hit) return value;
  }
  return std::nullopt;
}

std::optional<CborValue> FieldReader::find(const char* name, CborValue::Kind kind, bool needed) {
  const auto value = may(name);
  if (!value) {
    if (needed) fail(ErrorCode::missing_field, name);
    return std::nullopt;
  }
  if (value->kind() == kind) return value;
  fail(ErrorCode::wrong_type, name);
  return std::nullopt;
}

std::optional<CborValue> FieldReader::need(const char* name, CborValue::Kind kind) {
  return find(name, kind, true);
}

std::optional<CborValue> FieldReader::may(const char* name, CborValue::Kind kind) {
  return find(name, kind, false);
}

std::string_view FieldReader::text(const char* name) {
  const auto value = find(name, CborValue::Kind::text, true);
  return value ? value->text() : std::string_view{};
}

std::string_view FieldReader::optional_text(const char* name) {
  const auto value = find(name, CborValue::Kind::text, false);
  return value ? value->text() : std::string_view{};
}

std::uint32_t FieldReader::integer(const char* name) {
  const auto value = find(name, CborValue::Kind::integer, true);
  return value ? value->integer() : 0;
}

bool FieldReader::boolean(const char* name) {
  const auto value = find(name, CborValue::Kind::boolean, true);
  return value && value->boolean();
}

void FieldReader::put_path(std::string& out) const {
  if (parent_ == nullptr) return;
  parent_->put_path(out);
  out += '/';
  out += name_;
  if (index_ >= 0) put_index(out, index_);
}

void FieldReader::fail(ErrorCode code, const char* name, int index) {
  if (failed()) return;
  std::string path;
  put_path(path);
  path += '/';
  path += name;
  if (index >= 0) put_index(path, index);
  fault_->status_ = Error{code, std::move(path)};
}

void FieldReader::fail_key(ErrorCode code, const char* name, std::string_view key) {
  if (failed()) return;
  std::string path;
  put_path(path);
  if (name != nullptr) put_key(path, name);
  put_key(path, key);
  fault_->status_ = Error{code, std::move(path)};
}

void FieldReader::finish() {
  if (failed()) return;
  CborValue::Cursor cursor(map_);
  while (!cursor.done()) {
    const std::string_view key = cursor.next().text();
    cursor.next();
    bool known = false;
    for (std::size_t i = 0; i < asked_count_; ++i) known = known || key == asked_[i];
    if (!known) fail_key(ErrorCode::unknown_field, nullptr, key);
  }
}

void put_index(std::string& path, int index) {
  std::array<char, 10> digits{};
  std::size_t count = 0;
  do {
    digits[count++] = static_cast<char>('0' + index % 10);
    index /= 10;
  } while (index > 0);
  path += '/';
  while (count > 0) path += digits[--count];
}

void put_key(std::string& path, std::string_view key) {
  path += '/';
  for (const char c : key) {
    path += c == '/' ? '~' : c;
    if (c == '/') path += '1';
    if (c == '~') path += '0';
  }
}

}  // namespace yiping
