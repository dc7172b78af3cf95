// SPDX-License-Identifier: Apache-2.0
#include "mapping_support.hpp"

#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "core_support.hpp"
#include "host/files.hpp"

namespace yiping::test {
namespace {

const std::filesystem::path kRoot = YIPING_SOURCE_DIR;

std::vector<ShippedTable> read_tables() {
  std::vector<ShippedTable> tables;
  for (const auto& path : host::files_in(kRoot / "assets/codes", ".json")) {
    host::Json authored = asset("assets/codes/" + path.filename().string());
    if (!authored.contains("schema") || authored["schema"] != "yiping.codes/1") continue;
    auto table = read_code_table(host::to_cbor(authored));
    INFO(path << ": " << refusal(table));
    REQUIRE(table);
    tables.push_back({path.filename().string(), std::move(authored), *std::move(table)});
  }
  return tables;
}

}  // namespace

host::Json asset(std::string_view path) {
  const auto file = host::read_file(kRoot / path);
  INFO(path << ": " << file.error);
  REQUIRE(file);
  auto parsed = host::parse_json(file.bytes);
  REQUIRE(parsed);
  return std::move(parsed.value);
}

const std::vector<ShippedTable>& shipped_tables() {
  static const std::vector<ShippedTable> tables = read_tables();
  return tables;
}

const std::vector<CodeTable>& code_tables() {
  static const std::vector<CodeTable> tables = [] {
    std::vector<CodeTable> all;
    for (const ShippedTable& shipped : shipped_tables()) all.push_back(shipped.table);
    return all;
  }();
  return tables;
}

const CodeTable& code_table(std::string_view id) {
  for (const CodeTable& table : code_tables()) {
    if (table.id == id) return table;
  }
  FAIL("no table " << id);
  return code_tables().front();
}

}  // namespace yiping::test
