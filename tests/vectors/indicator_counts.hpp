// SPDX-License-Identifier: Apache-2.0
// Counts by the names of their members, those that are 0 left out; levels as five numbers.
#pragma once

#include "cbor/field_reader.hpp"
#include "yiping/counts.hpp"
#include "yiping/json_writer.hpp"

namespace yiping::vectors {

/// Element `index` of the array `name` of `input`, or the member itself: -1.
[[nodiscard]] Counts read_counts(FieldReader& input, const char* name, const CborValue& value,
                                 int index);
[[nodiscard]] Counts need_counts(FieldReader& input, const char* name);
void write_counts(const Counts& counts, JsonWriter& out);

}  // namespace yiping::vectors
