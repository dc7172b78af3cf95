// SPDX-License-Identifier: Apache-2.0
// Overlays: their own rules, which ones fit, the merge rule, and where each member came from.
#include "host/overlay.hpp"

#include <catch2/catch_test_macros.hpp>
#include <initializer_list>

#include "assets_copy.hpp"
#include "authored_support.hpp"
#include "host/authored.hpp"
#include "host/lint.hpp"
#include "host/pack.hpp"
#include "yiping/questionnaire.hpp"

using namespace yiping::host;

namespace {

constexpr const char* kPassport = "overlays/passport.json";
const Place kPassports{.area = {}, .office = {}, .item = "440106004000"};

std::filesystem::path base_of(const AssetsCopy& assets) {
  return assets.folder() / "questionnaires/online-item.json";
}

/// An overlay that only words the title, so that the last one to apply is seen.
void add_overlay(const AssetsCopy& assets, const std::string& id, const Json& whom) {
  const Json overlay{{"schema", "yiping.overlay/1"},
                     {"id", id},
                     {"version", 1},
                     {"base", {{"id", "online-item"}, {"version", 1}}},
                     {"for", whom},
                     {"source", "a test"},
                     {"changes", Json::array()},
                     {"texts", {{"zh-Hans", {{"title", id}}}}}};
  assets.write("overlays/" + id + ".json", overlay.dump());
}

std::string merged_id(const AssetsCopy& assets, const Place& place) {
  std::vector<Fault> faults;
  const Merged merged = load_merged(assets.folder(), base_of(assets), place, faults);
  for (const Fault& fault : faults) UNSCOPED_INFO(describe(fault));
  REQUIRE(faults.empty());
  return merged.file["id"];
}

/// Faults of the passport overlay after a change, as `yiping lint` tells them.
std::vector<Fault> lint_after(const Change& change) {
  const AssetsCopy assets;
  assets.edit(kPassport, change);
  return lint(assets.folder() / kPassport);
}

void refuses(const char* pointer, const char* rule, const Change& change) {
  INFO(pointer << " " << rule);
  CHECK(tells(lint_after(change), pointer, rule));
}

}  // namespace

TEST_CASE("the example overlay is merged as the rule says", "[host][overlay]") {
  const AssetsCopy assets;
  std::vector<Fault> faults;
  const Merged merged = load_merged(assets.folder(), base_of(assets), kPassports, faults);
  REQUIRE(faults.empty());
  CHECK(merged.file["id"] == "online-item.passport");
  CHECK(merged.file["version"] == 2);
  CHECK(merged.file["schema"] == "yiping.questionnaire/1");
  std::vector<std::string> ids;
  for (const Json& item : merged.file["items"]) ids.push_back(item["id"]);
  CHECK(ids == std::vector<std::string>{"level", "reasons", "guide_clarity", "photo", "delivery",
                                        "procedure_convenience", "material_simplicity",
                                        "suggestion"});
  CHECK(merged.file["items"][7]["limit"] == 300);
  CHECK(merged.file["texts"]["en"]["title"] == "Please rate the passport service");
  CHECK(merged.file["texts"]["en"]["level.label"] == "Are you satisfied with this service?");
}

TEST_CASE("each member of a merged questionnaire knows where it was written", "[host][overlay]") {
  const AssetsCopy assets;
  std::vector<Fault> faults;
  const Merged merged = load_merged(assets.folder(), base_of(assets), kPassports, faults);
  REQUIRE(faults.empty());
  const auto origin = [&](const char* pointer) {
    const Origin found = merged.origin(pointer);
    return found.path.filename().string() + " " + found.pointer;
  };
  CHECK(origin("/items/3/label") == "passport.json /changes/0/add/label");
  CHECK(origin("/items/4/options/1") == "passport.json /changes/1/add/options/1");
  CHECK(origin("/items/7/limit") == "passport.json /changes/2/members/limit");
  CHECK(origin("/items/7/label") == "online-item.json /items/6/label");
  CHECK(origin("/items/5") == "online-item.json /items/3");
  CHECK(origin("/texts/en/title") == "passport.json /texts/en/title");
  CHECK(origin("/texts/en/level.label") == "online-item.json /texts/en/level.label");
  CHECK(origin("/version") == "online-item.json /version");
}

TEST_CASE("without a place, or elsewhere, the base stays as it is", "[host][overlay]") {
  const AssetsCopy assets;
  CHECK(merged_id(assets, {}) == "online-item");
  CHECK(merged_id(assets, {.area = "440306000000", .office = {}, .item = "1"}) == "online-item");
  const auto hash = [&](const Place& place) {
    return make_pack(assets.folder(), "online-item", "en", place).packs.at(0).hash;
  };
  CHECK(hash({}) == hash({.area = "440306", .office = {}, .item = {}}));
}

TEST_CASE("the merged questionnaire has its own hash, the same in every language, and opens",
          "[host][overlay]") {
  const AssetsCopy assets;
  const Packs base = make_pack(assets.folder(), "online-item", "en");
  const Packs english = make_pack(assets.folder(), "online-item", "en", kPassports);
  const Packs chinese = make_pack(assets.folder(), "online-item", "zh-Hans", kPassports);
  REQUIRE(english);
  REQUIRE(chinese);
  CHECK(english.packs[0].questionnaire == "online-item.passport");
  CHECK(english.packs[0].hash == chinese.packs[0].hash);
  CHECK(english.packs[0].hash != base.packs.at(0).hash);
  const auto opened = yiping::read_pack(chinese.packs[0].cbor);
  REQUIRE(opened);
  CHECK(opened->locales[0].text("reason.delivery.machine") == "自助机领取");
}

TEST_CASE("overlays apply from province to county, then by office, then by item",
          "[host][overlay]") {
  const AssetsCopy assets;
  add_overlay(assets, "item", {{"items", {"9"}}});
  add_overlay(assets, "office", {{"offices", {"11440300MB2C00001X"}}});
  add_overlay(assets, "county", {{"areas", {"440306"}}});
  add_overlay(assets, "city", {{"areas", {"440300000000", "330100"}}});
  add_overlay(assets, "province", {{"areas", {"440000"}}});
  add_overlay(assets, "again", {{"areas", {"440000"}}});
  const Place place{.area = "440306", .office = "11440300MB2C00001X", .item = "9"};
  CHECK(merged_id(assets, place) == "online-item.again.province.city.county.office.item");
  CHECK(merged_id(assets, {.area = "440303000000", .office = {}, .item = {}}) ==
        "online-item.again.province.city");
  CHECK(merged_id(assets, {.area = "330106", .office = {}, .item = {}}) == "online-item.city");
  CHECK(merged_id(assets, {.area = "450100", .office = {}, .item = {}}) == "online-item");
  std::vector<Fault> faults;
  const Merged merged = load_merged(assets.folder(), base_of(assets), place, faults);
  CHECK(merged.file["texts"]["zh-Hans"]["title"] == "item");
  CHECK(merged.file["version"] == 7);
}

TEST_CASE("an overlay with several members of for fits when each does, and ranks by the last",
          "[host][overlay]") {
  const AssetsCopy assets;
  add_overlay(assets, "a-city-item", {{"areas", {"440300"}}, {"items", {"9"}}});
  add_overlay(assets, "office", {{"offices", {"11440300MB2C00001X"}}});
  CHECK(merged_id(assets, {.area = "440306", .office = "11440300MB2C00001X", .item = "9"}) ==
        "online-item.office.a-city-item");
  CHECK(merged_id(assets, {.area = "330100", .office = {}, .item = "9"}) == "online-item");
}

TEST_CASE("a town's code is longer than its county's", "[host][overlay]") {
  const AssetsCopy assets;
  add_overlay(assets, "town", {{"areas", {"440306001000"}}});
  CHECK(merged_id(assets, {.area = "440306001002", .office = {}, .item = {}}) ==
        "online-item.town");
  CHECK(merged_id(assets, {.area = "440306", .office = {}, .item = {}}) == "online-item");
}

TEST_CASE("a change that does not find its item is a fault, nothing is guessed",
          "[host][overlay]") {
  refuses("/changes/2/set", "is there when", [](Json& f) { f["changes"][2]["set"] = "opinion"; });
  refuses("/changes/0/after", "is there when", [](Json& f) { f["changes"][0]["after"] = "gone"; });
  refuses("/changes/3/remove", "is there when",
          [](Json& f) { f["changes"][3]["remove"] = "gone"; });
  refuses("/changes/4/remove", "is there when",
          [](Json& f) { f["changes"].push_back(f["changes"][3]); });
  refuses("/changes/0/add/id", "is not there yet",
          [](Json& f) { f["changes"][0]["add"]["id"] = "suggestion"; });
}

TEST_CASE("the level, an item's id and kind, and reason lists stay as they are",
          "[host][overlay]") {
  refuses("/changes/3/remove", "level item stays",
          [](Json& f) { f["changes"][3]["remove"] = "level"; });
  refuses("/changes/2/set", "level item stays", [](Json& f) {
    f["changes"][2] = {{"set", "level"}, {"members", {{"label", "title"}}}};
  });
  refuses("/changes/2/members/id", "keeps its id",
          [](Json& f) { f["changes"][2]["members"]["id"] = "other"; });
  refuses("/changes/2/members/kind", "keeps its id",
          [](Json& f) { f["changes"][2]["members"]["kind"] = "text"; });
  refuses("/changes/2/members/list", "no reason list", [](Json& f) {
    f["changes"][2] = {{"set", "reasons"}, {"members", {{"list", "our-own"}}}};
  });
}

TEST_CASE("the result must be a questionnaire, and its faults are told where they were written",
          "[host][overlay]") {
  refuses("/changes/2/members/limit", "from 1 to 2000",
          [](Json& f) { f["changes"][2]["members"]["limit"] = 0; });
  refuses("/changes/1/add/options", "2 to 64",
          [](Json& f) { f["changes"][1]["add"]["options"] = {"post"}; });
  refuses("/changes/0/add/kind", "the level is the first item",
          [](Json& f) { f["changes"][0]["add"]["kind"] = "level"; });
  refuses("/changes/0/add/shown_if/==/0/var", "delivery is not earlier", [](Json& f) {
    f["changes"][0]["add"]["shown_if"] = Json::parse(R"({"==": [{"var": "delivery"}, "post"]})");
  });
  refuses("/changes/0/add/label", "photo.label has a text", [](Json& f) {
    for (const char* language : {"zh-Hans", "en"}) f["texts"][language].erase("photo.label");
  });
  refuses("/changes/1/add/options/2", "delivery.machine has a text", [](Json& f) {
    for (const char* language : {"zh-Hans", "en"}) f["texts"][language].erase("delivery.machine");
  });
}

TEST_CASE("an overlay of an older base is a fault until someone has looked at it",
          "[host][overlay]") {
  refuses("/base/version", "has version 1", [](Json& f) { f["base"]["version"] = 2; });
  refuses("/base/id", "does not exist", [](Json& f) { f["base"]["id"] = "no-such"; });
}

TEST_CASE("an overlay's own members are checked", "[host][overlay]") {
  refuses("", "source is required", [](Json& f) { f.erase("source"); });
  refuses("/for", "areas, offices or items", [](Json& f) { f["for"] = Json::object(); });
  refuses("/for/items", "one code at least", [](Json& f) { f["for"]["items"] = Json::array(); });
  refuses("/for/areas/0", "6 or 12 digits", [](Json& f) { f["for"]["areas"] = {"4403"}; });
  refuses("/for/areas/0", "6 or 12 digits", [](Json& f) { f["for"]["areas"] = {440300}; });
  refuses("/for/offices/0", "18 digits", [](Json& f) { f["for"]["offices"] = {"x"}; });
  refuses("/for/places", "members here", [](Json& f) { f["for"]["places"] = {"x"}; });
  refuses("/changes/0", "a change is", [](Json& f) { f["changes"][0] = {{"move", "level"}}; });
  refuses("/changes/0", "an object", [](Json& f) { f["changes"][0] = "add"; });
  refuses("/changes/3/after", "members here", [](Json& f) { f["changes"][3]["after"] = "level"; });
  refuses("/id", "named", [](Json& f) { f["id"] = "visa"; });
  refuses("/changes", "256 changes", [](Json& f) {
    const Json change = f["changes"][0];
    for (int i = 0; i < 100'000; ++i) f["changes"].push_back(change);
  });
  refuses("/texts/en/title", "not empty", [](Json& f) { f["texts"]["en"]["title"] = ""; });
}

TEST_CASE("an overlay that cannot be read is a fault wherever it might have fitted",
          "[host][overlay]") {
  const AssetsCopy assets;
  assets.write("overlays/broken.json", "{");
  CHECK(make_pack(assets.folder(), "online-item", "en"));
  const Packs made = make_pack(assets.folder(), "online-item", "en", kPassports);
  REQUIRE(made.faults.size() == 1);
  CHECK(made.faults[0].path == assets.folder() / "overlays/broken.json");
}

TEST_CASE("overlays may not pile up past the limits of a questionnaire", "[host][overlay]") {
  const AssetsCopy assets;
  add_overlay(assets, "a" + std::string(60, 'x'), {{"items", {"9"}}});
  const Packs made =
      make_pack(assets.folder(), "online-item", "en", {.area = {}, .office = {}, .item = "9"});
  REQUIRE_FALSE(made);
  CHECK(tells(made.faults, "/id", "1 to 64"));
}
