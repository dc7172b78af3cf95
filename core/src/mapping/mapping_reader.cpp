// SPDX-License-Identifier: Apache-2.0
#include "mapping/head_reader.hpp"
#include "yiping/level.hpp"
#include "yiping/mapping.hpp"

namespace yiping {
namespace {

using Kind = CborValue::Kind;

constexpr std::size_t kMaxFields = 64;
constexpr std::size_t kMaxName = 64;
constexpr std::size_t kMaxConstant = 128;
constexpr std::size_t kMaxReserved = 8;

constexpr bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_field_name(std::string_view text) {
  if (text.empty() || text.size() > kMaxName) return false;
  for (const char c : text) {
    if (!is_letter_or_digit(c) && c != '_' && c != '-' && c != '.') return false;
  }
  return true;
}

/// ASCII punctuation that the way of escaping does not need itself; line feed and TAB only where
/// they can be written as something else.
bool can_be_reserved(std::string_view characters, Escape escape) {
  if (characters.empty() || characters.size() > kMaxReserved) return false;
  for (const char c : characters) {
    const bool blank = c == '\n' || c == '\t';
    if (is_letter_or_digit(c) || (!blank && (c < ' ' || c > '~'))) return false;
    if (escape == Escape::backslash && (c == '\\' || blank)) return false;
    if (escape == Escape::percent && c == '%') return false;
  }
  return true;
}

/// Reads the fields of one list, with the tables that they may name.
class FieldsReader {
 public:
  FieldsReader(MapPart part, std::span<const CodeTable> given, std::vector<CodeTable>& used)
      : part_(part), given_(given), used_(&used) {}

  void read(FieldReader& fields, MappingField& field) {
    field.theirs = fields.text("theirs");
    if (!is_field_name(field.theirs)) fields.fail(ErrorCode::bad_value, "theirs");
    static_cast<void>(fields.optional_text("note"));
    const auto fact = fact_named(fields.text("ours"));
    if (!fact) {
      fields.fail(ErrorCode::unknown_fact, "ours");
      return;
    }
    field.ours = *fact;
    traits_ = &traits_of(*fact);
    // A push tells of services; a rating that came with one would have been made by nobody.
    if (part_ == MapPart::service && is_of_rating(*fact)) {
      fields.fail(ErrorCode::bad_value, "ours");
    }
    read_constant(fields, field);
    read_table(fields, field);
    read_form(fields, field);
    read_separators(fields, field);
    field.max = read_optional_count(fields, "max");
    read_need(fields, field);
    fields.finish();
  }

 private:
  /// A constant where a fact belongs is how ratings are made up, so only what is the same for
  /// every rating of a deployment may be one.
  void read_constant(FieldReader& fields, MappingField& field) {
    const auto constant = fields.may("constant", Kind::text);
    const bool fixed = traits_->type == FactType::fixed;
    if (constant && !fixed) fields.fail(ErrorCode::forbidden_constant, "constant");
    if (!constant && fixed && part_ == MapPart::evaluation) {
      fields.fail(ErrorCode::missing_field, "constant");
    }
    if (!constant) return;
    field.constant = constant->text();
    if (!is_plain(field.constant, kMaxConstant)) fields.fail(ErrorCode::bad_value, "constant");
  }

  /// The member when facts of this type have it, and no such member when they do not.
  std::optional<CborValue> of_type(FieldReader& fields, const char* name, Kind kind,
                                   FactType type) {
    if (traits_->type == type) return fields.need(name, kind);
    if (fields.may(name, kind)) fields.fail(ErrorCode::bad_value, name);
    return std::nullopt;
  }

  void read_table(FieldReader& fields, MappingField& field) {
    const auto map = of_type(fields, "table", Kind::map, FactType::name);
    if (!map) return;
    FieldReader inner(fields, "table", *map);
    const std::string_view id = inner.text("id");
    const std::uint32_t version = inner.integer("version");
    inner.finish();
    if (inner.failed()) return;
    for (const CodeTable& table : given_) {
      if (table.id != id || table.version != version || table.kind != traits_->kind) continue;
      field.table = index_of(table);
      // A level that could not be written would be a rating that cannot be sent.
      for (const Level level : kLevels) {
        if (traits_->kind != CodeKind::level || part_ == MapPart::service) break;
        if (to_code(table, name_of(level)).state == Mapped::State::unknown) {
          fields.fail(ErrorCode::bad_value, "table");
        }
      }
      return;
    }
    fields.fail(ErrorCode::unknown_table, "table");
  }

  std::size_t index_of(const CodeTable& table) {
    for (std::size_t i = 0; i < used_->size(); ++i) {
      if ((*used_)[i].id == table.id && (*used_)[i].version == table.version) return i;
    }
    used_->push_back(table);
    return used_->size() - 1;
  }

  void read_form(FieldReader& fields, MappingField& field) {
    constexpr std::string_view forms[] = {"date_time", "date", "digits", "basic"};
    if (traits_->type == FactType::time) {
      field.time = static_cast<TimeForm>(read_word(fields, "time", forms));
    } else if (fields.may("time", Kind::text)) {
      fields.fail(ErrorCode::bad_value, "time");
    }
    if (const auto division = fields.may("division", Kind::integer)) {
      const std::uint32_t size = division->integer();
      if (field.ours != Fact::area || (size != 6 && size != 9 && size != 12)) {
        fields.fail(ErrorCode::bad_value, "division");
      }
      field.division = static_cast<DivisionForm>(size);
    }
    field.prefix = fields.optional_text("prefix");
    if (!field.prefix.empty() && (field.ours != Fact::case_no || !is_plain(field.prefix, 16))) {
      fields.fail(ErrorCode::bad_value, "prefix");
    }
  }

  void read_separators(FieldReader& fields, MappingField& field) {
    if (const auto map = of_type(fields, "join", Kind::map, FactType::codes)) {
      FieldReader inner(fields, "join", *map);
      read_escape(inner, "separator", field);
      if (field.reserved.size() > 1) inner.fail(ErrorCode::bad_value, "separator");
      field.list = inner.text("list");
      field.list_version = inner.integer("version");
      inner.finish();
    }
    const auto reserved = fields.may("reserved", Kind::map);
    if (!reserved) return;
    if (traits_->type != FactType::text) fields.fail(ErrorCode::bad_value, "reserved");
    FieldReader inner(fields, "reserved", *reserved);
    read_escape(inner, "characters", field);
    inner.finish();
  }

  static void read_escape(FieldReader& fields, const char* characters, MappingField& field) {
    constexpr std::string_view ways[] = {"refuse", "backslash", "percent"};
    field.reserved = fields.text(characters);
    field.escape = static_cast<Escape>(read_word(fields, "escape", ways));
    if (!can_be_reserved(field.reserved, field.escape)) {
      fields.fail(ErrorCode::bad_value, characters);
    }
  }

  static void read_need(FieldReader& fields, MappingField& field) {
    if (const auto required = fields.may("required", Kind::boolean);
        required && required->boolean()) {
      field.need = MappingField::Need::required;
    }
    const auto map = fields.may("required_if", Kind::map);
    if (!map) return;
    FieldReader inner(fields, "required_if", *map);
    field.needed_by = fact_named(inner.text("fact"));
    if (!field.needed_by || traits_of(*field.needed_by).type != FactType::name) {
      inner.fail(ErrorCode::unknown_fact, "fact");
    }
    if (const auto names = inner.need("in", Kind::array)) {
      each_text(inner, "in", *names,
                [&](std::string_view name, int) { field.needed_for.emplace_back(name); });
    }
    inner.finish();
  }

  MapPart part_;
  std::span<const CodeTable> given_;
  std::vector<CodeTable>* used_;
  const FactTraits* traits_ = nullptr;
};

void read_fields(FieldReader& fields, const char* name, FieldsReader reader,
                 std::vector<MappingField>& out) {
  const auto array = fields.need(name, Kind::array);
  if (!array) return;
  if (array->size() > kMaxFields) {
    fields.fail(ErrorCode::too_large, name);
    return;
  }
  out.resize(array->size());
  each_map(fields, name, *array, [&](FieldReader& inner, std::size_t index) {
    reader.read(inner, out[index]);
    for (std::size_t i = 0; i < index; ++i) {
      if (out[i].theirs == out[index].theirs) inner.fail(ErrorCode::duplicate_id, "theirs");
      // So that few constants are possible, and none in the name of another fact.
      if (!out[index].constant.empty() && out[i].ours == out[index].ours) {
        inner.fail(ErrorCode::duplicate_id, "ours");
      }
    }
  });
}

void read_bad_level_needs(FieldReader& fields, Mapping& mapping) {
  const auto needs = fields.may("bad_level_needs", Kind::array);
  if (!needs) return;
  each_text(fields, "bad_level_needs", *needs, [&](std::string_view name, int index) {
    if (const auto fact = fact_named(name)) {
      mapping.bad_level_needs.push_back(*fact);
    } else {
      fields.fail(ErrorCode::unknown_fact, "bad_level_needs", index);
    }
  });
}

bool maps_level(const std::vector<MappingField>& fields) {
  for (const MappingField& field : fields) {
    if (field.ours == Fact::level) return true;
  }
  return false;
}

}  // namespace

Result<Mapping> read_mapping(const CborValue& root, std::span<const CodeTable> tables) {
  FieldReader::Fault fault;
  FieldReader fields(root, fault);
  Head head = read_head(fields, "yiping.mapping/1");
  Mapping mapping{
      std::move(head.id), head.version, std::move(head.source), head.mark, {}, {}, {}, {}};
  read_fields(fields, "evaluation", {MapPart::evaluation, tables, mapping.tables},
              mapping.evaluation);
  read_fields(fields, "service", {MapPart::service, tables, mapping.tables}, mapping.service);
  read_bad_level_needs(fields, mapping);
  // An evaluation without its level, under whatever other names, is none.
  if (!maps_level(mapping.evaluation)) fields.fail(ErrorCode::missing_field, "evaluation");
  fields.finish();
  if (auto status = fault.take(); !status) return status;
  return mapping;
}

Result<Mapping> read_mapping(std::span<const std::uint8_t> cbor,
                             std::span<const CodeTable> tables) {
  const auto root = CborValue::parse(cbor);
  if (!root) return root.error();
  return read_mapping(*root, tables);
}

}  // namespace yiping
