// SPDX-License-Identifier: Apache-2.0
// How the settings of this folder are read. The forms that take a FieldReader let an outer document
// hold them; the public headers have those that take bytes.
#pragma once

#include "cbor/field_reader.hpp"
#include "yiping/ranking.hpp"
#include "yiping/score.hpp"
#include "yiping/sheet.hpp"

namespace yiping::reading {

/// What every authored setting begins with: schema, id, version, source.
struct Head {
  std::string id;
  std::uint32_t version = 0;
  std::string source;
};

[[nodiscard]] Head head(FieldReader& fields, std::string_view schema);

/// Members that are read all the way; faults stay in `fields`.
void read(FieldReader& fields, PointTable& out);
void read(FieldReader& fields, CompositeRule& out);
void read(FieldReader& fields, Sheet& out);
void read(FieldReader& fields, const Sheet& sheet, SheetScores& out);

/// A whole document.
template <typename T>
Result<T> whole(std::span<const std::uint8_t> cbor) {
  const auto root = CborValue::parse(cbor);
  if (!root) return root.error();
  FieldReader::Fault fault;
  FieldReader fields(*root, fault);
  T out;
  read(fields, out);
  if (fields.failed()) return fault.take();
  return out;
}

/// A lower-case id of at most 64 characters, as in questionnaires.
[[nodiscard]] std::string id_of(FieldReader& fields, const char* name);
/// 1 to `most`.
[[nodiscard]] std::uint32_t count_of(FieldReader& fields, const char* name, std::uint32_t most);

}  // namespace yiping::reading
