// SPDX-License-Identifier: Apache-2.0
#include "rectification_read.hpp"

namespace yiping::vectors {
namespace {

using Kind = CborValue::Kind;

// No deadline of a case is years away; working days are counted one by one.
constexpr std::int64_t kMaxDays = 366;

std::uint32_t optional_integer(FieldReader& fields, const char* name, std::uint32_t otherwise) {
  const auto value = fields.may(name, Kind::integer);
  return value ? value->integer() : otherwise;
}

bool optional_boolean(FieldReader& fields, const char* name) {
  const auto value = fields.may(name, Kind::boolean);
  return value && value->boolean();
}

void read_count(FieldReader& lengths, const char* name, Span& span) {
  const auto map = lengths.may(name, Kind::map);
  if (!map) return;
  FieldReader fields(lengths, name, *map);
  span.count = fields.integer("days");
  if (span.count > kMaxDays) fields.fail(ErrorCode::bad_value, "days");
  const std::string_view unit = fields.text("unit");
  if (unit != "natural" && unit != "working") fields.fail(ErrorCode::bad_value, "unit");
  span.unit = unit == "working" ? DayUnit::working : DayUnit::natural;
  fields.finish();
}

void read_deadlines(FieldReader& rules, Deadlines& deadlines) {
  const auto map = rules.may("deadlines", Kind::map);
  if (!map) return;
  FieldReader lengths(rules, "deadlines", *map);
  read_count(lengths, "sign_for", deadlines.sign_for);
  read_count(lengths, "reply", deadlines.reply);
  read_count(lengths, "extension", deadlines.extension);
  read_count(lengths, "evidence", deadlines.evidence);
  read_count(lengths, "appeal_review", deadlines.appeal_review);
  read_count(lengths, "call_back", deadlines.call_back);
  lengths.finish();
}

CaseStep read_step(FieldReader& fields, const Case& one) {
  CaseStep step;
  step.move = read_name(fields, "move", case_move_named);
  step.actor = read_actor(fields, one);
  step.time = fields.integer("time");
  step.text = fields.optional_text("text");
  step.unit = fields.optional_text("unit");
  step.date = optional_integer(fields, "date", 0);
  step.into = fields.optional_text("into");
  fields.finish();
  return step;
}

}  // namespace

RectificationRules read_rules(FieldReader& input) {
  RectificationRules rules;
  const auto map = input.may("rules", Kind::map);
  if (!map) return rules;
  FieldReader fields(input, "rules", *map);
  rules.short_way = optional_boolean(fields, "short_way");
  rules.reply_approval = optional_boolean(fields, "reply_approval");
  rules.warn_after = optional_integer(fields, "warn_after", 2);
  rules.warn_of = optional_integer(fields, "warn_of", 3);
  rules.deadlines.call_back_attempts = optional_integer(fields, "call_attempts", 3);
  read_deadlines(fields, rules.deadlines);
  fields.finish();
  return rules;
}

Case read_case(FieldReader& input) {
  Case one;
  const auto map = input.need("case", Kind::map);
  if (!map) return one;
  FieldReader fields(input, "case", *map);
  one.id = fields.optional_text("id");
  one.origin = read_name(fields, "origin", case_origin_named);
  one.way = read_name(fields, "way", rating_way_named);
  one.area = fields.text("area");
  one.owner = fields.text("owner");
  one.rated = fields.optional_text("rated");
  const std::uint32_t opened = fields.integer("opened");
  fields.finish();
  return open_case(std::move(one), opened);
}

CaseActor read_actor(FieldReader& parent, const Case& one) {
  CaseActor actor;
  const auto map = parent.need("actor", Kind::map);
  if (!map) return actor;
  FieldReader fields(parent, "actor", *map);
  actor.role = read_name(fields, "role", case_role_named);
  const auto area = fields.may("area", Kind::text);
  actor.area = area ? std::string(area->text()) : one.area;
  actor.unit = fields.optional_text("unit");
  actor.person = fields.optional_text("person");
  fields.finish();
  return actor;
}

std::vector<CaseStep> read_steps(FieldReader& input, const Case& one) {
  std::vector<CaseStep> steps;
  const auto list = input.need("steps", Kind::array);
  if (!list) return steps;
  CborValue::Cursor cursor(*list);
  for (int i = 0; !cursor.done() && !input.failed(); ++i) {
    const CborValue element = cursor.next();
    if (element.kind() != Kind::map) {
      input.fail(ErrorCode::wrong_type, "steps", i);
      break;
    }
    FieldReader fields(input, "steps", element, i);
    steps.push_back(read_step(fields, one));
  }
  return steps;
}

}  // namespace yiping::vectors
