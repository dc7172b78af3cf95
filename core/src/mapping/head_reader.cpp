// SPDX-License-Identifier: Apache-2.0
#include "mapping/head_reader.hpp"

namespace yiping {
namespace {

constexpr std::uint32_t kMaxVersion = 65'535;

std::size_t word_at(FieldReader& fields, const char* name, std::string_view text,
                    std::span<const std::string_view> words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == text) return i;
  }
  fields.fail(ErrorCode::bad_value, name);
  return 0;
}

}  // namespace

Head read_head(FieldReader& fields, std::string_view schema) {
  Head head;
  if (fields.text("schema") != schema) fields.fail(ErrorCode::bad_value, "schema");
  head.id = fields.text("id");
  if (!is_name(head.id)) fields.fail(ErrorCode::bad_value, "id");
  head.version = fields.integer("version");
  if (head.version == 0 || head.version > kMaxVersion) {
    fields.fail(ErrorCode::bad_value, "version");
  }
  head.source = fields.text("source");
  if (head.source.empty()) fields.fail(ErrorCode::bad_value, "source");
  const auto mark = named(fields.text("mark"), Mark::unverified);
  if (!mark) fields.fail(ErrorCode::bad_value, "mark");
  head.mark = mark.value_or(Mark::unverified);
  static_cast<void>(fields.optional_text("title"));
  return head;
}

bool is_name(std::string_view text) {
  if (text.empty() || text.size() > 64 || text[0] < 'a' || text[0] > 'z') return false;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!plain && c != '_' && c != '-' && c != '.') return false;
  }
  return true;
}

bool is_plain(std::string_view text, std::size_t most) {
  if (text.empty() || text.size() > most) return false;
  for (const char c : text) {
    const auto byte = static_cast<std::uint8_t>(c);
    if (byte < 0x20 || byte == 0x7F) return false;
  }
  return true;
}

std::size_t read_word(FieldReader& fields, const char* name,
                      std::span<const std::string_view> words) {
  return word_at(fields, name, fields.text(name), words);
}

std::size_t read_optional_word(FieldReader& fields, const char* name,
                               std::span<const std::string_view> words) {
  const auto value = fields.may(name, CborValue::Kind::text);
  return value ? word_at(fields, name, value->text(), words) : 0;
}

bool has_elements(FieldReader& fields, const char* name, const CborValue& array, std::size_t most) {
  if (array.size() > 0 && array.size() <= most) return true;
  fields.fail(array.size() == 0 ? ErrorCode::bad_value : ErrorCode::too_large, name);
  return false;
}

std::uint32_t read_optional_count(FieldReader& fields, const char* name) {
  const auto value = fields.may(name, CborValue::Kind::integer);
  return value ? value->integer() : 0;
}

}  // namespace yiping
