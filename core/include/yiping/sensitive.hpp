// SPDX-License-Identifier: Apache-2.0
// Numbers and addresses in a citizen's text that could identify a person (个人信息). A guess by
// form: it warns before sending and hides before an officer reads; it refuses nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace yiping {

/// `number`: a run of 7 digits or more that is none of the others: case numbers, for one.
enum class SensitiveKind : std::uint8_t { id_number, phone, bank_card, plate, email, number };

/// "id_number" and so on; the wording key is "kind.<name>".
[[nodiscard]] std::string_view name_of(SensitiveKind kind);

struct SensitiveSpan {
  std::size_t begin;  // in bytes
  std::size_t end;
  SensitiveKind kind;
};

/// The first that begins at or after byte `from`; nothing when there is none. `text` is valid
/// UTF-8. Digits count in ASCII, full width, both Arabic-Indic forms and Chinese; spaces, hyphens
/// and brackets between digits belong to the run, and so does the final X of an identity number.
/// Dates, amounts and window numbers are shorter than 7 digits or have a group of two, and are not
/// found; nor are two dates in a row.
[[nodiscard]] std::optional<SensitiveSpan> next_sensitive(std::string_view text, std::size_t from);

}  // namespace yiping
