// SPDX-License-Identifier: Apache-2.0
#include "yiping/score.hpp"

#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <nlohmann/json.hpp>

#include "host/files.hpp"

using namespace yiping;
using nlohmann::json;

namespace {

json shipped(const std::string& id) {
  const auto file = host::read_file(YIPING_SOURCE_DIR "/assets/points/" + id + ".json");
  REQUIRE(file);
  return json::parse(file.bytes);
}

PointTable table(const std::string& id) {
  auto read = read_point_table(json::to_cbor(shipped(id)));
  REQUIRE(read);
  return *std::move(read);
}

Error spoilt(const std::function<void(json&)>& change) {
  json points = shipped("five-to-one");
  change(points);
  const auto read = read_point_table(json::to_cbor(points));
  REQUIRE_FALSE(read);
  return read.error();
}

}  // namespace

TEST_CASE("a mean is points over answers, and skipped questions are no answers",
          "[indicator][score]") {
  const Distribution answers{{4, 3, 2, 1, 0}, 90};
  const Mean mean = mean_of(answers, table("five-to-one"));
  CHECK(mean.numerator == 40);
  CHECK(mean.denominator == 10);
  CHECK(mean.worst == 1);
  CHECK(mean.best == 5);
  const Mean local = mean_of(answers, table("guangxi"));
  CHECK(local.numerator == 79);
  CHECK(local.worst == 0);
  CHECK(local.best == 10);
}

TEST_CASE("a level is worth up to a thousand points", "[indicator][score]") {
  json points = shipped("five-to-one");
  points["points"]["very_satisfied"] = 1'000;
  CHECK(read_point_table(json::to_cbor(points)));
}

TEST_CASE("a fault in a table of points is named by its place", "[indicator][score][hostile]") {
  CHECK(spoilt([](json& p) { p["points"]["satisfied"] = 5; }).where == "/points/satisfied");
  CHECK(spoilt([](json& p) { p["points"]["very_satisfied"] = 1'001; }).where ==
        "/points/very_satisfied");
  CHECK(spoilt([](json& p) { p["points"].erase("dissatisfied"); }).code ==
        ErrorCode::missing_field);
  CHECK(spoilt([](json& p) { p["points"]["6"] = 6; }).code == ErrorCode::unknown_field);
  CHECK(spoilt([](json& p) { p["points"] = json::array(); }).code == ErrorCode::wrong_type);
  CHECK(spoilt([](json& p) { p["source"] = ""; }).where == "/source");
  CHECK(spoilt([](json& p) { p["id"] = "Five"; }).where == "/id");
  CHECK(spoilt([](json& p) { p["version"] = 0; }).where == "/version");
}
