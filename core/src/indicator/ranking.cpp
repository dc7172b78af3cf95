// SPDX-License-Identifier: Apache-2.0
#include "yiping/ranking.hpp"

#include <algorithm>

#include "indicator/natural.hpp"
#include "indicator/reading.hpp"

namespace yiping {
namespace {

constexpr std::size_t kMaxParts = 16;
constexpr std::uint32_t kMaxWeight = 10'000;
constexpr std::uint32_t kMaxLeast = 1'000'000;
constexpr std::uint32_t kScale = 10'000;

Natural natural(std::int64_t value) { return Natural(static_cast<std::uint64_t>(value)); }

/// Σ weight · n/d over Σ weight, as one fraction.
struct Fraction {
  std::size_t group;
  Natural above;
  Natural below;
};

bool is_share(const Term& term) {
  return term.weight > 0 && term.denominator > 0 && term.numerator >= 0 &&
         term.numerator <= term.denominator;
}

Fraction sum(std::size_t group, const std::vector<Term>& terms) {
  Fraction fraction{group, Natural(0), Natural(1)};
  std::uint64_t weights = 0;
  for (const Term& term : terms) {
    const Natural denominator = natural(term.denominator);
    fraction.above = fraction.above * denominator;
    fraction.above += fraction.below * natural(term.numerator) * Natural(term.weight);
    fraction.below = fraction.below * denominator;
    weights += term.weight;
  }
  fraction.below = fraction.below * Natural(weights);
  return fraction;
}

std::strong_ordering compare(const Fraction& a, const Fraction& b) {
  return a.above * b.below <=> b.above * a.below;
}

/// The largest s with s/10000 ≤ fraction.
std::uint32_t rounded_down(const Fraction& fraction) {
  const Natural scaled = fraction.above * Natural(kScale);
  std::uint32_t low = 0;
  std::uint32_t high = kScale;
  while (low < high) {
    const std::uint32_t middle = (low + high + 1) / 2;
    if (fraction.below * Natural(middle) > scaled) {
      high = middle - 1;
    } else {
      low = middle;
    }
  }
  return low;
}

void read_part(FieldReader& fields, const CompositeRule& rule, CompositeRule::Part& part) {
  part.figure = fields.text("figure");
  if (!figure_of(Counts{}, rule.formula, part.figure)) fields.fail(ErrorCode::bad_value, "figure");
  part.weight = reading::count_of(fields, "weight", kMaxWeight);
  const std::string_view better = fields.text("better");
  if (better == "low") {
    part.better = Better::low;
  } else if (better != "high") {
    fields.fail(ErrorCode::bad_value, "better");
  }
  for (const CompositeRule::Part& other : rule.parts) {
    if (&other == &part) break;
    if (other.figure == part.figure) fields.fail(ErrorCode::duplicate_id, "figure");
  }
  fields.finish();
}

void read_parts(FieldReader& fields, CompositeRule& rule) {
  const auto parts = fields.need("parts", CborValue::Kind::array);
  if (!parts) return;
  if (parts->size() == 0 || parts->size() > kMaxParts) {
    fields.fail(ErrorCode::bad_value, "parts");
    return;
  }
  rule.parts = std::vector<CompositeRule::Part>(parts->size());
  CborValue::Cursor cursor(*parts);
  int index = 0;
  for (CompositeRule::Part& part : rule.parts) {
    FieldReader inner(fields, "parts", cursor.next(), index++);
    read_part(inner, rule, part);
  }
}

}  // namespace

void reading::read(FieldReader& fields, CompositeRule& out) {
  Head head = reading::head(fields, "yiping.composite/1");
  out.id = std::move(head.id);
  out.version = head.version;
  out.source = std::move(head.source);
  if (const auto formula = formula_named(fields.text("formula"))) {
    out.formula = *formula;
  } else {
    fields.fail(ErrorCode::bad_value, "formula");
  }
  out.least = fields.integer("least");
  if (out.least > kMaxLeast) fields.fail(ErrorCode::bad_value, "least");
  read_parts(fields, out);
  fields.finish();
}

Result<CompositeRule> read_composite(std::span<const std::uint8_t> cbor) {
  return reading::whole<CompositeRule>(cbor);
}

std::vector<Term> composite_of(const CompositeRule& rule, const Counts& counts) {
  std::vector<Term> terms;
  if (counts.rated() < std::int64_t{rule.least}) return terms;
  for (const CompositeRule::Part& part : rule.parts) {
    const auto figure = figure_of(counts, rule.formula, part.figure);
    if (!figure || figure->denominator == 0) return {};
    const std::int64_t numerator =
        part.better == Better::high ? figure->numerator : figure->denominator - figure->numerator;
    terms.push_back({numerator, figure->denominator, part.weight});
  }
  return terms;
}

std::vector<Place> rank(std::span<const std::vector<Term>> groups) {
  std::vector<Place> places(groups.size());
  std::vector<Fraction> ranked;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const std::vector<Term>& terms = groups[i];
    if (terms.empty() || !std::all_of(terms.begin(), terms.end(), is_share)) continue;
    ranked.push_back(sum(i, terms));
    places[i].per_10000 = rounded_down(ranked.back());
  }
  std::sort(ranked.begin(), ranked.end(),
            [](const Fraction& a, const Fraction& b) { return compare(a, b) > 0; });
  for (std::size_t i = 0; i < ranked.size(); ++i) {
    const bool tied = i > 0 && compare(ranked[i - 1], ranked[i]) == 0;
    places[ranked[i].group].rank =
        tied ? places[ranked[i - 1].group].rank : static_cast<std::uint32_t>(i + 1);
  }
  return places;
}

}  // namespace yiping
