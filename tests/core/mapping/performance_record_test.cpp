// SPDX-License-Identifier: Apache-2.0
#include "yiping/performance_record.hpp"

#include <catch2/catch_test_macros.hpp>

#include "core_support.hpp"
#include "mapping_support.hpp"

using namespace yiping;
using host::Json;

namespace {

PerformanceFacts some_facts() {
  return {
      "370100202611220001",         Channel::qr,   "张三", 1'795'312'800, 1, Level::dissatisfied,
      "样本没有，\"窗口\"也不熟\n", "370102000000"};
}

std::size_t faults_of(const PerformanceRecord& record) {
  std::size_t faults = 0;
  for (const RecordNote& note : check_record(record)) {
    faults += note.weight == RecordNote::Weight::fault ? 1 : 0;
  }
  return faults;
}

Result<PerformanceRecord> read_json(const std::string& json) {
  return read_record(test::cbor(json));
}

}  // namespace

TEST_CASE("what the record writes is what the tables of the standard say", "[mapping][record]") {
  for (const Channel channel : kChannels) {
    PerformanceFacts facts = some_facts();
    facts.channel = channel;
    const Mapped name = to_code(test::code_table("channel-gb39046"), name_of(channel));
    CHECK(performance_record(facts).channel == name.value);
  }
  for (const Level level : kLevels) {
    PerformanceFacts facts = some_facts();
    facts.level = level;
    const PerformanceRecord record = performance_record(facts);
    CHECK(record.level_code == to_code(test::code_table("level-gb39046"), name_of(level)).value);
    for (const CodeEntry& entry : test::code_table("level-gb39046").entries) {
      if (entry.name == name_of(level)) CHECK(record.level == entry.label);
    }
  }
}

TEST_CASE("a record goes out as JSON and comes back with every fact", "[mapping][record]") {
  for (const Level level : kLevels) {
    for (const Channel channel : kChannels) {
      if (!is_active(channel)) continue;
      PerformanceFacts facts = some_facts();
      facts.level = level;
      facts.channel = channel;
      const PerformanceRecord record = performance_record(facts);
      REQUIRE(check_record(record).empty());
      const auto read = read_json(write_record(record));
      REQUIRE(read);
      const auto back = facts_of(*read);
      REQUIRE(back);
      CHECK(back->case_no == facts.case_no);
      CHECK(back->channel == channel);
      CHECK(back->rater == facts.rater);
      CHECK(back->rated_at == facts.rated_at);
      CHECK(back->times == facts.times);
      CHECK(back->level == level);
      CHECK(back->text == facts.text);
      CHECK(back->area == "370102");
      CHECK(write_record(*read) == write_record(record));
    }
  }
}

TEST_CASE("the JSON of a record is canonical", "[mapping][record]") {
  const std::string json = write_record(performance_record(some_facts()));
  const auto parsed = host::parse_json(json);
  REQUIRE(parsed);
  CHECK(host::canonical(parsed.value) == json);
}

TEST_CASE("a control character in a name or a case number is a fault", "[mapping][record]") {
  PerformanceFacts facts = some_facts();
  facts.rater = "张\n三";
  CHECK(faults_of(performance_record(facts)) == 1);
  facts = some_facts();
  facts.case_no = "1\t2";
  CHECK(faults_of(performance_record(facts)) == 1);
}

TEST_CASE("a time beyond four digits of a year is missing, not wrapped", "[mapping][record]") {
  PerformanceFacts facts = some_facts();
  facts.rated_at = INT64_MAX;
  const auto notes = check_record(performance_record(facts));
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].field == "time");
  CHECK(name_of(notes[0].rule) == "missing");
}

TEST_CASE("a record of the wrong shape is refused by its place", "[mapping][record][hostile]") {
  const Json whole = Json::parse(write_record(performance_record(some_facts())));
  for (const auto& [key, value] : whole.items()) {
    INFO(key << " = " << value.dump());
    Json part = whole;
    part.erase(key);
    const auto without = read_json(part.dump());
    REQUIRE_FALSE(without);
    CHECK(without.error().where == "/" + key);
    part[key] = 1;
    const auto number = read_json(part.dump());
    REQUIRE_FALSE(number);
    CHECK(number.error().code == ErrorCode::wrong_type);
  }
  CHECK_FALSE(read_json("[]"));
  CHECK_FALSE(read_record(std::span<const std::uint8_t>{}));
}

TEST_CASE("a record with a fault tells no facts", "[mapping][record]") {
  PerformanceRecord record = performance_record(some_facts());
  record.level_code = "2";  // 不满意 in the codes of an interface
  const auto facts = facts_of(record);
  REQUIRE_FALSE(facts);
  CHECK(facts.error().where == "/level_code");
}
