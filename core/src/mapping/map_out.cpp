// SPDX-License-Identifier: Apache-2.0
#include "mapping/china_time.hpp"
#include "mapping/escaping.hpp"
#include "mapping/needs.hpp"
#include "yiping/level.hpp"
#include "yiping/text.hpp"

namespace yiping {
namespace {

using Rule = MapProblem::Rule;

/// 实名: the one way of rating in which identity may leave.
constexpr std::string_view kNamed = "named";

class Out {
 public:
  Out(const Mapping& mapping, const Facts& facts) : mapping_(&mapping), facts_(&facts) {}

  OutRecord run() && {
    for (const MappingField& field : mapping_->evaluation) write(field);
    check_reason();
    check_order(Fact::service_at);
    check_order(Fact::accepted_at);
    return std::move(record_);
  }

 private:
  void problem(const MappingField& field, Rule rule, std::string what) {
    record_.problems.push_back({field.theirs, rule, traits_of(field.ours).want, std::move(what)});
  }

  void write(const MappingField& field) {
    if (!field.constant.empty()) {
      record_.fields.push_back({field.theirs, field.constant});
      return;
    }
    const FactTraits& traits = traits_of(field.ours);
    const FactValue* value = facts_->find(field.ours);
    const bool needed = field.ours == Fact::level || is_needed(field, *facts_);
    if (value == nullptr) {
      if (needed) problem(field, Rule::missing, std::string(traits.name));
      return;
    }
    if (traits.want == Want::identity && facts_->text(Fact::way) != kNamed) {
      if (needed) problem(field, Rule::withheld, std::string(traits.name));
      return;
    }
    const auto text = render(field, *value);
    if (!text) return;
    const std::size_t size = code_points(*text);
    if (field.max != 0 && size > field.max) {
      problem(field, Rule::too_long,
              decimal(static_cast<std::int64_t>(size)) + " of " + decimal(field.max));
    }
    // Whole even when it is too long: the record waits, and whoever looks at it sees why.
    record_.fields.push_back({field.theirs, *text});
  }

  /// Nothing after a problem.
  std::optional<std::string> render(const MappingField& field, const FactValue& value) {
    switch (traits_of(field.ours).type) {
      case FactType::text:
        return text(field, value);
      case FactType::name:
        return code(field, value);
      case FactType::time:
        return time(field, value);
      case FactType::count:
        return decimal(value.number);
      case FactType::codes:
        return codes(field, value);
      case FactType::fixed:
        return value.text;
    }
    return std::nullopt;
  }

  std::optional<std::string> text(const MappingField& field, const FactValue& value) {
    if (field.division) {
      auto area = division_as(value.text, *field.division);
      if (area) return *std::move(area);
      problem(field, Rule::bad_division, value.text);
      return std::nullopt;
    }
    auto safe = escaped(field.prefix + value.text, field.reserved, field.escape);
    if (!safe) problem(field, Rule::separator, field.reserved);
    return safe;
  }

  std::optional<std::string> code(const MappingField& field, const FactValue& value) {
    Mapped mapped = to_code(mapping_->tables[field.table], value.text);
    if (mapped.state == Mapped::State::known) return std::move(mapped.value);
    problem(field, Rule::unknown_code, unknown_in(mapped));
    return std::nullopt;
  }

  std::optional<std::string> time(const MappingField& field, const FactValue& value) {
    auto written = china_time(value.number, field.time);
    if (!written.empty()) return written;
    problem(field, Rule::bad_time, decimal(value.number));
    return std::nullopt;
  }

  std::optional<std::string> codes(const MappingField& field, const FactValue& value) {
    if (value.list != field.list || value.version != field.list_version) {
      problem(field, Rule::other_list, value.list + "/" + decimal(value.version));
      return std::nullopt;
    }
    std::string joined;
    for (const std::string& each : value.codes) {
      const auto safe = escaped(each, field.reserved, field.escape);
      if (!safe) {
        problem(field, Rule::separator, each);
        return std::nullopt;
      }
      if (!joined.empty()) joined += field.reserved;
      joined += *safe;
    }
    return joined;
  }

  /// The receiver's name for a fact; empty when it does not get it.
  [[nodiscard]] std::string theirs(Fact fact) const {
    for (const MappingField& field : mapping_->evaluation) {
      if (field.ours == fact) return field.theirs;
    }
    return {};
  }

  /// Upper platforms refuse a bad rating without reason or text; nothing is put in for either.
  void check_reason() {
    const auto level = level_named(facts_->text(Fact::level));
    if (!level || !is_bad(*level) || mapping_->bad_level_needs.empty()) return;
    std::string what;
    for (const Fact fact : mapping_->bad_level_needs) {
      if (facts_->find(fact) != nullptr) return;
      if (!what.empty()) what += ',';
      what += traits_of(fact).name;
    }
    record_.problems.push_back(
        {theirs(mapping_->bad_level_needs.front()), Rule::reason_missing, Want::reason, what});
  }

  void check_order(Fact earlier) {
    const FactValue* rated = facts_->find(Fact::rated_at);
    const FactValue* before = facts_->find(earlier);
    if (rated == nullptr || before == nullptr || rated->number >= before->number) return;
    record_.problems.push_back({theirs(Fact::rated_at), Rule::before_service, Want::value,
                                std::string(traits_of(earlier).name)});
  }

  const Mapping* mapping_;
  const Facts* facts_;
  OutRecord record_;
};

}  // namespace

OutRecord map_out(const Mapping& mapping, const Facts& facts) { return Out(mapping, facts).run(); }

bool is_needed(const MappingField& field, const Facts& facts) {
  if (field.need == MappingField::Need::required) return true;
  if (!field.needed_by) return false;
  for (const std::string& name : field.needed_for) {
    if (facts.text(*field.needed_by) == name) return true;
  }
  return false;
}

std::string unknown_in(const Mapped& mapped) {
  return mapped.raw + " in " + mapped.table + "/" + decimal(mapped.version);
}

bool has_problem(const std::vector<MapProblem>& problems, std::string_view field) {
  for (const MapProblem& problem : problems) {
    if (problem.field == field) return true;
  }
  return false;
}

std::string_view name_of(MapProblem::Rule rule) {
  switch (rule) {
    case Rule::missing:
      return "missing";
    case Rule::withheld:
      return "withheld";
    case Rule::reason_missing:
      return "reason_missing";
    case Rule::unknown_code:
      return "unknown_code";
    case Rule::other_list:
      return "other_list";
    case Rule::separator:
      return "separator";
    case Rule::too_long:
      return "too_long";
    case Rule::bad_time:
      return "bad_time";
    case Rule::bad_number:
      return "bad_number";
    case Rule::bad_division:
      return "bad_division";
    case Rule::prefix:
      return "prefix";
    case Rule::before_service:
      return "before_service";
    case Rule::repeated:
      return "repeated";
  }
  return "";
}

std::string_view name_of(Want want) {
  switch (want) {
    case Want::value:
      return "value";
    case Want::identity:
      return "identity";
    case Want::reason:
      return "reason";
  }
  return "";
}

}  // namespace yiping
