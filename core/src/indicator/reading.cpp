// SPDX-License-Identifier: Apache-2.0
#include "indicator/reading.hpp"

namespace yiping::reading {
namespace {

constexpr std::uint32_t kMaxVersion = 65'535;
constexpr std::size_t kMaxId = 64;

bool is_id(std::string_view text) {
  if (text.empty() || text.size() > kMaxId || text[0] < 'a' || text[0] > 'z') return false;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!plain && c != '_' && c != '-' && c != '.') return false;
  }
  return true;
}

}  // namespace

std::string id_of(FieldReader& fields, const char* name) {
  const std::string_view id = fields.text(name);
  if (!is_id(id)) fields.fail(ErrorCode::bad_value, name);
  return std::string(id);
}

std::uint32_t count_of(FieldReader& fields, const char* name, std::uint32_t most) {
  const std::uint32_t value = fields.integer(name);
  if (value == 0 || value > most) fields.fail(ErrorCode::bad_value, name);
  return value;
}

Head head(FieldReader& fields, std::string_view schema) {
  if (fields.text("schema") != schema) fields.fail(ErrorCode::bad_value, "schema");
  Head out;
  out.id = id_of(fields, "id");
  out.version = count_of(fields, "version", kMaxVersion);
  out.source = fields.text("source");
  if (out.source.empty()) fields.fail(ErrorCode::bad_value, "source");
  return out;
}

}  // namespace yiping::reading
