// SPDX-License-Identifier: Apache-2.0
#include "cbor/field_reader.hpp"
#include "yiping/evaluation.hpp"

namespace yiping {
namespace {

using Kind = CborValue::Kind;

/// Calls `take(key, value)` for each entry of a map of texts.
template <typename Take>
Status each_text(FieldReader& fields, std::string_view name, Take take) {
  const auto map = fields.need(name, Kind::map);
  if (!map) return {};  // the reader holds the fault
  CborValue::Cursor cursor(*map);
  while (!cursor.done()) {
    const std::string_view key = cursor.next().text();
    const CborValue value = cursor.next();
    std::string where = fields.path(name);
    where += '/';
    where += key;
    if (value.kind() != Kind::text) return Error{ErrorCode::wrong_type, std::move(where)};
    if (auto status = take(key, value.text(), where); !status) return status;
  }
  return {};
}

Status read_texts(FieldReader& fields, std::string_view name, std::vector<std::string>& out) {
  const auto array = fields.need(name, Kind::array);
  if (!array) return {};
  CborValue::Cursor cursor(*array);
  while (!cursor.done()) {
    const CborValue value = cursor.next();
    if (value.kind() != Kind::text) {
      return Error{ErrorCode::wrong_type, index_path(fields.path(name), out.size())};
    }
    out.emplace_back(value.text());
  }
  return {};
}

Status read_parts(FieldReader& fields, Evaluation& out) {
  if (const auto map = fields.need("questionnaire", Kind::map)) {
    FieldReader inner(*map, fields.path("questionnaire"));
    inner.text("hash", out.questionnaire_hash);
    inner.text("id", out.questionnaire_id);
    inner.integer("version", out.questionnaire_version);
    if (auto status = inner.finish(); !status) return status;
  }
  if (const auto map = fields.may("reasons", Kind::map)) {
    FieldReader inner(*map, fields.path("reasons"));
    if (auto status = read_texts(inner, "codes", out.reason_codes); !status) return status;
    inner.text("list", out.reason_list);
    inner.integer("version", out.reason_list_version);
    if (out.reason_codes.empty()) inner.fail(ErrorCode::bad_value, "codes");
    if (auto status = inner.finish(); !status) return status;
  }
  auto status = each_text(
      fields, "dimensions",
      [&out](std::string_view key, std::string_view value, const std::string& where) -> Status {
        const auto level = level_named(value);
        if (!level) return Error{ErrorCode::unknown_level, where};
        out.dimensions.push_back({std::string(key), *level});
        return {};
      });
  if (!status) return status;
  return each_text(
      fields, "texts",
      [&out](std::string_view key, std::string_view value, const std::string&) -> Status {
        out.texts.push_back({std::string(key), std::string(value)});
        return {};
      });
}

}  // namespace

Result<Evaluation> read_evaluation(std::span<const std::uint8_t> cbor) {
  const auto root = CborValue::parse(cbor);
  if (!root) return root.error();
  FieldReader fields(*root, {});
  Evaluation out;
  fields.constant("schema", "yiping.evaluation/1");
  fields.boolean("contact", out.contact);
  fields.integer("first_touch", out.first_touch);
  fields.text("language", out.language);
  std::string level;
  fields.text("level", level);
  if (const auto named = level_named(level)) {
    out.level = *named;
  } else {
    fields.fail(ErrorCode::unknown_level, "level");
  }
  std::string submission;
  fields.text("submission", submission);
  if (const auto read = read_submission(submission)) {
    out.submission = *read;
  } else {
    fields.fail(ErrorCode::bad_value, "submission");
  }
  fields.integer("submitted", out.submitted);
  if (auto status = read_texts(fields, "modes", out.modes); !status) return status.error();
  if (auto status = read_parts(fields, out); !status) return status.error();
  if (auto status = fields.finish(); !status) return status.error();
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
