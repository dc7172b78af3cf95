// SPDX-License-Identifier: Apache-2.0
// Conformance vectors: a module's rules as questions and answers in JSON. Format: README.md here.
// The same runner is compiled natively and to wasm, so it uses what the core may use.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cbor/field_reader.hpp"
#include "yiping/json_writer.hpp"

namespace yiping::vectors {

/// Reads what a call needs from `input` and writes one JSON value, keys in sorted order. A fault
/// of the input is recorded in `input`; a call that the module does not have is `no_such_call`.
void eligibility(std::string_view call, FieldReader& input, JsonWriter& out);
void indicator(std::string_view call, FieldReader& input, JsonWriter& out);
void mapping(std::string_view call, FieldReader& input, JsonWriter& out);
void rectification(std::string_view call, FieldReader& input, JsonWriter& out);

void no_such_call(FieldReader& input);

/// Writes an Error as {"error": name, "where": …}: what a call that fails answers.
void write_error(const Error& error, JsonWriter& out);

/// {"module", "call", "input"} as CBOR to the JSON of its answer.
[[nodiscard]] std::string run(std::span<const std::uint8_t> question);

}  // namespace yiping::vectors
