// SPDX-License-Identifier: Apache-2.0
#include "yiping/mapping.hpp"

#include "vectors.hpp"
#include "yiping/division.hpp"
#include "yiping/item_code.hpp"
#include "yiping/performance_record.hpp"

namespace yiping::vectors {
namespace {

using Kind = CborValue::Kind;

/// Writes what could be read with `answer`, or why it could not be.
template <typename T, typename Answer>
void answer_or_error(const Result<T>& result, JsonWriter& out, Answer answer) {
  if (result) {
    answer(*result);
  } else {
    write_error(result.error(), out);
  }
}

void write_mapped(const Mapped& mapped, JsonWriter& out) {
  out.begin_object();
  out.key("raw").text(mapped.raw);
  out.key("state").text(mapped.state == Mapped::State::known ? "known" : "unknown");
  out.key("table").text(mapped.table);
  out.key("value").text(mapped.value);
  out.key("version").integer(mapped.version);
  out.end_object();
}

void load_table(FieldReader& input, JsonWriter& out) {
  const auto table = input.need("table", Kind::map);
  if (!table) return;
  answer_or_error(read_code_table(*table), out, [&](const CodeTable& read) {
    out.begin_object();
    out.key("entries").integer(static_cast<std::uint32_t>(read.entries.size()));
    out.key("id").text(read.id);
    out.key("kind").text(name_of(read.kind));
    out.key("mark").text(name_of(read.mark));
    out.end_object();
  });
}

void name_to_code(FieldReader& input, JsonWriter& out) {
  const std::string_view name = input.text("name");
  const auto table = input.need("table", Kind::map);
  if (!table) return;
  answer_or_error(read_code_table(*table), out,
                  [&](const CodeTable& read) { write_mapped(to_code(read, name), out); });
}

void code_to_name(FieldReader& input, JsonWriter& out) {
  const std::string_view code = input.text("code");
  const auto table = input.need("table", Kind::map);
  if (!table) return;
  answer_or_error(read_code_table(*table), out,
                  [&](const CodeTable& read) { write_mapped(from_code(read, code), out); });
}

/// From the code of one table to the code of another, by our name.
void translate(FieldReader& input, JsonWriter& out) {
  const std::string_view code = input.text("code");
  const auto from = input.need("from", Kind::map);
  const auto to = input.need("to", Kind::map);
  if (!from || !to) return;
  answer_or_error(read_code_table(*from), out, [&](const CodeTable& first) {
    const Mapped name = from_code(first, code);
    if (name.state == Mapped::State::unknown) {
      write_mapped(name, out);
      return;
    }
    answer_or_error(read_code_table(*to), out, [&](const CodeTable& second) {
      write_mapped(to_code(second, name.value), out);
    });
  });
}

void write_notes(const PerformanceRecord& record, JsonWriter& out) {
  out.begin_array();
  for (const RecordNote& note : check_record(record)) {
    out.begin_object();
    out.key("field").text(note.field);
    out.key("rule").text(name_of(note.rule));
    out.key("weight").text(name_of(note.weight));
    out.end_object();
  }
  out.end_array();
}

void build_record(FieldReader& input, JsonWriter& out) {
  PerformanceFacts facts;
  facts.case_no = input.text("case_no");
  const auto channel = channel_named(input.text("channel"));
  if (!channel) input.fail(ErrorCode::bad_value, "channel");
  facts.channel = channel.value_or(Channel::pc);
  facts.rater = input.optional_text("rater");
  facts.rated_at = input.integer("rated_at");
  facts.times = input.integer("times");
  const auto level = level_named(input.text("level"));
  if (!level) input.fail(ErrorCode::unknown_level, "level");
  facts.level = level.value_or(Level::very_satisfied);
  facts.text = input.optional_text("text");
  facts.area = input.text("area");
  const PerformanceRecord record = performance_record(facts);
  out.begin_object();
  out.key("json").text(write_record(record));
  out.key("notes");
  write_notes(record, out);
  out.end_object();
}

void check(FieldReader& input, JsonWriter& out) {
  const auto record = input.need("record", Kind::map);
  if (!record) return;
  answer_or_error(read_record(*record), out,
                  [&](const PerformanceRecord& read) { write_notes(read, out); });
}

void record_to_facts(FieldReader& input, JsonWriter& out) {
  const auto map = input.need("record", Kind::map);
  if (!map) return;
  answer_or_error(read_record(*map), out, [&](const PerformanceRecord& record) {
    answer_or_error(facts_of(record), out, [&](const PerformanceFacts& facts) {
      out.begin_object();
      out.key("area").text(facts.area);
      out.key("case_no").text(facts.case_no);
      out.key("channel").text(name_of(facts.channel));
      out.key("level").text(name_of(facts.level));
      out.key("rated_at").wide_integer(facts.rated_at);
      out.key("rater").text(facts.rater);
      out.key("text").text(facts.text);
      out.key("times").integer(facts.times);
      out.end_object();
    });
  });
}

void write_item_code(const ItemCodeResult& result, JsonWriter& out) {
  out.begin_object();
  out.key("faults").begin_array();
  for (const ItemCodeFault& fault : result.faults) {
    out.begin_object();
    out.key("at").integer(fault.at);
    out.key("part").text(fault.part);
    out.key("rule").text(name_of(fault.rule));
    out.end_object();
  }
  out.end_array();
  out.key("list").text(result.list);
  out.key("parts").begin_object();
  for (const ItemCodeResult::Part& part : result.parts) out.key(part.name).text(part.text);
  out.end_object();
  out.key("version").integer(result.version);
  out.end_object();
}

void item_code(FieldReader& input, JsonWriter& out) {
  const std::string_view kind = input.text("kind");
  const std::string_view code = input.text("code");
  const auto map = input.need("rules", Kind::map);
  if (!map) return;
  answer_or_error(read_item_code_rules(*map), out, [&](const ItemCodeRules& rules) {
    answer_or_error(check_item_code(rules, kind, code), out,
                    [&](const ItemCodeResult& result) { write_item_code(result, out); });
  });
}

void division(FieldReader& input, JsonWriter& out) {
  const std::string_view code = input.text("code");
  const std::uint32_t digits = input.integer("digits");
  if (digits != 6 && digits != 9 && digits != 12) input.fail(ErrorCode::bad_value, "digits");
  if (input.failed()) return;
  const auto form = static_cast<DivisionForm>(digits);
  answer_or_error(division_as(code, form), out, [&](const std::string& other) { out.text(other); });
}

/// The members `mapping` and `tables`; nothing when a fault was written.
std::optional<Mapping> take_mapping(FieldReader& input, JsonWriter& out) {
  const auto map = input.need("mapping", Kind::map);
  const auto list = input.need("tables", Kind::array);
  if (!map || !list) return std::nullopt;
  std::vector<CodeTable> tables;
  CborValue::Cursor cursor(*list);
  while (!cursor.done()) {
    auto table = read_code_table(cursor.next());
    if (!table) {
      write_error(table.error(), out);
      return std::nullopt;
    }
    tables.push_back(*std::move(table));
  }
  auto mapping = read_mapping(*map, tables);
  if (mapping) return *std::move(mapping);
  write_error(mapping.error(), out);
  return std::nullopt;
}

void load_mapping(FieldReader& input, JsonWriter& out) {
  const auto mapping = take_mapping(input, out);
  if (!mapping) return;
  out.begin_object();
  out.key("evaluation").integer(static_cast<std::uint32_t>(mapping->evaluation.size()));
  out.key("mark").text(name_of(mapping->mark));
  out.key("service").integer(static_cast<std::uint32_t>(mapping->service.size()));
  out.key("tables").integer(static_cast<std::uint32_t>(mapping->tables.size()));
  out.end_object();
}

void write_texts(const std::vector<FieldText>& fields, JsonWriter& out) {
  out.begin_array();
  for (const FieldText& field : fields) {
    out.begin_array();
    out.text(field.name);
    out.text(field.value);
    out.end_array();
  }
  out.end_array();
}

void write_problems(const std::vector<MapProblem>& problems, JsonWriter& out) {
  out.begin_array();
  for (const MapProblem& problem : problems) {
    out.begin_object();
    out.key("field").text(problem.field);
    out.key("rule").text(name_of(problem.rule));
    out.key("want").text(name_of(problem.want));
    out.key("what").text(problem.what);
    out.end_object();
  }
  out.end_array();
}

void out_record(FieldReader& input, JsonWriter& out) {
  const auto facts = input.need("facts", Kind::map);
  const auto mapping = take_mapping(input, out);
  if (!facts || !mapping) return;
  answer_or_error(read_facts(*facts), out, [&](const Facts& read) {
    const OutRecord record = map_out(*mapping, read);
    out.begin_object();
    out.key("fields");
    write_texts(record.fields, out);
    out.key("problems");
    write_problems(record.problems, out);
    out.end_object();
  });
}

std::vector<FieldText> take_texts(FieldReader& input) {
  std::vector<FieldText> fields;
  const auto list = input.need("fields", Kind::array);
  if (!list) return fields;
  CborValue::Cursor cursor(*list);
  for (int index = 0; !cursor.done(); ++index) {
    const CborValue pair = cursor.next();
    if (pair.kind() != Kind::array || pair.size() != 2) {
      input.fail(ErrorCode::wrong_type, "fields", index);
      continue;
    }
    CborValue::Cursor each(pair);
    const CborValue name = each.next();
    const CborValue value = each.next();
    if (name.kind() == Kind::text && value.kind() == Kind::text) {
      fields.push_back({std::string(name.text()), std::string(value.text())});
    } else {
      input.fail(ErrorCode::wrong_type, "fields", index);
    }
  }
  return fields;
}

void in_record(FieldReader& input, JsonWriter& out) {
  const auto part = input.text("part") == "service" ? MapPart::service : MapPart::evaluation;
  const auto fields = take_texts(input);
  const auto mapping = take_mapping(input, out);
  if (!mapping) return;
  const InRecord record = map_in(*mapping, part, fields);
  out.begin_object();
  out.key("aside");
  write_texts(record.aside, out);
  out.key("facts").text(write_facts(record.facts));
  out.key("problems");
  write_problems(record.problems, out);
  out.end_object();
}

struct Call {
  std::string_view name;
  void (*answer)(FieldReader& input, JsonWriter& out);
};

constexpr Call kCalls[] = {
    {"build_record", build_record},
    {"check_record", check},
    {"code_to_name", code_to_name},
    {"division", division},
    {"item_code", item_code},
    {"load_mapping", load_mapping},
    {"load_table", load_table},
    {"map_in", in_record},
    {"map_out", out_record},
    {"name_to_code", name_to_code},
    {"record_to_facts", record_to_facts},
    {"translate", translate},
};

}  // namespace

void mapping(std::string_view call, FieldReader& input, JsonWriter& out) {
  for (const Call& each : kCalls) {
    if (each.name != call) continue;
    each.answer(input, out);
    return;
  }
  no_such_call(input);
}

}  // namespace yiping::vectors
