// SPDX-License-Identifier: Apache-2.0
// The record of a rating in GB/T 39046-2020 Table 9 (政务服务绩效评价基础数据集). Its level codes
// run the other way than those of the interfaces: 1 is 非常满意 (A.8). Rules: docs/mapping.md.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "yiping/cbor.hpp"
#include "yiping/channel.hpp"
#include "yiping/error.hpp"
#include "yiping/level.hpp"

namespace yiping {

struct PerformanceFacts {
  std::string case_no;
  Channel channel{};
  std::string rater;          // empty: not named
  std::int64_t rated_at = 0;  // Unix seconds
  std::uint32_t times = 1;    // 1 for the first rating, 2 for 追评
  Level level{};
  std::string text;
  std::string area;  // 6, 9 or 12 digits
};

/// The nine data items as texts, in the table's order.
struct PerformanceRecord {
  std::string case_no;     // 1 办件编号 an..50
  std::string channel;     // 2 评价渠道 an..50, by name
  std::string rater;       // 3 评价人 a..30
  std::string time;        // 4 评价时间 YYYYMMDDThhmmss, UTC+8
  std::string times;       // 5 评价次数 n..2
  std::string level;       // 6 满意度 an..20
  std::string level_code;  // 7 满意度代码 n1, A.8
  std::string text;        // 8 文字评价 ul
  std::string area;        // 9 行政区划 n..9
};

/// What is at odds with the table. A fault keeps the record back; a notice says what a receiver
/// that holds to GB 2312 may lose, while the record itself keeps it.
struct RecordNote {
  enum class Weight : std::uint8_t { fault, notice };
  enum class Rule : std::uint8_t {
    missing,
    length,     // longer than the item allows, in characters
    form,       // not the characters or the pattern of the item
    unknown,    // none of the names or codes of the standard
    mismatch,   // level and its code disagree
    character,  // a character outside GB 2312
  };
  std::string_view field;  // name of the member of PerformanceRecord
  Rule rule{};
  Weight weight{};
};

/// Nothing is shortened, guessed or filled in: what does not fit is kept and noted.
[[nodiscard]] PerformanceRecord performance_record(const PerformanceFacts& facts);
[[nodiscard]] std::vector<RecordNote> check_record(const PerformanceRecord& record);

/// `yiping.performance-record/1` in RFC 8785 form.
[[nodiscard]] std::string write_record(const PerformanceRecord& record);
Result<PerformanceRecord> read_record(const CborValue& root);
Result<PerformanceRecord> read_record(std::span<const std::uint8_t> cbor);

/// What a record says, in our names. `bad_value` at the first item that has a fault.
Result<PerformanceFacts> facts_of(const PerformanceRecord& record);

[[nodiscard]] std::string_view name_of(RecordNote::Rule rule);
[[nodiscard]] std::string_view name_of(RecordNote::Weight weight);

}  // namespace yiping
