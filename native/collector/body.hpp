// SPDX-License-Identifier: Apache-2.0
// Reads a JSON body member by member; what is wrong becomes a Problem that names the member.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collector/problem.hpp"
#include "host/json.hpp"

namespace yiping::collector {

/// Throws Problem: bad_json, not_utf8, too_deep, duplicate_key, wrong_type, bad_value.
[[nodiscard]] host::Json read_json(std::string_view bytes);

/// An object of a body. The value must outlive it.
class Body {
 public:
  /// Throws wrong_type when it is no object, unknown_field for a member that is not in `members`.
  Body(const host::Json& value, std::string pointer,
       std::initializer_list<std::string_view> members);

  [[nodiscard]] bool has(std::string_view name) const { return value_.contains(name); }
  /// 1 to `limit` code points after normalising.
  [[nodiscard]] std::string text(std::string_view name, std::size_t limit) const;
  [[nodiscard]] std::int64_t integer(std::string_view name, std::int64_t least,
                                     std::int64_t most) const;
  /// One of `choices`.
  [[nodiscard]] std::string choice(std::string_view name,
                                   std::initializer_list<std::string_view> choices) const;
  [[nodiscard]] std::string choice(std::string_view name,
                                   const std::vector<std::string_view>& choices) const;
  /// 12 digits.
  [[nodiscard]] std::string area(std::string_view name) const;
  /// 1 to `limit` elements.
  [[nodiscard]] const host::Json& list(std::string_view name, std::size_t limit) const;
  /// As it came, 1 to `limit` bytes: a password, a code, a key.
  [[nodiscard]] std::string verbatim(std::string_view name, std::size_t limit) const;
  /// Throws missing_field.
  [[nodiscard]] const host::Json& member(std::string_view name) const;

  [[nodiscard]] std::string pointer_of(std::string_view name) const;

 private:
  [[nodiscard]] const std::string& string_member(std::string_view name) const;
  [[noreturn]] void bad_value(std::string_view name, std::string expected) const;

  const host::Json& value_;
  std::string pointer_;
};

}  // namespace yiping::collector
