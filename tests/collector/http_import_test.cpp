// SPDX-License-Identifier: Apache-2.0
// Ratings of an older system, from a table to the figures.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "collector/import.hpp"
#include "host/clock.hpp"
#include "host/operator_error.hpp"
#include "http_stack.hpp"

using namespace yiping::collector;
using namespace yiping::collector::test;
using Catch::Matchers::ContainsSubstring;
using yiping::host::OperatorError;

namespace {

namespace fs = std::filesystem;

std::string written_to(const fs::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
  return file.string();
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The shipped example with the channels of a province that marks what a system filled in.
fs::path mapping_with_defaults(const fs::path& folder) {
  const fs::path assets = fs::path(YIPING_SOURCE_DIR) / "assets";
  fs::create_directories(folder / "mappings");
  fs::copy(assets / "codes", folder / "codes");
  Json mapping = Json::parse(text_of(assets / "mappings" / "example-province.json"));
  for (Json& field : mapping["evaluation"]) {
    if (field["theirs"] == "pf") field["table"] = {{"id", "channel-pf-zhejiang"}, {"version", 1}};
  }
  return written_to(folder / "mappings" / "ours.json", mapping.dump());
}

using Cells = std::map<std::string, std::string>;

Cells old_rating(int number) {
  return {{"projectNo", "OLD-" + std::to_string(number)},
          {"serviceNumber", "1"},
          {"taskCode", "440106004000"},
          {"taskName", "居住证签发"},
          {"deptCode", "11440300007542346J"},
          {"proDepart", "深圳市公安局"},
          {"areaCode", "440300000000"},
          {"acceptDate", "2025-03-03 09:00:00"},
          {"pf", "1"},
          {"satisfaction", "4"},
          {"writingEvaluation", ""},
          {"assessTime", "2025-03-03 10:00:00"},
          {"assessNumber", "1"},
          {"userProp", "1"},
          {"userName", "张三"},
          {"certKey", "440300199001011234"}};
}

std::string table_of(const std::vector<Cells>& rows) {
  std::string out;
  const auto line = [&](const auto& cell) {
    for (const auto& [name, value] : old_rating(0)) {
      if (name != "acceptDate") out.append(",");
      out.append(cell(name));
    }
    out.append("\r\n");
  };
  line([](const std::string& name) { return name; });
  for (const Cells& row : rows) {
    line([&](const std::string& name) { return csv_cell(row.at(name)); });
  }
  return out;
}

/// A stack at the time of the machine, as the command signs by it.
struct Older {
  Older() { stack.set_clock(yiping::host::unix_now()); }

  std::string import(const std::string& table, bool dry_run = false) {
    Config config = stack.config();
    config.port = stack.port();
    Import what;
    what.file = written_to(folder.path() / "old.csv", table);
    what.mapping = mapping;
    what.key = "shenzhen";
    what.rejects = rejects;
    what.dry_run = dry_run;
    std::ostringstream out;
    import_ratings(config, what, out);
    return out.str();
  }

  Stack stack;
  Folder folder;
  fs::path mapping = mapping_with_defaults(folder.path());
  fs::path rejects = folder.path() / "rejects.csv";
};

/// The number behind a line of the report.
int number_in(const std::string& report, const std::string& line) {
  const std::size_t at = report.find(line);
  REQUIRE(at != std::string::npos);
  return std::stoi(report.substr(at + line.size()));
}

std::vector<CsvRow> rows_of(const Folder& folder, const std::string& bytes,
                            Encoding encoding = Encoding::utf_8) {
  std::vector<CsvRow> rows;
  read_csv(written_to(folder.path() / "table.csv", bytes), encoding,
           [&](const CsvRow& row) { rows.push_back(row); });
  return rows;
}

}  // namespace

TEST_CASE("ratings of an older system are counted in their months, defaults are nobody's",
          "[http][import]") {
  Older older;
  Cells bad = old_rating(2);
  bad["satisfaction"] = "2";
  bad["writingEvaluation"] = "等太久%2C没人管";
  Cells filled_in = old_rating(3);
  filled_in["satisfaction"] = "5";
  filled_in["pf"] = "7";
  const std::string table = table_of({old_rating(1), bad, filled_in});

  const std::string tried = older.import(table, true);
  INFO(tried);
  CHECK(number_in(tried, "/ ratings ") == 2);
  CHECK(number_in(tried, "defaults, none ") == 1);
  CHECK(older.stack.store().verify().services == 0);

  const std::string report = older.import(table);
  INFO(report);
  CHECK(number_in(report, "/ rows ") == 3);
  CHECK(number_in(report, "/ ratings ") == 2);
  CHECK(number_in(report, "/ there already ") == 0);
  CHECK(number_in(report, "defaults, none ") == 1);
  CHECK(number_in(report, "/ refused ") == 0);
  older.stack.store().take_snapshot();
  const auto snapshot = older.stack.store().latest_snapshot(kArea, "2025-03");
  REQUIRE(snapshot);
  const Verification whole = older.stack.store().verify();
  CHECK(whole.services == 3);
  CHECK(whole.evaluations == 2);
  CHECK(whole.cases == 1);
  CHECK(whole.faults() == 0);

  // Again: nothing changes.
  CHECK(number_in(older.import(table), "/ there already ") == 2);
  CHECK(older.stack.store().verify().evaluations == 2);
}

TEST_CASE("a row that cannot be read is set aside with its reason", "[http][import]") {
  Older older;
  const auto with = [](int number, const char* name, const char* value) {
    Cells row = old_rating(number);
    row[name] = value;
    return row;
  };
  const std::string report = older.import(table_of(
      {with(1, "satisfaction", "9"), with(2, "pf", "99"), with(3, "taskCode", ""),
       with(4, "areaCode", "510100000000"), with(5, "assessTime", "yesterday"), old_rating(6)}));
  INFO(report);
  CHECK(number_in(report, "/ ratings ") == 1);
  CHECK(number_in(report, "/ refused ") == 5);
  CHECK_THAT(report, ContainsSubstring("2: unknown_code satisfaction"));
  CHECK_THAT(report, ContainsSubstring("3: unknown_code pf"));
  CHECK_THAT(report, ContainsSubstring("4: missing (task_code)"));
  CHECK_THAT(report, ContainsSubstring("5: area_refused /area\n"));
  CHECK_THAT(report, ContainsSubstring("6: bad_time assessTime"));
  const auto set_aside = rows_of(older.folder, text_of(older.rejects));
  REQUIRE(set_aside.size() == 5);
  CHECK(set_aside[0].cells[0].value == "2");
  CHECK(set_aside[0].cells[1].value == "unknown_code satisfaction (9 in level-interface/1)");
  // What the collector refuses comes after what could not be read.
  CHECK(set_aside[4].cells[0].value == "5");
}

TEST_CASE("who rated in an older system is not taken", "[http][import]") {
  Older older;
  Cells row = old_rating(1);
  row["satisfaction"] = "1";
  (void)older.import(table_of({row}));
  CHECK(older.stack.log().find("张三") == std::string::npos);
  for (const auto& file : fs::recursive_directory_iterator(older.stack.config().data)) {
    if (!file.is_regular_file()) continue;
    INFO(file.path());
    const std::string bytes = text_of(file.path());
    CHECK(bytes.find("张三") == std::string::npos);
    CHECK(bytes.find("440300199001011234") == std::string::npos);
  }
}

TEST_CASE("an import says what is wrong with its key, mapping or collector", "[http][import]") {
  Older older;
  Config config = older.stack.config();
  std::ostringstream out;
  Import what;
  what.file = written_to(older.folder.path() / "old.csv", table_of({old_rating(1)}));
  what.mapping = older.mapping;
  what.key = "chengdu";
  CHECK_THROWS_WITH(import_ratings(config, what, out), ContainsSubstring("entries"));
  what.key = "shenzhen";
  what.mapping = older.folder.path() / "none.json";
  CHECK_THROWS_WITH(import_ratings(config, what, out), ContainsSubstring("none.json"));
}

TEST_CASE("a table is read as spreadsheets write it", "[import]") {
  const Folder folder;
  const auto rows =
      rows_of(folder, "\xEF\xBB\xBFid,said\r\n1,\"a,\"\"b\"\"\nc\"\r\n\r\n2,\n3,满意");
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].cells[0].name == "id");
  CHECK(rows[0].cells[1].value == "a,\"b\"\nc");
  CHECK(rows[1].cells[1].value.empty());
  CHECK(rows[2].cells[1].value == "满意");
  CHECK(rows_of(folder, "id\n\xC2\xFA\xD2\xE2\n", Encoding::gb18030)[0].cells[0].value == "满意");
}

TEST_CASE("a table that is broken says where", "[import]") {
  const Folder folder;
  const auto fails = [&](const char* bytes, const char* chinese, const char* english) {
    INFO(bytes);
    CHECK_THROWS_WITH(rows_of(folder, bytes),
                      ContainsSubstring(chinese) && ContainsSubstring(english));
  };
  fails("", "没有内容", "is empty");
  fails("a,a\n1,2\n", "重复", "twice");
  fails("a,b\n1,2\n3\n", "第 3 行", "row 3 has 1 cells");
  fails("a,b\n1,\"2\n", "引号", "quotes");
  fails("a\n\xC2\xFA\n", "--encoding gb18030", "row 2 is not of the encoding");
  CHECK_THROWS_AS(read_csv(folder.path() / "none.csv", Encoding::utf_8, [](const CsvRow&) {}),
                  OperatorError);
}
