// SPDX-License-Identifier: Apache-2.0
// What readers of authored settings share. Faults stick in the reader.
#pragma once

#include <algorithm>
#include <initializer_list>

#include "cbor/field_reader.hpp"

namespace yiping {

inline constexpr std::uint32_t kMaxAssetVersion = 65'535;

/// Member `id`: the file's name, 1 to 64 characters of a-z 0-9 - after a letter.
inline std::string read_asset_id(FieldReader& fields) {
  const std::string_view id = fields.text("id");
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  if (id.empty() || id.size() > 64 || id[0] < 'a' || !std::all_of(id.begin(), id.end(), plain)) {
    fields.fail(ErrorCode::bad_value, "id");
  }
  return std::string(id);
}

inline std::uint32_t read_within(FieldReader& fields, const char* name, std::uint32_t least,
                                 std::uint32_t most) {
  const std::uint32_t value = fields.integer(name);
  if (value < least || value > most) fields.fail(ErrorCode::bad_value, name);
  return value;
}

/// The one of `values` that the member names; `fallback` after a fault.
template <typename Enum>
Enum read_choice(FieldReader& fields, const char* name, std::initializer_list<Enum> values,
                 Enum fallback) {
  const std::string_view text = fields.text(name);
  for (const Enum value : values) {
    if (name_of(value) == text) return value;
  }
  fields.fail(ErrorCode::bad_value, name);
  return fallback;
}

}  // namespace yiping
