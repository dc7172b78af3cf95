// SPDX-License-Identifier: Apache-2.0
#include "yiping/indicator.hpp"

namespace yiping {
namespace {

constexpr Formula kFormulas[] = {Formula::proposed_1, Formula::proposed_2};

constexpr std::string_view kProposed = "proposed";
constexpr std::string_view kOurs = "proposed";

// Sources of names. What the standards' annexes say of the formulas is not known here.
constexpr std::string_view kStandard =
    "GB/T 39734-2020 and GB/T 39735-2020, as named at their press conference of 2020-12-28";
constexpr std::string_view kCouncil = "国办发〔2019〕51号";
constexpr std::string_view kLiaoning = "one province's dashboard (主动评价率)";
constexpr std::string_view kShanxi = "Shanxi (复查率)";

std::int64_t rated(const Counts& counts) { return counts.rated(); }
std::int64_t good(const Counts& counts) { return counts.good(); }
std::int64_t bad(const Counts& counts) { return counts.bad(); }
std::int64_t due_1(const Counts& counts) { return counts.rated() + counts.unrated; }
std::int64_t due(const Counts& counts) { return due_1(counts) + counts.filled(); }
std::int64_t with_filled(const Counts& counts) { return counts.rated() + counts.filled(); }
std::int64_t good_with_filled(const Counts& counts) { return counts.good() + counts.filled_good(); }
std::int64_t not_rated(const Counts& counts) { return counts.unrated + counts.filled(); }

template <std::int64_t Counts::*Member>
std::int64_t count(const Counts& counts) {
  return counts.*Member;
}

constexpr std::array<FigureDefinition, 5> kProposed1{{
    {"good_rate", kStandard, kProposed, good, rated},
    {"participation_rate", kLiaoning, kProposed, rated, due_1},
    {"unrated_rate", kStandard, kProposed, count<&Counts::unrated>, due_1},
    {"bad_rate", kOurs, kProposed, bad, rated},
    {"bad_reply_rate", kStandard, kProposed, count<&Counts::bad_replied>, bad},
}};

constexpr std::array<FigureDefinition, 13> kProposed2{{
    {"good_rate", kStandard, kProposed, good_with_filled, with_filled},
    {"active_good_rate", kStandard, kProposed, good, rated},
    {"participation_rate", kLiaoning, kProposed, rated, due},
    {"unrated_rate", kStandard, kProposed, not_rated, due},
    {"bad_rate", kOurs, kProposed, bad, rated},
    {"bad_reply_rate", kStandard, kProposed, count<&Counts::bad_replied>, bad},
    {"call_back_rectified_rate", kStandard, kProposed, count<&Counts::bad_closed>,
     count<&Counts::bad_reachable>},
    {"named_call_back_rectified_rate", kCouncil, kProposed, count<&Counts::named_bad_closed>,
     count<&Counts::named_bad>},
    {"call_back_satisfied_rate", kStandard, kProposed, count<&Counts::call_back_satisfied>,
     count<&Counts::call_back_answers>},
    {"recheck_rate", kShanxi, kProposed, count<&Counts::rechecked>, count<&Counts::bad_rectified>},
    {"cross_province_rate", kStandard, kProposed, count<&Counts::cross_province_used>,
     count<&Counts::cross_province_offered>},
    {"integrated_rate", kStandard, kProposed, count<&Counts::integrated_used>,
     count<&Counts::integrated_offered>},
    {"one_thing_rate", kStandard, kProposed, count<&Counts::one_thing_used>,
     count<&Counts::one_thing_offered>},
}};

Figure figure(const FigureDefinition& definition, Formula formula, const Counts& counts) {
  return {definition.id, name_of(formula), definition.numerator(counts),
          definition.denominator(counts)};
}

}  // namespace

std::string_view name_of(Formula formula) {
  switch (formula) {
    case Formula::proposed_1:
      return "yiping-proposed/1";
    case Formula::proposed_2:
      return "yiping-proposed/2";
  }
  return "";
}

std::optional<Formula> formula_named(std::string_view name) {
  for (const Formula formula : kFormulas) {
    if (name_of(formula) == name) return formula;
  }
  return std::nullopt;
}

std::span<const FigureDefinition> figure_definitions(Formula formula) {
  switch (formula) {
    case Formula::proposed_1:
      return kProposed1;
    case Formula::proposed_2:
      return kProposed2;
  }
  return {};
}

std::vector<Figure> figures_of(const Counts& counts, Formula formula) {
  std::vector<Figure> figures;
  for (const FigureDefinition& definition : figure_definitions(formula)) {
    figures.push_back(figure(definition, formula, counts));
  }
  return figures;
}

std::optional<Figure> figure_of(const Counts& counts, Formula formula, std::string_view id) {
  for (const FigureDefinition& definition : figure_definitions(formula)) {
    if (definition.id == id) return figure(definition, formula, counts);
  }
  return std::nullopt;
}

std::array<Figure, 5> figures_of(const Counts& counts) {
  std::array<Figure, 5> figures{};
  for (std::size_t i = 0; i < figures.size(); ++i) {
    figures[i] = figure(kProposed1[i], Formula::proposed_1, counts);
  }
  return figures;
}

}  // namespace yiping
