// SPDX-License-Identifier: Apache-2.0
#include "rectification_read.hpp"
#include "yiping/rectification_access.hpp"
#include "yiping/rectification_deadline.hpp"

namespace yiping::vectors {
namespace {

void put(JsonWriter& out, const char* key, std::string_view value) {
  if (!value.empty() && value != "none") out.key(key).text(value);
}

void put(JsonWriter& out, const char* key, std::uint32_t value) {
  if (value != 0) out.key(key).integer(value);
}

void write_moves(const std::vector<CaseMove>& moves, JsonWriter& out) {
  out.begin_array();
  for (const CaseMove move : moves) out.text(name_of(move));
  out.end_array();
}

void write_due(const std::optional<CaseDeadline>& deadline, JsonWriter& out) {
  out.begin_object();
  if (deadline) {
    out.key("at").wide_integer(deadline->due);
    out.key("of").text(name_of(deadline->kind));
  }
  out.end_object();
}

/// What says nothing, 0 or none, is left out.
void write_case(const Case& one, const RectificationRules& rules, JsonWriter& out) {
  out.begin_object();
  put(out, "appeal", name_of(one.appeal));
  put(out, "attempt_days", one.attempt_days);
  if (!one.co_handlers.empty()) {
    out.key("co_handlers").begin_array();
    for (const std::string& unit : one.co_handlers) out.text(unit);
    out.end_array();
  }
  out.key("counting").text(name_of(counting_of(one)));
  out.key("due");
  write_due(due(one, rules), out);
  put(out, "extension", name_of(one.extension));
  put(out, "finding", name_of(one.finding));
  put(out, "merged_into", one.merged_into);
  put(out, "outcome", name_of(one.outcome));
  out.key("owner").text(one.owner);
  put(out, "reopened", one.reopened);
  put(out, "returned", one.returned);
  put(out, "ruling", name_of(one.ruling));
  out.key("state").text(name_of(one.state));
  put(out, "urged", one.urged);
  out.key("weight").integer(one.weight);
  out.end_object();
}

void write_refusal(const Error& error, const std::vector<CaseMove>& legal, JsonWriter& out) {
  out.begin_object();
  out.key("legal");
  write_moves(legal, out);
  out.key("refused").text(name_of(error.code));
  out.key("where").text(error.where);
  out.end_object();
}

/// Takes the steps one by one; a refused one is answered with what would have been legal, and the
/// story goes on as if it had not been tried.
Case play(Case one, const std::vector<CaseStep>& steps, const RectificationRules& rules,
          JsonWriter& out) {
  out.begin_array();
  for (const CaseStep& step : steps) {
    auto moved = apply(one, step, rules);
    if (!moved) {
      write_refusal(moved.error(), legal_moves(one, step.actor, step.time, rules), out);
      continue;
    }
    out.begin_object();
    out.key("at").wide_integer(step.time);
    out.key("by").text(name_of(step.actor.role));
    out.key("from").text(name_of(moved->from));
    out.key("move").text(name_of(step.move));
    out.key("to").text(name_of(moved->to));
    out.end_object();
    one = std::move(moved->now);
  }
  out.end_array();
  return one;
}

Case played(Case one, const std::vector<CaseStep>& steps, const RectificationRules& rules) {
  JsonWriter ignored;
  return play(std::move(one), steps, rules, ignored);
}

void story(FieldReader& input, JsonWriter& out) {
  const RectificationRules rules = read_rules(input);
  const Case one = read_case(input);
  const auto steps = read_steps(input, one);
  if (input.failed()) return;
  out.begin_object().key("case");
  write_case(played(one, steps, rules), rules, out);
  out.key("events");
  play(one, steps, rules, out);
  out.end_object();
}

void moves_of_story(FieldReader& input, JsonWriter& out) {
  const RectificationRules rules = read_rules(input);
  const Case one = read_case(input);
  const auto steps = read_steps(input, one);
  const CaseActor actor = read_actor(input, one);
  const std::uint32_t time = input.integer("time");
  if (input.failed()) return;
  write_moves(legal_moves(played(one, steps, rules), actor, time, rules), out);
}

void deadlines_of_story(FieldReader& input, JsonWriter& out) {
  const RectificationRules rules = read_rules(input);
  const Case one = read_case(input);
  const auto steps = read_steps(input, one);
  const std::uint32_t time = input.integer("time");
  if (input.failed()) return;
  out.begin_array();
  for (const CaseDeadline& deadline : deadlines_of(played(one, steps, rules), rules)) {
    out.begin_object();
    out.key("due").wide_integer(deadline.due);
    out.key("kind").text(name_of(deadline.kind));
    out.key("passing").text(name_of(deadline.passing));
    out.key("then").text(name_of(deadline.escalates_to));
    out.key("urgency").text(name_of(urgency_of(deadline, time)));
    out.key("warned").text(name_of(deadline.warned));
    out.key("warns").wide_integer(deadline.warns);
    out.end_object();
  }
  out.end_array();
}

/// The fields that a role may see.
void sight(FieldReader& input, JsonWriter& out) {
  const auto role = read_name(input, "role", case_role_named);
  const auto way = read_name(input, "way", rating_way_named);
  const auto origin = read_name(input, "origin", case_origin_named);
  if (input.failed()) return;
  out.begin_object();
  out.key("listed").boolean(may_list(role, origin));
  out.key("sees").begin_array();
  for (int i = 0; i < kCaseFields; ++i) {
    const auto field = static_cast<CaseField>(i);
    if (may_see(role, field, way, origin)) out.text(name_of(field));
  }
  out.end_array();
  out.end_object();
}

}  // namespace

void rectification(std::string_view call, FieldReader& input, JsonWriter& out) {
  if (call == "story") return story(input, out);
  if (call == "legal_moves") return moves_of_story(input, out);
  if (call == "deadlines") return deadlines_of_story(input, out);
  if (call == "sight") return sight(input, out);
  no_such_call(input);
}

}  // namespace yiping::vectors
