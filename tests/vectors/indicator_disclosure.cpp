// SPDX-License-Identifier: Apache-2.0
// widen, revise, suppress_line, suppress_table.
#include "indicator.hpp"
#include "indicator_counts.hpp"
#include "yiping/disclosure.hpp"

namespace yiping::vectors {
namespace {

using Kind = CborValue::Kind;

std::vector<std::int64_t> read_cells(FieldReader& input, const char* name, const CborValue& array,
                                     int at) {
  std::vector<std::int64_t> cells;
  CborValue::Cursor cursor(array);
  while (!cursor.done()) {
    const CborValue cell = cursor.next();
    if (cell.kind() != Kind::integer) input.fail(ErrorCode::wrong_type, name, at);
    if (input.failed()) return {};
    cells.push_back(cell.integer());
  }
  return cells;
}

void widen(FieldReader& input, JsonWriter& out) {
  const std::int64_t k = input.integer("k");
  std::vector<LadderCell> ladder;
  if (const auto cells = input.need("ladder", Kind::array)) {
    CborValue::Cursor cursor(*cells);
    for (int index = 0; !cursor.done(); ++index) {
      FieldReader cell(input, "ladder", cursor.next(), index);
      LadderCell read{cell.integer("ratings"), 0};
      if (const auto within = cell.may("within", Kind::integer)) read.within = within->integer();
      ladder.push_back(read);
      cell.finish();
    }
  }
  const auto rung = yiping::widen(ladder, k);
  out.text(rung ? name_of(*rung) : "nothing");
}

void revise(FieldReader& input, JsonWriter& out) {
  const std::int64_t k = input.integer("k");
  const Counts published = need_counts(input, "published");
  out.text(name_of(yiping::revise(published, need_counts(input, "current"), k)));
}

template <typename Range>
void write_mask(const Range& hidden, JsonWriter& out) {
  std::string mask;
  for (const bool one : hidden) mask += one ? '*' : '.';
  out.text(mask);
}

/// '*' is hidden, the total last.
void suppress_line(FieldReader& input, JsonWriter& out) {
  const std::int64_t k = input.integer("k");
  const auto cells = input.need("cells", Kind::array);
  if (!cells) return;
  const auto line = yiping::suppress_line(read_cells(input, "cells", *cells, -1), k);
  if (!line) return;
  std::vector<bool> all = line->cells;
  all.push_back(line->total);
  write_mask(all, out);
}

/// A text for each row, the totals' last.
void suppress_table(FieldReader& input, JsonWriter& out) {
  const std::int64_t k = input.integer("k");
  const auto rows = input.need("rows", Kind::array);
  if (!rows) return;
  CrossTable table;
  CborValue::Cursor cursor(*rows);
  for (; !cursor.done(); ++table.rows) {
    const CborValue row = cursor.next();
    const auto index = static_cast<int>(table.rows);
    if (row.kind() != Kind::array) return input.fail(ErrorCode::wrong_type, "rows", index);
    table.columns = row.size();
    for (const std::int64_t cell : read_cells(input, "rows", row, index)) {
      table.cells.push_back(cell);
    }
  }
  const auto hidden = yiping::suppress_table(table, k);
  if (!hidden) return write_error(hidden.error(), out);
  out.begin_array();
  for (std::size_t r = 0; r < hidden->rows; ++r) {
    std::vector<bool> row;
    for (std::size_t c = 0; c < hidden->columns; ++c) row.push_back(hidden->at(r, c));
    write_mask(row, out);
  }
  out.end_array();
}

}  // namespace

bool ask_disclosure(std::string_view call, FieldReader& input, JsonWriter& out) {
  if (call == "widen") {
    widen(input, out);
  } else if (call == "revise") {
    revise(input, out);
  } else if (call == "suppress_line") {
    suppress_line(input, out);
  } else if (call == "suppress_table") {
    suppress_table(input, out);
  } else {
    return false;
  }
  return true;
}

}  // namespace yiping::vectors
