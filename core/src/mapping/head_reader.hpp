// SPDX-License-Identifier: Apache-2.0
// What tables, item code rules and mapping files begin with, and words read from closed lists.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cbor/field_reader.hpp"
#include "yiping/code_table.hpp"

namespace yiping {

struct Head {
  std::string id;
  std::uint32_t version = 0;
  std::string source;
  Mark mark{};
};

/// `schema`, `id`, `version` (1 to 65535), `source` (not empty), `mark`; `title` may be there.
[[nodiscard]] Head read_head(FieldReader& fields, std::string_view schema);

/// a-z 0-9 _ - . after a letter, 1 to 64: ids and names of ours.
[[nodiscard]] bool is_name(std::string_view text);

/// 1 to `most` bytes without control characters.
[[nodiscard]] bool is_plain(std::string_view text, std::size_t most);

/// The enumerator of that name, for enums that begin at 0 and end with `last`.
template <typename Enum>
[[nodiscard]] std::optional<Enum> named(std::string_view name, Enum last) {
  for (unsigned i = 0; i <= static_cast<unsigned>(last); ++i) {
    if (name_of(static_cast<Enum>(i)) == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

/// A member that must be one of `words`, by its index; 0 after a fault.
[[nodiscard]] std::size_t read_word(FieldReader& fields, const char* name,
                                    std::span<const std::string_view> words);
/// The same, absent: 0.
[[nodiscard]] std::size_t read_optional_word(FieldReader& fields, const char* name,
                                             std::span<const std::string_view> words);

/// A count that may be absent: 0 then.
[[nodiscard]] std::uint32_t read_optional_count(FieldReader& fields, const char* name);

/// From 1 to `most` elements; else a fault, `bad_value` or `too_large`.
[[nodiscard]] bool has_elements(FieldReader& fields, const char* name, const CborValue& array,
                                std::size_t most);

/// Calls `read(FieldReader& element, index)` for each map of the array that is member `name`.
template <typename Read>
void each_map(FieldReader& fields, const char* name, const CborValue& array, Read read) {
  CborValue::Cursor cursor(array);
  for (int index = 0; !cursor.done(); ++index) {
    FieldReader inner(fields, name, cursor.next(), index);
    read(inner, static_cast<std::size_t>(index));
  }
}

/// Texts of the array that is member `name`, each with `text(value)`.
template <typename Take>
void each_text(FieldReader& fields, const char* name, const CborValue& array, Take take) {
  CborValue::Cursor cursor(array);
  for (int index = 0; !cursor.done(); ++index) {
    const CborValue value = cursor.next();
    if (value.kind() == CborValue::Kind::text) {
      take(value.text(), index);
    } else {
      fields.fail(ErrorCode::wrong_type, name, index);
    }
  }
}

}  // namespace yiping
