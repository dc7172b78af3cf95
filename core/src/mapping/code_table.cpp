// SPDX-License-Identifier: Apache-2.0
#include "yiping/code_table.hpp"

#include "mapping/head_reader.hpp"
#include "yiping/channel.hpp"
#include "yiping/level.hpp"

namespace yiping {
namespace {

using Kind = CborValue::Kind;

constexpr std::size_t kMaxEntries = 256;
constexpr std::size_t kMaxCode = 64;
constexpr std::size_t kMaxLabel = 256;

bool reads(const CodeEntry& entry) { return entry.direction != Direction::out; }
bool writes(const CodeEntry& entry) { return entry.direction != Direction::in; }

/// Levels and channels are names that the core has rules about.
void check_name(FieldReader& fields, CodeKind kind, const CodeEntry& entry) {
  if (!is_name(entry.name)) fields.fail(ErrorCode::bad_value, "name");
  if (kind == CodeKind::level && !level_named(entry.name)) {
    fields.fail(ErrorCode::unknown_level, "name");
  }
  if (kind != CodeKind::channel) return;
  const auto channel = channel_named(entry.name);
  if (!channel) {
    fields.fail(ErrorCode::bad_value, "name");
  } else if (!is_active(*channel) && writes(entry)) {
    fields.fail(ErrorCode::bad_value, "direction");
  }
}

void read_entry(FieldReader& fields, CodeKind kind, CodeEntry& entry) {
  constexpr std::string_view directions[] = {"both", "in", "out"};
  entry.name = fields.text("name");
  entry.code = fields.text("code");
  entry.label = fields.text("label");
  entry.note = fields.optional_text("note");
  entry.direction = static_cast<Direction>(read_optional_word(fields, "direction", directions));
  check_name(fields, kind, entry);
  if (!is_plain(entry.code, kMaxCode)) fields.fail(ErrorCode::bad_value, "code");
  if (!is_plain(entry.label, kMaxLabel)) fields.fail(ErrorCode::bad_value, "label");
  fields.finish();
}

void refuse_ambiguity(FieldReader& fields, const CodeEntry& entry, const CodeEntry& earlier) {
  if (entry.code == earlier.code && reads(entry) && reads(earlier)) {
    fields.fail(ErrorCode::ambiguous_code, "code");
  }
  if (entry.name == earlier.name && writes(entry) && writes(earlier)) {
    fields.fail(ErrorCode::ambiguous_code, "name");
  }
}

void read_entries(FieldReader& fields, CodeTable& table) {
  const auto entries = fields.need("entries", Kind::array);
  if (!entries || !has_elements(fields, "entries", *entries, kMaxEntries)) return;
  table.entries.resize(entries->size());
  each_map(fields, "entries", *entries, [&](FieldReader& inner, std::size_t index) {
    CodeEntry& entry = table.entries[index];
    read_entry(inner, table.kind, entry);
    for (std::size_t i = 0; i < index; ++i) refuse_ambiguity(inner, entry, table.entries[i]);
  });
}

Mapped asked(const CodeTable& table, std::string_view raw) {
  return {Mapped::State::unknown, {}, std::string(raw), table.id, table.version};
}

}  // namespace

Result<CodeTable> read_code_table(const CborValue& root) {
  FieldReader::Fault fault;
  FieldReader fields(root, fault);
  CodeTable table;
  Head head = read_head(fields, "yiping.codes/1");
  table.id = std::move(head.id);
  table.version = head.version;
  table.source = std::move(head.source);
  table.mark = head.mark;
  const auto kind = named(fields.text("kind"), CodeKind::flag);
  if (!kind) fields.fail(ErrorCode::bad_value, "kind");
  table.kind = kind.value_or(CodeKind::flag);
  read_entries(fields, table);
  fields.finish();
  if (auto status = fault.take(); !status) return status;
  return table;
}

Result<CodeTable> read_code_table(std::span<const std::uint8_t> cbor) {
  const auto root = CborValue::parse(cbor);
  if (!root) return root.error();
  return read_code_table(*root);
}

Mapped to_code(const CodeTable& table, std::string_view name) {
  Mapped mapped = asked(table, name);
  for (const CodeEntry& entry : table.entries) {
    if (entry.name != name || !writes(entry)) continue;
    mapped.state = Mapped::State::known;
    mapped.value = entry.code;
  }
  return mapped;
}

Mapped from_code(const CodeTable& table, std::string_view code) {
  Mapped mapped = asked(table, code);
  for (const CodeEntry& entry : table.entries) {
    if (entry.code != code || !reads(entry)) continue;
    mapped.state = Mapped::State::known;
    mapped.value = entry.name;
  }
  return mapped;
}

std::string_view name_of(Mark mark) {
  switch (mark) {
    case Mark::sourced:
      return "sourced";
    case Mark::local:
      return "local";
    case Mark::proposed:
      return "proposed";
    case Mark::unverified:
      return "unverified";
  }
  return "";
}

std::string_view name_of(CodeKind kind) {
  switch (kind) {
    case CodeKind::level:
      return "level";
    case CodeKind::channel:
      return "channel";
    case CodeKind::round:
      return "round";
    case CodeKind::anonymity:
      return "anonymity";
    case CodeKind::publicity:
      return "publicity";
    case CodeKind::audit_state:
      return "audit_state";
    case CodeKind::rater_kind:
      return "rater_kind";
    case CodeKind::id_type:
      return "id_type";
    case CodeKind::task_type:
      return "task_type";
    case CodeKind::business_type:
      return "business_type";
    case CodeKind::service_form:
      return "service_form";
    case CodeKind::exercise_level:
      return "exercise_level";
    case CodeKind::case_status:
      return "case_status";
    case CodeKind::case_stage:
      return "case_stage";
    case CodeKind::case_source:
      return "case_source";
    case CodeKind::case_channel:
      return "case_channel";
    case CodeKind::service_stage:
      return "service_stage";
    case CodeKind::time_unit:
      return "time_unit";
    case CodeKind::network:
      return "network";
    case CodeKind::flag:
      return "flag";
  }
  return "";
}

}  // namespace yiping
