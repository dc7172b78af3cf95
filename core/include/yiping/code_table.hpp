// SPDX-License-Identifier: Apache-2.0
// Code tables (代码表): how the codes of one interface and our names translate, both ways. A table
// is versioned and says where it comes from. Format: docs/mapping.md; files: assets/codes/.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "yiping/cbor.hpp"
#include "yiping/error.hpp"

namespace yiping {

/// How much an authored file may be believed.
enum class Mark : std::uint8_t {
  sourced,     // seen in a public standard, or alike in several public sources
  local,       // one implementation or one place only
  proposed,    // ours
  unverified,  // an example that nobody has checked against the receiver
};

/// What the codes of a table say. Names are those of the enumerators.
enum class CodeKind : std::uint8_t {
  level,           // 满意度
  channel,         // 评价渠道
  round,           // 首次, 追评
  anonymity,       // 匿名
  publicity,       // 公开
  audit_state,     // 审核状态
  rater_kind,      // 服务对象: a natural person, or which kind of organisation
  id_type,         // 证件类型
  task_type,       // 事项类型
  business_type,   // 办件类型: 即办件, 承诺件
  service_form,    // 办理形式
  exercise_level,  // 行使层级
  case_status,     // 办件状态 of the push
  case_stage,      // 办件状态 inside an office
  case_source,     // 办件来源
  case_channel,    // 办件渠道
  service_stage,   // 服务名称: 咨询, 申报, 补正, 缴费, 签收
  time_unit,       // 承诺时限单位
  network,         // 网络类型
  flag,            // 是, 否
};

/// `in`: read and never written; `out`: written and never read.
enum class Direction : std::uint8_t { both, in, out };

struct CodeEntry {
  std::string name;   // ours
  std::string code;   // theirs, as text: "05" is not "5"
  std::string label;  // theirs, in Chinese
  std::string note;
  Direction direction{};
};

struct CodeTable {
  std::string id;
  std::uint32_t version = 0;
  std::string source;
  Mark mark{};
  CodeKind kind{};
  std::vector<CodeEntry> entries;
};

/// What a table says of a name or a code. What it does not have is kept as it came and never
/// guessed: `value` is empty then, and table and version say who did not know it.
struct Mapped {
  enum class State : std::uint8_t { known, unknown };
  State state{};
  std::string value;
  std::string raw;
  std::string table;
  std::uint32_t version = 0;
};

/// Reads `yiping.codes/1`. A code that would be read as two names, or a name that would be written
/// as two codes, is `ambiguous_code` at the entry; a level or a channel that we do not have, and a
/// `system_default` that could be written, are refused.
Result<CodeTable> read_code_table(const CborValue& root);
Result<CodeTable> read_code_table(std::span<const std::uint8_t> cbor);

[[nodiscard]] Mapped to_code(const CodeTable& table, std::string_view name);
[[nodiscard]] Mapped from_code(const CodeTable& table, std::string_view code);

[[nodiscard]] std::string_view name_of(Mark mark);
[[nodiscard]] std::string_view name_of(CodeKind kind);

}  // namespace yiping
