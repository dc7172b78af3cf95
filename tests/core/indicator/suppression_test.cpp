// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "yiping/disclosure.hpp"

using namespace yiping;

namespace {

std::string drawn(const HiddenTable& hidden) {
  std::string out;
  for (std::size_t i = 0; i < hidden.hidden.size(); ++i) {
    out += hidden.hidden[i] ? '*' : '.';
    if ((i + 1) % hidden.columns == 0) out += ' ';
  }
  return out;
}

}  // namespace

TEST_CASE("little more than needed is hidden", "[indicator][disclosure]") {
  const auto hidden = suppress_table({3, 4, {3, 9, 40, 50, 8, 7, 60, 70, 80, 90, 99, 98}}, 5);
  REQUIRE(hidden);
  CHECK(drawn(*hidden) == "**... **... ..... ..... ");
}

TEST_CASE("what is no table is refused by its place", "[indicator][disclosure][hostile]") {
  const auto fault = [](const CrossTable& table) {
    const auto hidden = suppress_table(table, 5);
    REQUIRE_FALSE(hidden);
    return hidden.error();
  };
  CHECK(fault({2, 2, {1, 2, 3}}).where == "/cells");
  CHECK(fault({1, 2, {1, -2}}).where == "/cells/1");
  CHECK(fault({1, 1, {INT64_MAX}}).where == "/cells/0");
  CHECK(fault({kMaxTableSide + 1, 1, {}}).code == ErrorCode::too_large);
  CHECK(fault({1, kMaxTableSide + 1, {}}).where == "/columns");
  CHECK(fault({SIZE_MAX, SIZE_MAX, {1}}).where == "/rows");
  const auto empty = suppress_table({}, 5);
  REQUIRE(empty);
  CHECK(empty->hidden == std::vector<bool>{false});
}
