// SPDX-License-Identifier: Apache-2.0
// mean, rank, sheet_total.
#include "indicator.hpp"
#include "indicator/reading.hpp"
#include "indicator_counts.hpp"

namespace yiping::vectors {
namespace {

using Kind = CborValue::Kind;

template <typename T>
T read_setting(FieldReader& input, const char* name) {
  T setting;
  if (const auto map = input.need(name, Kind::map)) {
    FieldReader inner(input, name, *map);
    reading::read(inner, setting);
  }
  return setting;
}

void mean(FieldReader& input, JsonWriter& out) {
  const auto table = read_setting<PointTable>(input, "points");
  const Counts counts = need_counts(input, "answers");
  const Mean mean = mean_of({counts.levels, 0}, table);
  out.begin_object();
  out.key("best").integer(mean.best);
  out.key("denominator").wide_integer(mean.denominator);
  out.key("numerator").wide_integer(mean.numerator);
  out.key("worst").integer(mean.worst);
  out.end_object();
}

void write_places(const std::vector<std::vector<Term>>& groups, JsonWriter& out) {
  out.begin_array();
  for (const Place& place : rank(groups)) {
    out.begin_array();
    if (place.rank) out.integer(*place.rank).integer(*place.per_10000);
    out.end_array();
  }
  out.end_array();
}

std::vector<Term> read_terms(FieldReader& input, const CborValue& terms, int index) {
  std::vector<Term> read;
  CborValue::Cursor cursor(terms);
  while (!cursor.done()) {
    const CborValue term = cursor.next();
    if (term.kind() != Kind::array || term.size() != 3) {
      input.fail(ErrorCode::wrong_type, "terms", index);
      break;
    }
    CborValue::Cursor part(term);
    const std::int64_t numerator = part.next().integer();
    const std::int64_t denominator = part.next().integer();
    read.push_back({numerator, denominator, part.next().integer()});
  }
  return read;
}

/// Groups as "terms" of [numerator, denominator, weight], or as "groups" of counts under a "rule".
/// Answers [rank, score per 10,000], or [] for the unranked.
void ranks(FieldReader& input, JsonWriter& out) {
  std::vector<std::vector<Term>> groups;
  if (const auto terms = input.may("terms", Kind::array)) {
    CborValue::Cursor cursor(*terms);
    for (int index = 0; !cursor.done(); ++index) {
      groups.push_back(read_terms(input, cursor.next(), index));
    }
    return write_places(groups, out);
  }
  const auto rule = read_setting<CompositeRule>(input, "rule");
  if (const auto counts = input.need("groups", Kind::array)) {
    CborValue::Cursor cursor(*counts);
    for (int index = 0; !cursor.done(); ++index) {
      groups.push_back(composite_of(rule, read_counts(input, "groups", cursor.next(), index)));
    }
  }
  write_places(groups, out);
}

void write_names(const std::vector<std::string>& names, JsonWriter& out) {
  out.begin_array();
  for (const std::string& name : names) out.text(name);
  out.end_array();
}

void sheet_total(FieldReader& input, JsonWriter& out) {
  const auto sheet = read_setting<Sheet>(input, "sheet");
  SheetScores scores;
  if (const auto map = input.need("scores", Kind::map)) {
    FieldReader inner(input, "scores", *map);
    reading::read(inner, sheet, scores);
  }
  const auto below = input.may("below", Kind::text);
  const auto node = below ? sheet.find(below->text()) : std::nullopt;
  if (below && !node) input.fail(ErrorCode::unknown_item, "below");
  const SheetTotal total = node ? total_of(sheet, scores, *node) : total_of(sheet, scores);
  out.begin_object();
  out.key("missing");
  write_names(total.missing, out);
  if (total.total) {
    out.key("total").begin_array().wide_integer(total.total->numerator);
    out.wide_integer(total.total->denominator).end_array();
  }
  out.key("without_evidence");
  write_names(total.without_evidence, out);
  out.end_object();
}

}  // namespace

bool ask_settings(std::string_view call, FieldReader& input, JsonWriter& out) {
  if (call == "mean") {
    mean(input, out);
  } else if (call == "rank") {
    ranks(input, out);
  } else if (call == "sheet_total") {
    sheet_total(input, out);
  } else {
    return false;
  }
  return true;
}

}  // namespace yiping::vectors
