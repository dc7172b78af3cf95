// SPDX-License-Identifier: Apache-2.0
// JSON from outside, read strictly: what this accepts, nlohmann/json reads without surprises,
// and the core reads after to_cbor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

// Instantiated once, in json.cpp: each file that includes this compiles a quarter faster.
extern template class nlohmann::basic_json<>;

namespace yiping::host {

using Json = nlohmann::json;

inline constexpr std::size_t kMaxJsonDepth = 32;

/// What is wrong with a body, in the codes of docs/http.md.
struct JsonFault {
  std::string code;        // bad_json, not_utf8, too_deep, duplicate_key, wrong_type, bad_value
  std::string pointer;     // RFC 6901; of the member at fault, or where reading stopped
  std::size_t offset = 0;  // bad_json: bytes read when reading stopped
};

/// True when the value may be used; else `fault` says why not.
struct ParsedJson {
  Json value;
  JsonFault fault;
  [[nodiscard]] explicit operator bool() const { return fault.code.empty(); }
};

/// Checked before anything is built: strict UTF-8 without a byte order mark, depth of at most 32,
/// no key twice in an object, and no number but integers from -(2^53-1) to 2^53-1.
[[nodiscard]] ParsedJson parse_json(std::string_view bytes);

/// RFC 8785 form, for values that parse_json accepted: keys sorted, no white space, raw UTF-8.
[[nodiscard]] std::string canonical(const Json& value);

/// The form in which the core takes documents and packs. `value` must come from parse_json or be
/// built by us: at most kMaxJsonDepth deep, because the writer recurses.
[[nodiscard]] std::vector<std::uint8_t> to_cbor(const Json& value);

/// `pointer` with one more step, escaped.
[[nodiscard]] std::string pointer_to(std::string_view pointer, std::string_view key);
[[nodiscard]] std::string pointer_to(std::string_view pointer, std::size_t index);

}  // namespace yiping::host
