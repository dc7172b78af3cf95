// SPDX-License-Identifier: Apache-2.0
// count, figures, interval.
#include <algorithm>

#include "indicator.hpp"
#include "indicator_counts.hpp"
#include "yiping/indicator.hpp"
#include "yiping/interval.hpp"

namespace yiping::vectors {
namespace {

using Kind = CborValue::Kind;

template <typename T>
struct Name {
  std::string_view name;
  T value;
};

constexpr Name<Outcome> kOutcomes[] = {
    {"pending", Outcome::pending}, {"unrated", Outcome::unrated},     {"late", Outcome::late},
    {"rated", Outcome::rated},     {"defaulted", Outcome::defaulted}, {"voided", Outcome::voided}};
constexpr Name<Ruling> kRulings[] = {
    {"none", Ruling::none}, {"mistaken", Ruling::mistaken}, {"malicious", Ruling::malicious}};
constexpr Name<RatingWay> kWays[] = {{"anonymous", RatingWay::anonymous},
                                     {"call_back", RatingWay::call_back},
                                     {"named", RatingWay::named}};
constexpr Name<CallBack> kCallBacks[] = {{"none", CallBack::none},
                                         {"done", CallBack::done},
                                         {"unreachable", CallBack::unreachable},
                                         {"no_contact", CallBack::no_contact}};
constexpr Name<CallBackAnswer> kAnswers[] = {
    {"satisfied", CallBackAnswer::satisfied},
    {"basically_satisfied", CallBackAnswer::basically_satisfied},
    {"dissatisfied", CallBackAnswer::dissatisfied}};
constexpr Name<Provision> kOffers[] = {
    {"none", Provision::none}, {"offered", Provision::offered}, {"used", Provision::used}};

template <typename T, std::size_t Size>
void read(FieldReader& fields, const char* name, const Name<T> (&names)[Size], T& out) {
  const std::string_view text = fields.optional_text(name);
  if (text.empty()) return;
  for (const Name<T>& one : names) {
    if (one.name == text) {
      out = one.value;
      return;
    }
  }
  fields.fail(ErrorCode::bad_value, name);
}

void read(FieldReader& fields, const char* name, bool& out) {
  if (const auto value = fields.may(name, Kind::boolean)) out = value->boolean();
}

Record read_record(FieldReader& fields) {
  Record record;
  read(fields, "outcome", kOutcomes, record.outcome);
  const std::string_view level = fields.optional_text("level");
  if (!level.empty()) record.level = level_named(level);
  read(fields, "ruling", kRulings, record.ruling);
  read(fields, "corrected", record.corrected);
  read(fields, "way", kWays, record.way);
  read(fields, "replied", record.replied);
  read(fields, "call_back", kCallBacks, record.call_back);
  read(fields, "rectified", record.rectified);
  if (const auto answer = fields.may("answer", Kind::text)) {
    for (const auto& one : kAnswers) {
      if (one.name == answer->text()) record.answer = one.value;
    }
  }
  read(fields, "rechecked", record.rechecked);
  read(fields, "cross_province", kOffers, record.cross_province);
  read(fields, "integrated", kOffers, record.integrated);
  read(fields, "one_thing", kOffers, record.one_thing);
  fields.finish();
  if (const Status status = record.check(); !status) {
    fields.fail(status.error().code, status.error().where.c_str() + 1);
  }
  return record;
}

void each_record(FieldReader& input, const char* name, auto use) {
  const auto records = input.may(name, Kind::array);
  if (!records) return;
  CborValue::Cursor cursor(*records);
  for (int index = 0; !cursor.done(); ++index) {
    FieldReader inner(input, name, cursor.next(), index);
    use(read_record(inner));
  }
}

/// The records of "add", less those of "remove", with "merge" parts.
void count(FieldReader& input, JsonWriter& out) {
  Counts counts;
  each_record(input, "add", [&](const Record& record) { counts.add(record); });
  each_record(input, "remove", [&](const Record& record) { counts.remove(record); });
  if (const auto parts = input.may("merge", Kind::array)) {
    CborValue::Cursor cursor(*parts);
    for (int index = 0; !cursor.done(); ++index) {
      counts.merge(read_counts(input, "merge", cursor.next(), index));
    }
  }
  write_counts(counts, out);
}

void figures(FieldReader& input, JsonWriter& out) {
  const auto formula = formula_named(input.text("formula"));
  if (!formula) input.fail(ErrorCode::bad_value, "formula");
  const Counts counts = need_counts(input, "counts");
  out.begin_object();
  if (formula) {
    std::vector<Figure> all = figures_of(counts, *formula);
    std::sort(all.begin(), all.end(), [](const Figure& a, const Figure& b) { return a.id < b.id; });
    for (const Figure& figure : all) {
      out.key(figure.id).begin_array().wide_integer(figure.numerator);
      out.wide_integer(figure.denominator).end_array();
    }
  }
  out.end_object();
}

/// A count that may be past 2^32: {"high", "low"} of 32 bits each.
std::int64_t read_wide(FieldReader& input, const char* name) {
  const auto map = input.need(name, Kind::map);
  if (!map) return 0;
  FieldReader inner(input, name, *map);
  const std::int64_t value = std::int64_t{inner.integer("high")} << 32 | inner.integer("low");
  inner.finish();
  return value;
}

void write_interval(std::int64_t x, std::int64_t n, JsonWriter& out) {
  const auto interval = wilson(x, n);
  out.begin_object();
  if (interval) {
    out.key("high").integer(interval->high);
    out.key("low").integer(interval->low);
    out.key("rate").integer(*per_ten_thousand(x, n));
  }
  out.end_object();
}

/// Each [x, n] of "of", or one wide "x" and "n".
void interval(FieldReader& input, JsonWriter& out) {
  const auto pairs = input.may("of", Kind::array);
  if (!pairs) {
    const std::int64_t x = read_wide(input, "x");
    return write_interval(x, read_wide(input, "n"), out);
  }
  out.begin_array();
  CborValue::Cursor cursor(*pairs);
  for (int index = 0; !cursor.done(); ++index) {
    const CborValue pair = cursor.next();
    if (pair.kind() != Kind::array || pair.size() != 2) {
      return input.fail(ErrorCode::wrong_type, "of", index);
    }
    CborValue::Cursor inner(pair);
    const std::int64_t x = inner.next().integer();
    write_interval(x, inner.next().integer(), out);
  }
  out.end_array();
}

}  // namespace

bool ask_figures(std::string_view call, FieldReader& input, JsonWriter& out) {
  if (call == "count") {
    count(input, out);
  } else if (call == "figures") {
    figures(input, out);
  } else if (call == "interval") {
    interval(input, out);
  } else {
    return false;
  }
  return true;
}

}  // namespace yiping::vectors
