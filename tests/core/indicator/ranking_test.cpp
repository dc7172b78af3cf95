// SPDX-License-Identifier: Apache-2.0
#include "yiping/ranking.hpp"

#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <nlohmann/json.hpp>

#include "core_support.hpp"
#include "host/files.hpp"
#include "indicator/natural.hpp"

using namespace yiping;
using nlohmann::json;

namespace {

using Group = std::vector<Term>;

json shipped() {
  const auto file = host::read_file(YIPING_SOURCE_DIR "/assets/composites/proposed.json");
  REQUIRE(file);
  return json::parse(file.bytes);
}

Error spoilt(const std::function<void(json&)>& change) {
  json rule = shipped();
  change(rule);
  const auto read = read_composite(json::to_cbor(rule));
  REQUIRE_FALSE(read);
  return read.error();
}

}  // namespace

TEST_CASE("ranks do not depend on the order of the groups", "[indicator][rank]") {
  const Group a{{1, 2, 1}};
  const Group b{{2, 4, 1}};
  const Group c{{3, 4, 1}};
  const Group none;
  const auto first = rank(std::vector<Group>{a, none, b, c});
  const auto second = rank(std::vector<Group>{c, b, none, a});
  CHECK(first[0] == second[3]);
  CHECK(first[1] == second[2]);
  CHECK(first[2] == second[1]);
  CHECK(first[3] == second[0]);
  CHECK_FALSE(first[1].rank);
  CHECK(first[0].rank == 2U);
  CHECK(first[2].rank == 2U);
}

TEST_CASE("nobody is ranked among no groups, and the only one is first", "[indicator][rank]") {
  CHECK(rank({}).empty());
  CHECK(rank(std::vector<Group>{{{0, 1, 1}}})[0] == Place{1U, 0U});
}

TEST_CASE("terms that are no share are unranked", "[indicator][rank][hostile]") {
  const std::vector<Group> groups{{{-1, 2, 1}}, {{1, -2, 1}}, {{INT64_MIN, INT64_MIN, 1}},
                                  {{1, 1, 0}},  {{2, 1, 1}},  {{1, 2, 1}, {2, 1, 1}}};
  for (const Place& place : rank(groups)) CHECK_FALSE(place.rank);
}

TEST_CASE("however many groups tie, all are first", "[indicator][rank]") {
  const std::vector<Group> groups(100, Group{{1, 3, 2}, {5, 7, 1}});
  for (const Place& place : rank(groups)) CHECK(place.rank == 1U);
}

TEST_CASE("where nothing is asked for, a figure without a denominator is no part",
          "[indicator][rank]") {
  auto rule = read_composite(json::to_cbor(shipped()));
  REQUIRE(rule);
  rule->least = 0;
  CHECK(composite_of(*rule, {}).empty());
  CHECK(composite_of(*rule, {.levels = {1, 0, 0, 0, 0}}).size() == 3);
}

TEST_CASE("names of settings are small letters first, up to 64 characters",
          "[indicator][reading]") {
  const auto place = [](const std::string& id) {
    json rule = shipped();
    rule["id"] = id;
    return test::refusal(read_composite(json::to_cbor(rule)));
  };
  for (const std::string& id :
       {std::string("a"), std::string("z"), std::string("az"), std::string("a0"), std::string("a9"),
        std::string("a_b"), std::string("a-b"), std::string("a.b"), std::string(64, 'a')}) {
    INFO(id);
    CHECK(place(id).empty());
  }
  for (const std::string& id :
       {std::string(), std::string("A"), std::string("0a"), std::string("{a"), std::string("`a"),
        std::string("-a"), std::string("aA"), std::string("a/"), std::string("a:"),
        std::string("a{"), std::string("a`"), std::string("a b"), std::string("a字"),
        std::string(65, 'a')}) {
    INFO(id);
    CHECK(place(id) == "bad_value at /id");
  }
}

TEST_CASE("limits of a composite hold to the last", "[indicator][rank]") {
  const auto refused = [](const std::function<void(json&)>& change) {
    json rule = shipped();
    change(rule);
    return test::refusal(read_composite(json::to_cbor(rule)));
  };
  CHECK(refused([](json& r) { r["version"] = 65'535; }).empty());
  CHECK(refused([](json& r) { r["version"] = 65'536; }) == "bad_value at /version");
  CHECK(refused([](json& r) { r["least"] = 1'000'000; }).empty());
  // Sixteen parts are read, and then found to be the same.
  CHECK(refused([](json& r) {
          for (std::size_t i = 0; i < 16; ++i) r["parts"][i] = r["parts"][0];
        }) == "duplicate_id at /parts/1/figure");
}

TEST_CASE("the shipped composite needs ratings and every denominator", "[indicator][rank]") {
  const auto rule = read_composite(json::to_cbor(shipped()));
  REQUIRE(rule);
  CHECK(rule->parts.size() == 3);
  const Counts counts{.unrated = 10, .levels = {6, 2, 1, 1, 0}};
  const auto terms = composite_of(*rule, counts);
  REQUIRE(terms.size() == 3);
  CHECK(terms[1].numerator == 10);
  CHECK(terms[1].denominator == 20);
  CHECK(terms[2].numerator == 9);  // 差评率 is better low
  CHECK(composite_of(*rule, {.levels = {4, 0, 0, 0, 0}}).empty());
  CHECK(composite_of(*rule, {}).empty());
}

TEST_CASE("a fault in a composite is named by its place", "[indicator][rank][hostile]") {
  CHECK(spoilt([](json& r) { r["schema"] = "yiping.composite/2"; }).where == "/schema");
  CHECK(spoilt([](json& r) { r.erase("source"); }).where == "/source");
  CHECK(spoilt([](json& r) { r["formula"] = "secret/1"; }).where == "/formula");
  CHECK(spoilt([](json& r) { r["parts"] = json::array(); }).where == "/parts");
  CHECK(spoilt([](json& r) { r["parts"][1]["better"] = "more"; }).where == "/parts/1/better");
  CHECK(spoilt([](json& r) { r["parts"][1]["weight"] = "2000"; }).code == ErrorCode::wrong_type);
  CHECK(spoilt([](json& r) { r["parts"][2]["weight"] = 10'001; }).where == "/parts/2/weight");
  CHECK(spoilt([](json& r) { r["least"] = 1'000'001; }).where == "/least");
  CHECK(spoilt([](json& r) { r["html"] = "<b>"; }).code == ErrorCode::unknown_field);
  CHECK(spoilt([](json& r) {
          for (std::size_t i = 0; i < 17; ++i) r["parts"][i] = r["parts"][0];
        }).where == "/parts");
}

TEST_CASE("natural numbers carry, multiply and compare past 64 bits", "[indicator]") {
  const Natural big(UINT64_MAX);
  Natural sum = big;
  sum += Natural(1);
  CHECK(sum == Natural(1ULL << 32) * Natural(1ULL << 32));
  CHECK(sum > big);
  // (2^64 - 1)² = 2^128 - 2·2^64 + 1
  Natural square = big * big;
  square += big;
  square += big;
  square += Natural(1);
  CHECK(square == sum * sum);
  CHECK(Natural(0) * big == Natural(0));
  CHECK(Natural(0) < Natural(1));
}
