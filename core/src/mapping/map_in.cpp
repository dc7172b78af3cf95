// SPDX-License-Identifier: Apache-2.0
#include "mapping/china_time.hpp"
#include "mapping/escaping.hpp"
#include "mapping/needs.hpp"
#include "yiping/text.hpp"

namespace yiping {
namespace {

using Rule = MapProblem::Rule;

/// A day is not a moment: windows and the order of events hang on these two.
bool is_too_coarse(const MappingField& field) {
  return field.time == TimeForm::date &&
         (field.ours == Fact::service_at || field.ours == Fact::rated_at);
}

class In {
 public:
  In(const Mapping& mapping, MapPart part, std::span<const FieldText> given)
      : mapping_(&mapping),
        fields_(part == MapPart::service ? &mapping.service : &mapping.evaluation),
        given_(given) {}

  InRecord run() && {
    for (const MappingField& field : *fields_) take_named(field);
    for (const FieldText& given : given_) {
      if (!is_mapped(given)) record_.aside.push_back(given);
    }
    for (const MappingField& field : *fields_) need(field);
    return std::move(record_);
  }

 private:
  [[nodiscard]] bool is_mapped(const FieldText& given) const {
    for (const MappingField& field : *fields_) {
      if (field.theirs == given.name) return true;
    }
    return false;
  }

  /// In the order of the file: where two fields tell one fact, the first that does is believed.
  void take_named(const MappingField& field) {
    bool seen = false;
    for (const FieldText& given : given_) {
      if (given.name != field.theirs) continue;
      if (seen) {
        keep_aside(field, Rule::repeated, given, std::string(traits_of(field.ours).name));
      } else if (record_.facts.find(field.ours) != nullptr || is_too_coarse(field)) {
        record_.aside.push_back(given);
      } else {
        take(field, given);
      }
      seen = true;
    }
  }

  void need(const MappingField& field) {
    if (record_.facts.find(field.ours) != nullptr || !is_needed(field, record_.facts)) return;
    if (has_problem(record_.problems, field.theirs)) return;
    const FactTraits& traits = traits_of(field.ours);
    record_.problems.push_back(
        {field.theirs, Rule::missing, traits.want, std::string(traits.name)});
  }

  /// Problems are counted and shown to operators, so what tells who a person is stays out of them.
  void keep_aside(const MappingField& field, Rule rule, const FieldText& given, std::string what) {
    const FactTraits& traits = traits_of(field.ours);
    if (traits.want == Want::identity) what = traits.name;
    record_.problems.push_back({given.name, rule, traits.want, std::move(what)});
    record_.aside.push_back(given);
  }

  void take(const MappingField& field, const FieldText& given) {
    if (given.value.empty()) return;  // not known
    FactValue value;
    value.fact = field.ours;
    if (const auto rule = read(field, given.value, value)) {
      keep_aside(field, *rule, given, std::move(what_));
      return;
    }
    if (field.max != 0 && code_points(given.value) > field.max) {
      // Understood all the same: the limit is the other side's.
      record_.problems.push_back({given.name, Rule::too_long, traits_of(field.ours).want,
                                  decimal(static_cast<std::int64_t>(code_points(given.value))) +
                                      " of " + decimal(field.max)});
    }
    record_.facts.put(std::move(value));
  }

  /// What is wrong with the text, and then `what_` says it; nothing when `value` has it.
  std::optional<Rule> read(const MappingField& field, std::string_view text, FactValue& value) {
    what_ = text;
    switch (traits_of(field.ours).type) {
      case FactType::text:
        return read_text(field, text, value);
      case FactType::fixed:
        value.text = text;
        return std::nullopt;
      case FactType::name:
        return read_name(field, text, value);
      case FactType::time:
        if (const auto time = read_china_time(text, field.time)) {
          value.number = *time;
          return std::nullopt;
        }
        return Rule::bad_time;
      case FactType::count:
        if (const auto count = read_decimal(text)) {
          value.number = *count;
          return std::nullopt;
        }
        return Rule::bad_number;
      case FactType::codes:
        return read_codes(field, text, value);
    }
    return Rule::unknown_code;
  }

  static std::optional<Rule> read_text(const MappingField& field, std::string_view text,
                                       FactValue& value) {
    if (field.division) {
      auto area = division_as(text, DivisionForm::village);
      if (!area) return Rule::bad_division;
      value.text = *std::move(area);
      return std::nullopt;
    }
    auto plain = unescaped(text, field.reserved, field.escape);
    if (!plain) return Rule::separator;
    if (!plain->starts_with(field.prefix)) return Rule::prefix;
    value.text = plain->substr(field.prefix.size());
    return std::nullopt;
  }

  std::optional<Rule> read_name(const MappingField& field, std::string_view text,
                                FactValue& value) {
    Mapped mapped = from_code(mapping_->tables[field.table], text);
    if (mapped.state == Mapped::State::unknown) {
      what_ = unknown_in(mapped);
      return Rule::unknown_code;
    }
    value.text = std::move(mapped.value);
    return std::nullopt;
  }

  static std::optional<Rule> read_codes(const MappingField& field, std::string_view text,
                                        FactValue& value) {
    auto codes = split(text, field.reserved, field.escape);
    if (!codes) return Rule::separator;
    value.codes = *std::move(codes);
    value.list = field.list;
    value.version = field.list_version;
    return std::nullopt;
  }

  const Mapping* mapping_;
  const std::vector<MappingField>* fields_;
  std::span<const FieldText> given_;
  InRecord record_;
  std::string what_;
};

}  // namespace

InRecord map_in(const Mapping& mapping, MapPart part, std::span<const FieldText> fields) {
  return In(mapping, part, fields).run();
}

}  // namespace yiping
