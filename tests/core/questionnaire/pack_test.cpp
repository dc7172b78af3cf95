// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <nlohmann/json.hpp>

#include "core_support.hpp"
#include "yiping/questionnaire.hpp"

using namespace yiping;
using nlohmann::json;

namespace {

/// What the core says of a pack that `change` has spoilt.
Error spoilt(const std::function<void(json&)>& change) {
  json pack = json::from_cbor(test::pack("zh-Hans"));
  change(pack);
  const auto read = read_pack(json::to_cbor(pack));
  REQUIRE_FALSE(read);
  return read.error();
}

}  // namespace

TEST_CASE("the shipped questionnaire opens in both languages", "[questionnaire]") {
  const Questionnaire& questionnaire = test::online_item();
  CHECK(questionnaire.id == "online-item");
  REQUIRE(questionnaire.items.size() == 7);
  CHECK(questionnaire.items[0].kind == Item::Kind::level);
  CHECK(questionnaire.items[6].limit == 200);
  REQUIRE(questionnaire.lists.size() == 1);
  CHECK(questionnaire.lists[0].codes.size() == 40);
  REQUIRE(questionnaire.locale("zh-Hans") != nullptr);
  REQUIRE(questionnaire.locale("en") != nullptr);
  CHECK(questionnaire.locale("zh-Hans")->text("level.very_satisfied") == "非常满意");
  CHECK(questionnaire.locale("ug") == nullptr);
}

TEST_CASE("each level offers eight reasons, the base set of three first", "[questionnaire]") {
  for (const Level level : kLevels) {
    std::string sets;
    for (const Option& code : test::online_item().lists[0].codes) {
      if (code.level == level) sets += code.set == Option::Set::base ? 'b' : 'e';
    }
    CHECK(sets == "bbbeeeee");
  }
}

TEST_CASE("a fault in a pack is named by its place", "[questionnaire][hostile]") {
  auto error = spoilt([](json& p) { p["questionnaire"]["items"][3]["kind"] = "stars"; });
  CHECK(error.code == ErrorCode::bad_value);
  CHECK(error.where == "/questionnaire/items/3/kind");

  error = spoilt([](json& p) { p["questionnaire"]["items"][2].erase("label"); });
  CHECK(error.code == ErrorCode::missing_field);
  CHECK(error.where == "/questionnaire/items/2/label");

  error = spoilt([](json& p) { p["questionnaire"]["items"][1]["html"] = "<b>"; });
  CHECK(error.code == ErrorCode::unknown_field);
  CHECK(error.where == "/questionnaire/items/1/html");

  error = spoilt([](json& p) { p["questionnaire"]["items"][4]["id"] = "level"; });
  CHECK(error.code == ErrorCode::duplicate_id);
  CHECK(error.where == "/questionnaire/items/4/id");

  error = spoilt([](json& p) { p["questionnaire"]["items"][6]["limit"] = 2'001; });
  CHECK(error.code == ErrorCode::bad_value);
  CHECK(error.where == "/questionnaire/items/6/limit");

  error = spoilt([](json& p) { p["questionnaire"]["items"][1]["list"] = "elsewhere"; });
  CHECK(error.where == "/questionnaire/items/1/list");

  error = spoilt([](json& p) { p["questionnaire"]["lists"][0]["codes"][5]["level"] = 5; });
  CHECK(error.code == ErrorCode::wrong_type);
  CHECK(error.where == "/questionnaire/lists/0/codes/5/level");

  error = spoilt([](json& p) { p["questionnaire"]["lists"][0]["codes"][5]["code"] = "510"; });
  CHECK(error.code == ErrorCode::duplicate_id);

  error = spoilt([](json& p) { p["locale"]["texts"].erase("level.satisfied"); });
  CHECK(error.code == ErrorCode::missing_text);
  CHECK(error.where == "level.satisfied");

  error = spoilt([](json& p) { p["locale"]["texts"].erase("reason.national-2020.115"); });
  CHECK(error.where == "reason.national-2020.115");

  error = spoilt([](json& p) { p["locale"]["texts"]["level.satisfied"] = 4; });
  CHECK(error.code == ErrorCode::wrong_type);

  error = spoilt([](json& p) { p["schema"] = "yiping.pack/2"; });
  CHECK(error.where == "/schema");

  error = spoilt([](json& p) { p["questionnaire"]["version"] = 0; });
  CHECK(error.where == "/questionnaire/version");
}

TEST_CASE("the level is first and alone of its kind", "[questionnaire][hostile]") {
  CHECK(spoilt([](json& p) { p["questionnaire"]["items"].erase(0); }).where ==
        "/questionnaire/items");
  CHECK(spoilt([](json& p) { p["questionnaire"]["items"] = json::array(); }).where ==
        "/questionnaire/items");
  CHECK(spoilt([](json& p) { p["questionnaire"]["items"][2]["kind"] = "level"; }).where ==
        "/questionnaire/items");
}

TEST_CASE("a pack over 96 KiB is refused", "[questionnaire][hostile]") {
  const auto error = spoilt([](json& p) { p["locale"]["texts"]["x"] = std::string(98'304, 'x'); });
  CHECK(error.code == ErrorCode::too_large);
}

TEST_CASE("a locale of another questionnaire is not added", "[questionnaire]") {
  auto questionnaire = read_pack(test::pack("zh-Hans"));
  REQUIRE(questionnaire);
  json pack = json::from_cbor(test::pack("en"));
  pack["locale"]["texts"].erase("suggestion.label");
  const auto status = add_locale(*questionnaire, json::to_cbor(pack));
  REQUIRE_FALSE(status);
  CHECK(status.error().code == ErrorCode::missing_text);
  CHECK(questionnaire->locales.size() == 1);
}

TEST_CASE("a questionnaire that moves keeps its texts", "[questionnaire]") {
  auto read = read_pack(test::pack("zh-Hans"));
  REQUIRE(read);
  const Questionnaire moved = *std::move(read);
  CHECK(moved.items[0].id == "level");
  CHECK(moved.locales[0].text("level.dissatisfied") == "不满意");
}
