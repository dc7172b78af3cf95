// SPDX-License-Identifier: Apache-2.0
// What a pack holds of a questionnaire, and what it leaves out.
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "assets_copy.hpp"
#include "authored_support.hpp"
#include "host/pack.hpp"
#include "yiping/questionnaire.hpp"

using namespace yiping::host;

namespace {

/// Written by hand: what the stored ratings of this version name. A change here is a new version.
constexpr const char* kOnlineItemHash =
    "a5c6d5690928e1aa1057daeadd6205ddcd9d1ba081e849e9a5de4a5e7f22c4bf";

Json packed(const AssetsCopy& assets, const char* id, const char* language = "zh-Hans") {
  const Packs made = make_pack(assets.folder(), id, language);
  for (const Fault& fault : made.faults) UNSCOPED_INFO(describe(fault));
  REQUIRE(made);
  return Json::from_cbor(made.packs[0].cbor);
}

/// A shipped questionnaire's pack, which the core opens.
Json shipped_pack(const std::string& id) {
  const AssetsCopy assets;
  if (id != "online-item") assets.add("questionnaires/" + id + ".json");
  return packed(assets, id.c_str());
}

const Json& named(const Json& array, const char* id) {
  for (const Json& each : array) {
    if (each["id"] == id) return each;
  }
  FAIL("there is no " << id);
  return array;
}

std::set<std::string> keys_beginning(const Json& pack, std::initializer_list<const char*> starts) {
  std::set<std::string> keys;
  for (const auto& [key, text] : pack["locale"]["texts"].items()) {
    for (const char* start : starts) {
      if (key.starts_with(start)) keys.insert(key);
    }
  }
  return keys;
}

}  // namespace

TEST_CASE("the hash of online-item stays what it was", "[host][pack]") {
  const AssetsCopy assets;
  for (const char* language : {"zh-Hans", "en", "ko"}) {
    CHECK(make_pack(assets.folder(), "online-item", language).packs.at(0).hash == kOnlineItemHash);
  }
}

TEST_CASE("a pack holds the shared wording that its questionnaire can show, no other",
          "[host][pack]") {
  const auto asked = {"kind.",           "contact.named", "level_quality.",
                      "official.",       "action.next",   "action.back",
                      "announce.review", "error.",        "notice.sens"};
  CHECK(keys_beginning(shipped_pack("kiosk"), asked) ==
        std::set<std::string>{"error.level_missing"});
  const std::set<std::string> writing{
      "announce.review", "error.level_missing", "error.text_too_long", "kind.bank_card",
      "kind.email",      "kind.id_number",      "kind.number",         "kind.phone",
      "kind.plate",      "notice.sensitive"};
  CHECK(keys_beginning(shipped_pack("online-item"), asked) == writing);
  std::set<std::string> paged = writing;
  paged.insert({"action.next", "action.back"});
  CHECK(keys_beginning(shipped_pack("theme"), asked) == paged);
  std::set<std::string> requiring = writing;
  requiring.insert("error.answer_missing");
  CHECK(keys_beginning(shipped_pack("window-visit"), asked) == requiring);
}

TEST_CASE("options and the three ways become lists of version 0", "[host][pack]") {
  const Json pack = shipped_pack("window-visit");
  const Json& questionnaire = pack["questionnaire"];
  CHECK(named(questionnaire["items"], "waited")["list"] == "waited");
  CHECK_FALSE(named(questionnaire["items"], "waited").contains("options"));
  CHECK(named(questionnaire["lists"], "waited") ==
        Json::parse(R"({"id": "waited", "version": 0, "codes": [{"code": "under_10"},
                        {"code": "under_30"}, {"code": "under_60"}, {"code": "longer"}]})"));
  CHECK(named(questionnaire["lists"], "contact")["codes"] ==
        Json::parse(R"([{"code": "anonymous"}, {"code": "call_back"}, {"code": "named"}])"));
  CHECK(named(questionnaire["items"], "contact")["list"] == "contact");
  const Json& texts = pack["locale"]["texts"];
  CHECK(texts["reason.waited.longer"] == "1 小时以上");
  CHECK_FALSE(texts.contains("waited.longer"));
  CHECK(texts["reason.contact.call_back"] == "仅回访可见");
}

TEST_CASE("fewer levels: their texts and the codes of the others are left out", "[host][pack]") {
  const Json pack = shipped_pack("call-back");
  CHECK(pack["questionnaire"]["levels"] ==
        Json({"satisfied", "basically_satisfied", "dissatisfied"}));
  CHECK(keys_beginning(pack, {"level."}) ==
        std::set<std::string>{"level.basically_satisfied", "level.dissatisfied", "level.label",
                              "level.satisfied"});
  const AssetsCopy assets;
  assets.edit("questionnaires/online-item.json", [](Json& f) {
    f["levels"] = {"satisfied", "dissatisfied"};
  });
  const Json fewer = packed(assets, "online-item");
  CHECK(fewer["questionnaire"]["lists"][0]["codes"].size() == 16);
  CHECK(keys_beginning(fewer, {"reason."}).size() == 16);
}

TEST_CASE("the second label set is packed in the place of the first", "[host][pack]") {
  const AssetsCopy assets;
  assets.edit("questionnaires/online-item.json", [](Json& f) { f["label_set"] = "quality"; });
  CHECK(packed(assets, "online-item")["locale"]["texts"]["level.very_dissatisfied"] == "很差");
  const Json korean = packed(assets, "online-item", "ko")["locale"]["texts"];
  CHECK(korean["level.very_dissatisfied"] == "매우 나쁨");
  CHECK(korean["official.level.very_dissatisfied"] == "很差");
  assets.edit("locales/zh-Hans.json", [](Json& f) { f["texts"].erase("level_quality.satisfied"); });
  CHECK(tells(make_pack(assets.folder(), "online-item", "zh-Hans").faults, "/texts",
              "level_quality.satisfied"));
}

TEST_CASE("a section's condition is part of its items' own, and an empty section is left out",
          "[host][pack]") {
  const AssetsCopy assets;
  assets.add("questionnaires/theme.json");
  const Json asked = Json::parse(R"({"!=": [{"var": "outcome"}, "none"]})");
  const Json own = Json::parse(R"({"<=": [{"var": "level"}, "dissatisfied"]})");
  assets.edit("questionnaires/theme.json", [&](Json& f) {
    f["sections"][2]["shown_if"] = asked;
    f["items"][7]["shown_if"] = own;
    f["sections"].insert(f["sections"].begin() + 1, Json({{"id", "empty"}, {"title", "title"}}));
  });
  const Json questionnaire = packed(assets, "theme")["questionnaire"];
  CHECK(questionnaire["items"][6]["shown_if"] == asked);
  CHECK(questionnaire["items"][7]["shown_if"] == Json({{"and", {asked, own}}}));
  CHECK_FALSE(questionnaire["items"][8].contains("shown_if"));
  REQUIRE(questionnaire["sections"].size() == 5);
  CHECK(questionnaire["sections"][1] == Json({{"id", "apply"}, {"title", "apply.title"}}));
}

TEST_CASE("a key that two options share is a fault where their texts differ", "[host][pack]") {
  const AssetsCopy assets;
  assets.add("questionnaires/window-visit.json");
  assets.edit("codes/reasons-national-2020.json", [](Json& f) {
    f["id"] = "w";
    f["codes"][0]["code"] = "x.y";
  });
  std::filesystem::rename(assets.folder() / "codes/reasons-national-2020.json",
                          assets.folder() / "codes/reasons-w.json");
  assets.edit("questionnaires/window-visit.json", [](Json& f) {
    f["items"][1]["list"] = "w";
    f["items"][2]["id"] = "w.x";
    f["items"][2]["options"] = {"y", "z"};
    for (const char* language : {"zh-Hans", "en"}) {
      f["texts"][language]["w.x.y"] = "a";
      f["texts"][language]["w.x.z"] = "b";
    }
  });
  const Packs made = make_pack(assets.folder(), "window-visit", "zh-Hans");
  CHECK(tells(made.faults, "/items/1/list", "wording of its own"));
}

TEST_CASE("every shipped questionnaire is packed in both languages and opened by the core",
          "[host][pack]") {
  const Packs made = make_packs(AssetsCopy::shipped());
  for (const Fault& fault : made.faults) UNSCOPED_INFO(describe(fault));
  REQUIRE(made);
  std::set<std::string> ids;
  for (const Pack& pack : made.packs) {
    INFO(pack.questionnaire << " " << pack.language);
    ids.insert(pack.questionnaire);
    CHECK((pack.language == "zh-Hans" || pack.language == "en"));
    CHECK(yiping::read_pack(pack.cbor));
  }
  CHECK(ids == std::set<std::string>{"batch", "call-back", "general", "kiosk", "online-item",
                                     "policy-survey", "re-rating", "theme", "window-visit"});
  CHECK(made.packs.size() == 18);
}
