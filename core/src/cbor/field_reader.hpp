// SPDX-License-Identifier: Apache-2.0
// Reads the members of one CBOR map strictly: every member known, every needed one there.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "yiping/cbor.hpp"

namespace yiping {

/// The first fault sticks and later reads do nothing, so a caller asks once, at `finish`.
class FieldReader {
 public:
  /// `where`: JSON pointer of the map, "" for the root.
  FieldReader(const CborValue& map, std::string where);

  /// A needed member of that kind; nothing after a fault.
  std::optional<CborValue> need(std::string_view name, CborValue::Kind kind);
  /// The same, but it may be absent.
  std::optional<CborValue> may(std::string_view name, CborValue::Kind kind);

  void text(std::string_view name, std::string& out);
  void optional_text(std::string_view name, std::string& out);
  void integer(std::string_view name, std::uint32_t& out);
  void boolean(std::string_view name, bool& out);
  /// A text member that can have one value only, a schema's name.
  void constant(std::string_view name, std::string_view value);

  [[nodiscard]] std::string path(std::string_view name) const;
  void fail(ErrorCode code, std::string_view name);
  /// Success when there was no fault and no member that nobody asked for.
  Status finish();

 private:
  std::optional<CborValue> find(std::string_view name, CborValue::Kind kind, bool needed);

  CborValue map_;
  std::string where_;
  std::vector<std::string_view> asked_;
  std::optional<Error> fault_;
};

/// "<where>/<index>".
[[nodiscard]] std::string index_path(std::string_view where, std::size_t index);

}  // namespace yiping
