// SPDX-License-Identifier: Apache-2.0
#include "yiping/code_table.hpp"

#include <catch2/catch_test_macros.hpp>
#include <set>

#include "core_support.hpp"
#include "mapping_support.hpp"
#include "yiping/channel.hpp"
#include "yiping/level.hpp"

using namespace yiping;
using host::Json;

namespace {

Json small_table() {
  return Json::parse(R"({"schema": "yiping.codes/1", "id": "small", "version": 2, "kind": "flag",
    "mark": "proposed", "source": "a test", "entries": [
      {"name": "yes", "code": "1", "label": "是"}, {"name": "no", "code": "0", "label": "否"}]})");
}

/// What the core says of the small table after `change` has spoilt it.
template <typename Change>
Error spoilt(Change change) {
  Json table = small_table();
  change(table);
  const auto read = read_code_table(host::to_cbor(table));
  REQUIRE_FALSE(read);
  return read.error();
}

/// Kinds as codes.schema.json lists them for authors.
std::vector<std::string> authored_kinds() {
  return test::asset("assets/codes/codes.schema.json")["$defs"]["table"]["properties"]["kind"]
      .at("enum")
      .get<std::vector<std::string>>();
}

}  // namespace

TEST_CASE("every shipped table is read, is named as its file and says who says so", "[mapping]") {
  CHECK(test::shipped_tables().size() >= 34);
  for (const auto& [file, authored, table] : test::shipped_tables()) {
    INFO(file);
    CHECK(table.id + ".json" == file);
    CHECK(table.version == authored["version"].get<std::uint32_t>());
    CHECK(table.entries.size() == authored["entries"].size());
    CHECK(table.source.size() > 20);
  }
}

TEST_CASE("every entry of every shipped table goes both ways, or the one that it says",
          "[mapping]") {
  for (const CodeTable& table : test::code_tables()) {
    for (const CodeEntry& entry : table.entries) {
      INFO(table.id << " " << entry.name);
      const Mapped out = to_code(table, entry.name);
      const Mapped in = from_code(table, entry.code);
      CHECK((out.value == entry.code) == (entry.direction != Direction::in));
      CHECK((in.value == entry.name) == (entry.direction != Direction::out));
      CHECK(out.table == table.id);
      CHECK(in.version == table.version);
    }
  }
}

TEST_CASE("every level table writes the five levels with five codes", "[mapping]") {
  int tables = 0;
  for (const CodeTable& table : test::code_tables()) {
    if (table.kind != CodeKind::level) continue;
    ++tables;
    std::set<std::string> codes;
    for (const Level level : kLevels) {
      const Mapped code = to_code(table, name_of(level));
      REQUIRE(code.state == Mapped::State::known);
      CHECK(from_code(table, code.value).value == name_of(level));
      codes.insert(code.value);
    }
    CHECK(codes.size() == 5);
  }
  CHECK(tables >= 6);
}

TEST_CASE("no shipped table can write a rating that nobody made", "[mapping]") {
  int tables = 0;
  for (const CodeTable& table : test::code_tables()) {
    if (table.kind != CodeKind::channel) continue;
    ++tables;
    CHECK(to_code(table, name_of(Channel::system_default)).state == Mapped::State::unknown);
  }
  CHECK(tables >= 4);
}

TEST_CASE("what a table does not have is kept as it came and named with the table", "[mapping]") {
  const auto table = read_code_table(host::to_cbor(small_table()));
  REQUIRE(table);
  for (const std::string_view raw : {"2", "", "01", " 1", "1 ", "１", "yes"}) {
    const Mapped mapped = from_code(*table, raw);
    CHECK(mapped.state == Mapped::State::unknown);
    CHECK(mapped.value.empty());
    CHECK(mapped.raw == raw);
    CHECK(mapped.table == "small");
    CHECK(mapped.version == 2);
  }
}

TEST_CASE("names of channels are read back, and the eighth is no rating", "[mapping]") {
  for (const Channel channel : kChannels) {
    CHECK(channel_named(name_of(channel)) == channel);
    CHECK(is_active(channel) == (channel != Channel::system_default));
  }
  CHECK_FALSE(channel_named("fax"));
  CHECK_FALSE(channel_named(""));
}

TEST_CASE("the schema for authors lists the kinds of the core", "[mapping]") {
  const auto kinds = authored_kinds();
  REQUIRE(kinds.size() == static_cast<std::size_t>(CodeKind::flag) + 1);
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    CHECK(name_of(static_cast<CodeKind>(i)) == kinds[i]);
  }
}

TEST_CASE("a fault in a table is named by its place", "[mapping][hostile]") {
  struct Case {
    const char* pointer;
    Json value;
    ErrorCode code;
    const char* where;
  };
  const Case cases[] = {
      {"/schema", "yiping.codes/2", ErrorCode::bad_value, "/schema"},
      {"/id", "Small", ErrorCode::bad_value, "/id"},
      {"/version", 0, ErrorCode::bad_value, "/version"},
      {"/version", 65'536, ErrorCode::bad_value, "/version"},
      {"/version", "1", ErrorCode::wrong_type, "/version"},
      {"/mark", "certain", ErrorCode::bad_value, "/mark"},
      {"/entries", Json::object(), ErrorCode::wrong_type, "/entries"},
      {"/entries/1", "0", ErrorCode::wrong_type, "/entries/1"},
      {"/entries/1/code", 0, ErrorCode::wrong_type, "/entries/1/code"},
      {"/entries/1/code", "", ErrorCode::bad_value, "/entries/1/code"},
      {"/entries/1/code", std::string(65, '1'), ErrorCode::bad_value, "/entries/1/code"},
      {"/entries/1/code", "1", ErrorCode::ambiguous_code, "/entries/1/code"},
      {"/entries/1/name", "yes", ErrorCode::ambiguous_code, "/entries/1/name"},
      {"/entries/1/name", "NO", ErrorCode::bad_value, "/entries/1/name"},
      {"/entries/1/label", "", ErrorCode::bad_value, "/entries/1/label"},
      {"/entries/1/direction", "up", ErrorCode::bad_value, "/entries/1/direction"},
      {"/entries/1/colour", "red", ErrorCode::unknown_field, "/entries/1/colour"},
      {"/more", 1, ErrorCode::unknown_field, "/more"},
  };
  for (const Case& each : cases) {
    INFO(each.pointer << " = " << each.value.dump());
    const Error error = spoilt([&](Json& t) { t[Json::json_pointer(each.pointer)] = each.value; });
    CHECK(name_of(error.code) == name_of(each.code));
    CHECK(error.where == each.where);
  }
  CHECK(spoilt([](Json& t) { t.erase("mark"); }).where == "/mark");
  CHECK(spoilt([](Json& t) { t = Json::array(); }).code == ErrorCode::wrong_type);
}

TEST_CASE("a table has 256 entries at most", "[mapping][hostile]") {
  const auto of_size = [](int count) {
    Json table = small_table();
    table["entries"] = Json::array();
    for (int i = 0; i < count; ++i) {
      const std::string text = "n" + std::to_string(i);
      table["entries"].push_back({{"name", text}, {"code", text}, {"label", "x"}});
    }
    return host::to_cbor(table);
  };
  CHECK(read_code_table(of_size(256)));
  const auto read = read_code_table(of_size(257));
  REQUIRE_FALSE(read);
  CHECK(read.error().code == ErrorCode::too_large);
}

TEST_CASE("no cut of a table is read as a table", "[mapping][hostile]") {
  const auto whole = host::to_cbor(small_table());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CHECK_FALSE(read_code_table(std::span(whole.data(), size)));
  }
  CHECK(read_code_table(whole));
}
