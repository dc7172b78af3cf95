// SPDX-License-Identifier: Apache-2.0
#include "yiping/performance_record.hpp"

#include "cbor/field_reader.hpp"
#include "mapping/china_time.hpp"
#include "mapping/gb2312.hpp"
#include "mapping/head_reader.hpp"
#include "yiping/division.hpp"
#include "yiping/json_writer.hpp"
#include "yiping/text.hpp"

namespace yiping {
namespace {

using Rule = RecordNote::Rule;
using Weight = RecordNote::Weight;

constexpr std::string_view kSchema = "yiping.performance-record/1";

// Table 9 names the channels and A.8 the levels; both in the order of our enums.
constexpr std::string_view kChannelNames[] = {
    "PC端", "移动服务端", "二维码", "政务大厅平板电脑", "政务大厅其他终端", "电话", "短信"};
constexpr std::string_view kLevelNames[] = {"非常满意", "满意", "基本满意", "不满意", "非常不满意"};
constexpr std::string_view kLevelCodes[] = {"1", "2", "3", "4", "5"};

std::size_t index_in(std::span<const std::string_view> names, std::string_view text) {
  std::size_t i = 0;
  while (i < names.size() && names[i] != text) ++i;
  return i;
}

/// To the county with 6 digits, below it with 9; a village's 12 stay, and are noted.
std::string table_area(std::string_view area) {
  for (const auto form : {DivisionForm::county, DivisionForm::township}) {
    if (auto shorter = division_as(area, form)) return *std::move(shorter);
  }
  return std::string(area);
}

/// Collects the notes of one record.
class Check {
 public:
  void fault(std::string_view field, Rule rule) { notes_.push_back({field, rule, Weight::fault}); }
  void notice(std::string_view field, Rule rule) {
    notes_.push_back({field, rule, Weight::notice});
  }

  /// `most`: characters, which are code points here whether GB 2312 has them or not.
  void words(std::string_view field, std::string_view text, std::size_t most) {
    if (code_points(text) > most) fault(field, Rule::length);
    if (!text.empty() && !is_plain(text, text.size())) fault(field, Rule::form);
    if (!all_in_gb2312(text)) notice(field, Rule::character);
  }

  /// True when the text is one of `names`.
  bool name(std::string_view field, std::string_view text,
            std::span<const std::string_view> names) {
    if (text.empty()) {
      fault(field, Rule::missing);
    } else if (index_in(names, text) == names.size()) {
      fault(field, Rule::unknown);
    } else {
      return true;
    }
    return false;
  }

  void number(std::string_view field, std::string_view text, std::size_t most) {
    if (text.empty()) {
      fault(field, Rule::missing);
    } else if (text.size() > most) {
      fault(field, Rule::length);
    } else if (text.find_first_not_of("0123456789") != std::string_view::npos ||
               text.find_first_not_of('0') == std::string_view::npos) {
      fault(field, Rule::form);
    }
  }

  std::vector<RecordNote> take() { return std::move(notes_); }

 private:
  std::vector<RecordNote> notes_;
};

}  // namespace

PerformanceRecord performance_record(const PerformanceFacts& facts) {
  PerformanceRecord record;
  record.case_no = facts.case_no;
  // A rating that nobody made has no channel in the table: the item stays empty, a fault.
  if (is_active(facts.channel)) {
    record.channel = kChannelNames[static_cast<std::size_t>(facts.channel)];
  }
  record.rater = facts.rater;
  record.time = china_time(facts.rated_at, TimeForm::basic);
  record.times = decimal(facts.times);
  record.level = kLevelNames[static_cast<std::size_t>(facts.level)];
  record.level_code = kLevelCodes[static_cast<std::size_t>(facts.level)];
  record.text = facts.text;
  record.area = table_area(facts.area);
  return record;
}

std::vector<RecordNote> check_record(const PerformanceRecord& record) {
  Check check;
  if (record.case_no.empty()) check.fault("case_no", Rule::missing);
  check.words("case_no", record.case_no, 50);
  static_cast<void>(check.name("channel", record.channel, kChannelNames));
  check.words("rater", record.rater, 30);
  // The table gives names as `a`, letters; an organisation's may hold a digit.
  if (record.rater.find_first_of("0123456789") != std::string::npos) {
    check.notice("rater", Rule::form);
  }
  if (record.time.empty()) {
    check.fault("time", Rule::missing);
  } else if (!read_china_time(record.time, TimeForm::basic)) {
    check.fault("time", Rule::form);
  }
  check.number("times", record.times, 2);
  const bool named = check.name("level", record.level, kLevelNames);
  const bool coded = check.name("level_code", record.level_code, kLevelCodes);
  if (named && coded &&
      index_in(kLevelNames, record.level) != index_in(kLevelCodes, record.level_code)) {
    check.fault("level_code", Rule::mismatch);
  }
  if (!all_in_gb2312(record.text)) check.notice("text", Rule::character);
  check.number("area", record.area, 9);
  return check.take();
}

std::string write_record(const PerformanceRecord& record) {
  JsonWriter out;
  out.begin_object();
  out.key("area").text(record.area);
  out.key("case_no").text(record.case_no);
  out.key("channel").text(record.channel);
  out.key("level").text(record.level);
  out.key("level_code").text(record.level_code);
  out.key("rater").text(record.rater);
  out.key("schema").text(kSchema);
  out.key("text").text(record.text);
  out.key("time").text(record.time);
  out.key("times").text(record.times);
  out.end_object();
  return out.take();
}

Result<PerformanceRecord> read_record(const CborValue& root) {
  FieldReader::Fault fault;
  FieldReader fields(root, fault);
  if (fields.text("schema") != kSchema) fields.fail(ErrorCode::bad_value, "schema");
  PerformanceRecord record;
  record.case_no = fields.text("case_no");
  record.channel = fields.text("channel");
  record.rater = fields.text("rater");
  record.time = fields.text("time");
  record.times = fields.text("times");
  record.level = fields.text("level");
  record.level_code = fields.text("level_code");
  record.text = fields.text("text");
  record.area = fields.text("area");
  fields.finish();
  if (auto status = fault.take(); !status) return status;
  return record;
}

Result<PerformanceRecord> read_record(std::span<const std::uint8_t> cbor) {
  const auto root = CborValue::parse(cbor);
  if (!root) return root.error();
  return read_record(*root);
}

Result<PerformanceFacts> facts_of(const PerformanceRecord& record) {
  for (const RecordNote& note : check_record(record)) {
    if (note.weight == Weight::notice) continue;
    return Error{ErrorCode::bad_value, "/" + std::string(note.field)};
  }
  PerformanceFacts facts;
  facts.case_no = record.case_no;
  facts.channel = kChannels[index_in(kChannelNames, record.channel)];
  facts.rater = record.rater;
  facts.rated_at = read_china_time(record.time, TimeForm::basic).value_or(0);
  facts.times = read_decimal(record.times).value_or(0);
  facts.level = kLevels[index_in(kLevelCodes, record.level_code)];
  facts.text = record.text;
  facts.area = record.area;
  return facts;
}

std::string_view name_of(RecordNote::Rule rule) {
  switch (rule) {
    case Rule::missing:
      return "missing";
    case Rule::length:
      return "length";
    case Rule::form:
      return "form";
    case Rule::unknown:
      return "unknown";
    case Rule::mismatch:
      return "mismatch";
    case Rule::character:
      return "character";
  }
  return "";
}

std::string_view name_of(RecordNote::Weight weight) {
  switch (weight) {
    case Weight::fault:
      return "fault";
    case Weight::notice:
      return "notice";
  }
  return "";
}

}  // namespace yiping
