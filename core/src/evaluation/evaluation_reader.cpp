// SPDX-License-Identifier: Apache-2.0
#include "cbor/field_reader.hpp"
#include "yiping/evaluation.hpp"

namespace yiping {
namespace {

using Kind = CborValue::Kind;

void read_texts(FieldReader& fields, const char* name, std::vector<std::string>& out) {
  const auto array = fields.need(name, Kind::array);
  if (!array) return;
  CborValue::Cursor cursor(*array);
  while (!cursor.done()) {
    const CborValue value = cursor.next();
    if (value.kind() != Kind::text)
      return fields.fail(ErrorCode::wrong_type, name, static_cast<int>(out.size()));
    out.emplace_back(value.text());
  }
}

void read_dimensions(FieldReader& fields, std::vector<Evaluation::Dimension>& out) {
  const auto map = fields.need("dimensions", Kind::map);
  if (!map) return;
  CborValue::Cursor cursor(*map);
  while (!cursor.done()) {
    const std::string_view key = cursor.next().text();
    const CborValue value = cursor.next();
    if (value.kind() != Kind::text) {
      return fields.fail_key(ErrorCode::wrong_type, "dimensions", key);
    }
    const auto level = level_named(value.text());
    if (!level) return fields.fail_key(ErrorCode::unknown_level, "dimensions", key);
    out.push_back({std::string(key), *level});
  }
}

void read_written(FieldReader& fields, std::vector<Evaluation::Text>& out) {
  const auto map = fields.need("texts", Kind::map);
  if (!map) return;
  CborValue::Cursor cursor(*map);
  while (!cursor.done()) {
    const std::string_view key = cursor.next().text();
    const CborValue value = cursor.next();
    if (value.kind() != Kind::text) return fields.fail_key(ErrorCode::wrong_type, "texts", key);
    out.push_back({std::string(key), std::string(value.text())});
  }
}

void read_choices(FieldReader& fields, std::vector<Evaluation::Choice>& out) {
  const auto map = fields.may("choices", Kind::map);
  if (!map) return;
  if (map->size() == 0) fields.fail(ErrorCode::bad_value, "choices");
  CborValue::Cursor cursor(*map);
  while (!cursor.done()) {
    const std::string_view key = cursor.next().text();
    const CborValue options = cursor.next();
    out.push_back({std::string(key), {}});
    if (options.kind() != Kind::array || options.size() == 0) {
      return fields.fail_key(ErrorCode::bad_value, "choices", key);
    }
    CborValue::Cursor each(options);
    while (!each.done()) {
      const CborValue option = each.next();
      if (option.kind() != Kind::text)
        return fields.fail_key(ErrorCode::wrong_type, "choices", key);
      out.back().options.emplace_back(option.text());
    }
  }
}

void read_id(FieldReader& fields, SubmissionId& out) {
  const auto submission = read_submission(fields.text("submission"));
  if (!submission) return fields.fail(ErrorCode::bad_value, "submission");
  out = *submission;
}

void read_questionnaire(FieldReader& fields, Evaluation& out) {
  const auto map = fields.need("questionnaire", Kind::map);
  if (!map) return;
  FieldReader inner(fields, "questionnaire", *map);
  out.questionnaire_hash = inner.text("hash");
  out.questionnaire_id = inner.text("id");
  out.questionnaire_version = inner.integer("version");
  inner.finish();
}

void read_reasons(FieldReader& fields, Evaluation& out) {
  const auto map = fields.may("reasons", Kind::map);
  if (!map) return;
  FieldReader inner(fields, "reasons", *map);
  read_texts(inner, "codes", out.reason_codes);
  if (out.reason_codes.empty()) inner.fail(ErrorCode::bad_value, "codes");
  out.reason_list = inner.text("list");
  out.reason_list_version = inner.integer("version");
  inner.finish();
}

}  // namespace

Result<Evaluation> read_evaluation(std::span<const std::uint8_t> cbor) {
  const auto root = CborValue::parse(cbor);
  if (!root) return root.error();
  FieldReader::Fault fault;
  FieldReader fields(*root, fault);
  Evaluation out;
  if (fields.text("schema") != "yiping.evaluation/1") fields.fail(ErrorCode::bad_value, "schema");
  read_choices(fields, out.choices);
  out.contact = fields.boolean("contact");
  read_dimensions(fields, out.dimensions);
  out.first_touch = fields.integer("first_touch");
  out.language = fields.text("language");
  const auto level = level_named(fields.text("level"));
  if (level) {
    out.level = *level;
  } else {
    fields.fail(ErrorCode::unknown_level, "level");
  }
  read_texts(fields, "modes", out.modes);
  read_questionnaire(fields, out);
  read_reasons(fields, out);
  read_id(fields, out.submission);
  out.submitted = fields.integer("submitted");
  read_written(fields, out.texts);
  fields.finish();
  if (auto status = fault.take(); !status) return status;
  return out;
}

Result<Contact> read_contact(std::span<const std::uint8_t> cbor) {
  const auto root = CborValue::parse(cbor);
  if (!root) return root.error();
  FieldReader::Fault fault;
  FieldReader fields(*root, fault);
  Contact out;
  out.notice_version = fields.integer("notice_version");
  if (fields.text("schema") != "yiping.contact/1") fields.fail(ErrorCode::bad_value, "schema");
  read_id(fields, out.submission);
  read_written(fields, out.texts);
  out.way = fields.text("way");
  fields.finish();
  if (auto status = fault.take(); !status) return status;
  return out;
}

Result<SubmissionId> read_submission(std::string_view hex) {
  SubmissionId id{};
  if (hex.size() != 2 * id.size()) return Error{ErrorCode::bad_value, "submission"};
  for (std::size_t i = 0; i < hex.size(); ++i) {
    const char c = hex[i];
    unsigned digit = 0;
    if (c >= '0' && c <= '9') {
      digit = static_cast<unsigned>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      digit = static_cast<unsigned>(c - 'a') + 10;
    } else {
      return Error{ErrorCode::bad_value, "submission"};
    }
    id[i / 2] = static_cast<std::uint8_t>(unsigned{id[i / 2]} << 4 | digit);
  }
  return id;
}

}  // namespace yiping
