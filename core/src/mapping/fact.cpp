// SPDX-License-Identifier: Apache-2.0
#include "yiping/fact.hpp"

#include <algorithm>
#include <array>

#include "cbor/field_reader.hpp"
#include "yiping/channel.hpp"
#include "yiping/json_writer.hpp"
#include "yiping/level.hpp"

namespace yiping {
namespace {

using Kind = CborValue::Kind;

/// In the order of the enum. The kind means something for names alone.
// clang-format off
constexpr std::array<FactTraits, kFactCount> kFacts{{
    {Fact::submission, "submission", FactType::text, CodeKind::level, Want::value},
    {Fact::level, "level", FactType::name, CodeKind::level, Want::value},
    {Fact::channel, "channel", FactType::name, CodeKind::channel, Want::value},
    {Fact::round, "round", FactType::name, CodeKind::round, Want::value},
    {Fact::reasons, "reasons", FactType::codes, CodeKind::level, Want::reason},
    {Fact::text, "text", FactType::text, CodeKind::level, Want::reason},
    {Fact::rated_at, "rated_at", FactType::time, CodeKind::level, Want::value},
    {Fact::way, "way", FactType::name, CodeKind::anonymity, Want::value},
    {Fact::rater_kind, "rater_kind", FactType::name, CodeKind::rater_kind, Want::value},
    {Fact::rater_name, "rater_name", FactType::text, CodeKind::level, Want::identity},
    {Fact::rater_id_type, "rater_id_type", FactType::name, CodeKind::id_type, Want::identity},
    {Fact::rater_id, "rater_id", FactType::text, CodeKind::level, Want::identity},
    {Fact::rater_phone, "rater_phone", FactType::text, CodeKind::level, Want::identity},
    {Fact::case_no, "case_no", FactType::text, CodeKind::level, Want::value},
    {Fact::service_no, "service_no", FactType::count, CodeKind::level, Want::value},
    {Fact::service_stage, "service_stage", FactType::name, CodeKind::service_stage, Want::value},
    {Fact::service_at, "service_at", FactType::time, CodeKind::level, Want::value},
    {Fact::is_service, "is_service", FactType::name, CodeKind::flag, Want::value},
    {Fact::task_code, "task_code", FactType::text, CodeKind::level, Want::value},
    {Fact::handling_code, "handling_code", FactType::text, CodeKind::level, Want::value},
    {Fact::task_guid, "task_guid", FactType::text, CodeKind::level, Want::value},
    {Fact::task_name, "task_name", FactType::text, CodeKind::level, Want::value},
    {Fact::task_topic, "task_topic", FactType::text, CodeKind::level, Want::value},
    {Fact::task_type, "task_type", FactType::name, CodeKind::task_type, Want::value},
    {Fact::org_code, "org_code", FactType::text, CodeKind::level, Want::value},
    {Fact::org_name, "org_name", FactType::text, CodeKind::level, Want::value},
    {Fact::area, "area", FactType::text, CodeKind::level, Want::value},
    {Fact::case_status, "case_status", FactType::name, CodeKind::case_status, Want::value},
    {Fact::case_channel, "case_channel", FactType::name, CodeKind::case_channel, Want::value},
    {Fact::business_type, "business_type", FactType::name, CodeKind::business_type, Want::value},
    {Fact::applied_at, "applied_at", FactType::time, CodeKind::level, Want::value},
    {Fact::accepted_at, "accepted_at", FactType::time, CodeKind::level, Want::value},
    {Fact::finished_at, "finished_at", FactType::time, CodeKind::level, Want::value},
    {Fact::promise, "promise", FactType::count, CodeKind::level, Want::value},
    {Fact::promise_unit, "promise_unit", FactType::name, CodeKind::time_unit, Want::value},
    {Fact::applicant_kind, "applicant_kind", FactType::name, CodeKind::rater_kind, Want::value},
    {Fact::applicant_name, "applicant_name", FactType::text, CodeKind::level, Want::identity},
    {Fact::applicant_id_type, "applicant_id_type", FactType::name, CodeKind::id_type, Want::identity},
    {Fact::applicant_id, "applicant_id", FactType::text, CodeKind::level, Want::identity},
    {Fact::applicant_phone, "applicant_phone", FactType::text, CodeKind::level, Want::identity},
    {Fact::agent_name, "agent_name", FactType::text, CodeKind::level, Want::identity},
    {Fact::agent_id_type, "agent_id_type", FactType::name, CodeKind::id_type, Want::identity},
    {Fact::agent_id, "agent_id", FactType::text, CodeKind::level, Want::identity},
    {Fact::window_no, "window_no", FactType::text, CodeKind::level, Want::value},
    {Fact::window_name, "window_name", FactType::text, CodeKind::level, Want::value},
    {Fact::status_url, "status_url", FactType::text, CodeKind::level, Want::value},
    {Fact::data_source, "data_source", FactType::fixed, CodeKind::level, Want::value},
    {Fact::network, "network", FactType::fixed, CodeKind::level, Want::value},
    {Fact::system, "system", FactType::fixed, CodeKind::level, Want::value},
    {Fact::tenant, "tenant", FactType::fixed, CodeKind::level, Want::value},
}};
// clang-format on

constexpr bool in_order() {
  for (std::size_t i = 0; i < kFacts.size(); ++i) {
    if (kFacts[i].fact != static_cast<Fact>(i)) return false;
  }
  return true;
}

static_assert(in_order() && kFacts.back().fact == Fact::tenant);

bool is_empty(const FactValue& value) {
  switch (traits_of(value.fact).type) {
    case FactType::text:
    case FactType::name:
    case FactType::fixed:
      return value.text.empty();
    case FactType::codes:
      return value.codes.empty();
    case FactType::time:
    case FactType::count:
      return false;
  }
  return true;
}

Error fault(ErrorCode code, std::string_view key, std::string_view inner = {}) {
  std::string where;
  put_key(where, key);
  where += inner;
  return {code, std::move(where)};
}

Status read_codes(const CborValue& map, FactValue& value) {
  FieldReader::Fault fault;
  FieldReader fields(map, fault);
  value.list = fields.text("list");
  value.version = fields.integer("version");
  if (const auto codes = fields.need("codes", Kind::array)) {
    CborValue::Cursor cursor(*codes);
    for (int index = 0; !cursor.done(); ++index) {
      const CborValue code = cursor.next();
      if (code.kind() != Kind::text || code.text().empty()) {
        fields.fail(ErrorCode::bad_value, "codes", index);
      } else {
        value.codes.emplace_back(code.text());
      }
    }
  }
  fields.finish();
  return fault.take();
}

bool is_ours(const FactTraits& traits, std::string_view name) {
  if (traits.type != FactType::name) return true;
  if (traits.kind == CodeKind::level) return level_named(name).has_value();
  if (traits.kind == CodeKind::channel) return channel_named(name).has_value();
  return true;
}

Status read_value(const FactTraits& traits, const CborValue& from, FactValue& value) {
  switch (traits.type) {
    case FactType::text:
    case FactType::name:
    case FactType::fixed:
      if (from.kind() != Kind::text) return fault(ErrorCode::wrong_type, traits.name);
      value.text = from.text();
      if (!is_ours(traits, value.text)) return fault(ErrorCode::bad_value, traits.name);
      return {};
    case FactType::time:
    case FactType::count:
      if (from.kind() != Kind::integer) return fault(ErrorCode::wrong_type, traits.name);
      value.number = from.integer();
      return {};
    case FactType::codes:
      if (auto status = read_codes(from, value); !status) {
        return fault(status.error().code, traits.name, status.error().where);
      }
      return {};
  }
  return {};
}

void write_value(const FactValue& value, JsonWriter& out) {
  switch (traits_of(value.fact).type) {
    case FactType::text:
    case FactType::name:
    case FactType::fixed:
      out.text(value.text);
      return;
    case FactType::time:
    case FactType::count:
      out.wide_integer(value.number);
      return;
    case FactType::codes:
      out.begin_object();
      out.key("codes").begin_array();
      for (const std::string& code : value.codes) out.text(code);
      out.end_array();
      out.key("list").text(value.list);
      out.key("version").integer(value.version);
      out.end_object();
  }
}

}  // namespace

const FactTraits& traits_of(Fact fact) { return kFacts[static_cast<std::size_t>(fact)]; }

std::optional<Fact> fact_named(std::string_view name) {
  for (const FactTraits& traits : kFacts) {
    if (traits.name == name) return traits.fact;
  }
  return std::nullopt;
}

void Facts::put(FactValue value) {
  erase(value.fact);
  if (!is_empty(value)) values_.push_back(std::move(value));
}

void Facts::erase(Fact fact) {
  std::erase_if(values_, [fact](const FactValue& value) { return value.fact == fact; });
}

const FactValue* Facts::find(Fact fact) const {
  for (const FactValue& value : values_) {
    if (value.fact == fact) return &value;
  }
  return nullptr;
}

std::string_view Facts::text(Fact fact) const {
  const FactValue* value = find(fact);
  return value == nullptr ? std::string_view{} : value->text;
}

Result<Facts> read_facts(const CborValue& root) {
  if (root.kind() != Kind::map) return Error{ErrorCode::wrong_type, {}};
  Facts facts;
  CborValue::Cursor cursor(root);
  while (!cursor.done()) {
    const std::string_view key = cursor.next().text();
    const CborValue from = cursor.next();
    const auto fact = fact_named(key);
    if (!fact) return fault(ErrorCode::unknown_fact, key);
    FactValue value;
    value.fact = *fact;
    if (auto status = read_value(traits_of(*fact), from, value); !status) return status.error();
    facts.put(std::move(value));
  }
  return facts;
}

Result<Facts> read_facts(std::span<const std::uint8_t> cbor) {
  const auto root = CborValue::parse(cbor);
  if (!root) return root.error();
  return read_facts(*root);
}

std::string write_facts(const Facts& facts) {
  std::vector<const FactValue*> sorted;
  for (const FactValue& value : facts.all()) sorted.push_back(&value);
  std::sort(sorted.begin(), sorted.end(), [](const FactValue* a, const FactValue* b) {
    return traits_of(a->fact).name < traits_of(b->fact).name;
  });
  JsonWriter out;
  out.begin_object();
  for (const FactValue* value : sorted) {
    out.key(traits_of(value->fact).name);
    write_value(*value, out);
  }
  out.end_object();
  return out.take();
}

}  // namespace yiping
