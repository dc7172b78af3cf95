// SPDX-License-Identifier: Apache-2.0
#include "indicator_counts.hpp"

#include <algorithm>
#include <vector>

namespace yiping::vectors {
namespace {

using Kind = CborValue::Kind;
using Levels = std::array<std::int64_t, 5>;

bool read_levels(const CborValue& value, Levels& levels) {
  if (value.kind() != Kind::array || value.size() != levels.size()) return false;
  CborValue::Cursor cursor(value);
  for (std::int64_t& level : levels) {
    const CborValue count = cursor.next();
    if (count.kind() != Kind::integer) return false;
    level = count.integer();
  }
  return true;
}

bool read_count(std::string_view key, const CborValue& value, Counts& counts) {
  if (key == "levels") return read_levels(value, counts.levels);
  if (key == "defaults") return read_levels(value, counts.defaults);
  for (const Counter& counter : counters()) {
    if (counter.name != key || value.kind() != Kind::integer) continue;
    counts.*counter.value = value.integer();
    return true;
  }
  return false;
}

void write_levels(const Levels& levels, JsonWriter& out) {
  out.begin_array();
  for (const std::int64_t level : levels) out.wide_integer(level);
  out.end_array();
}

}  // namespace

Counts read_counts(FieldReader& input, const char* name, const CborValue& value, int index) {
  Counts counts;
  if (value.kind() != Kind::map) {
    input.fail(ErrorCode::wrong_type, name, index);
    return counts;
  }
  CborValue::Cursor cursor(value);
  while (!cursor.done()) {
    const std::string_view key = cursor.next().text();
    if (!read_count(key, cursor.next(), counts)) {
      input.fail_key(ErrorCode::bad_value, name, key);
    }
  }
  return counts;
}

Counts need_counts(FieldReader& input, const char* name) {
  const auto value = input.need(name, Kind::map);
  return value ? read_counts(input, name, *value, -1) : Counts{};
}

void write_counts(const Counts& counts, JsonWriter& out) {
  std::vector<Counter> sorted(counters().begin(), counters().end());
  // The two arrays stand among the names, too.
  sorted.push_back({"levels", nullptr});
  sorted.push_back({"defaults", nullptr});
  std::sort(sorted.begin(), sorted.end(),
            [](const Counter& a, const Counter& b) { return a.name < b.name; });
  out.begin_object();
  for (const Counter& counter : sorted) {
    if (counter.value == nullptr) {
      const Levels& levels = counter.name == "levels" ? counts.levels : counts.defaults;
      if (levels == Levels{}) continue;
      out.key(counter.name);
      write_levels(levels, out);
    } else if (counts.*counter.value != 0) {
      out.key(counter.name).wide_integer(counts.*counter.value);
    }
  }
  out.end_object();
}

}  // namespace yiping::vectors
