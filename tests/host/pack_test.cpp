// SPDX-License-Identifier: Apache-2.0
#include "host/pack.hpp"

#include <catch2/catch_test_macros.hpp>

#include "assets_copy.hpp"
#include "host/lint.hpp"
#include "yiping/questionnaire.hpp"
#include "yiping/sha256.hpp"

using namespace yiping;
using namespace yiping::host;

namespace {

constexpr const char* kQuestionnaire = "questionnaires/online-item.json";
constexpr const char* kList = "codes/reasons-national-2020.json";
constexpr const char* kEnglish = "locales/en.json";
constexpr const char* kChinese = "locales/zh-Hans.json";

/// Breaks one file and expects a fault that names it, the place and the rule.
void check_fault(const char* file, const std::function<void(Json&)>& change,
                 const std::string& pointer, std::string_view rule) {
  const AssetsCopy assets;
  assets.edit(file, change);
  const Packs made = make_packs(assets.folder());
  CHECK_FALSE(made);
  CHECK(made.packs.empty());
  bool found = false;
  for (const Fault& fault : made.faults) {
    UNSCOPED_INFO(describe(fault));
    found = found || (fault.path == assets.folder() / file && fault.pointer == pointer &&
                      fault.rule.find(rule) != std::string::npos && !fault.remedy.empty());
  }
  CHECK(found);
}

}  // namespace

TEST_CASE("a questionnaire makes a pack in each of its languages, and the core opens it",
          "[host][pack]") {
  const AssetsCopy assets;
  const Packs made = make_packs(assets.folder());
  for (const Fault& fault : made.faults) UNSCOPED_INFO(describe(fault));
  REQUIRE(made);
  REQUIRE(made.packs.size() == 2);
  CHECK(made.packs[0].language == "en");
  CHECK(made.packs[1].language == "zh-Hans");
  CHECK(made.packs[0].hash == made.packs[1].hash);
  auto opened = read_pack(made.packs[1].cbor);
  REQUIRE(opened);
  CHECK(opened->id == "online-item");
  CHECK(opened->hash == made.packs[1].hash);
  REQUIRE(opened->lists.size() == 1);
  CHECK(opened->lists[0].codes.size() == 40);
  CHECK(opened->locales[0].text("reason.national-2020.510") == "一窗受理一次办结");
  CHECK(add_locale(*opened, made.packs[0].cbor));
}

TEST_CASE("eight reasons a level, the base set first", "[host][pack]") {
  const Packs made =
      make_pack(std::filesystem::path(YIPING_SOURCE_DIR) / "assets", "online-item", "zh-Hans");
  REQUIRE(made);
  const auto opened = read_pack(made.packs[0].cbor);
  REQUIRE(opened);
  for (const Level level : kLevels) {
    std::string sets;
    for (const Option& code : opened->lists[0].codes) {
      if (code.level == level) sets += code.set == Option::Set::base ? 'b' : 'e';
    }
    CHECK(sets == "bbbeeeee");
  }
}

TEST_CASE("the hash follows the authored content, not its layout", "[host][pack]") {
  const AssetsCopy assets;
  const std::string hash = make_pack(assets.folder(), "online-item", "en").packs.at(0).hash;
  assets.edit(kQuestionnaire, [](Json&) {});
  CHECK(make_pack(assets.folder(), "online-item", "en").packs.at(0).hash == hash);
  assets.edit(kQuestionnaire, [](Json& file) { file["texts"]["en"]["title"] = "Rate us"; });
  CHECK(make_pack(assets.folder(), "online-item", "zh-Hans").packs.at(0).hash != hash);
}

TEST_CASE("a fault of the questionnaire is named by path, pointer and rule", "[host][pack]") {
  check_fault(
      kQuestionnaire, [](Json& f) { f["items"][3]["kind"] = "stars"; }, "/items/3/kind",
      "kind is one of");
  check_fault(
      kQuestionnaire, [](Json& f) { f["items"][3]["id"] = "guide_clarity"; }, "/items/3/id",
      "once");
  check_fault(
      kQuestionnaire, [](Json& f) { f["items"][1]["list"] = "national-1999"; }, "/items/1/list",
      "does not exist");
  check_fault(
      kQuestionnaire, [](Json& f) { f["items"][6]["limit"] = 2001; }, "/items/6/limit",
      "from 1 to 2000");
  check_fault(
      kQuestionnaire, [](Json& f) { f["items"][6].erase("limit"); }, "/items/6", "limit");
  check_fault(
      kQuestionnaire, [](Json& f) { f["items"].erase(0); }, "/items/0/kind", "first");
  check_fault(
      kQuestionnaire, [](Json& f) { f["items"].push_back(f["items"][1]); }, "/items/7/list",
      "one item of kind multi");
  check_fault(
      kQuestionnaire, [](Json& f) { f["items"] = Json::array(); }, "/items", "1 to 64");
  check_fault(
      kQuestionnaire, [](Json& f) { f["version"] = 0; }, "/version", "from 1 to 65535");
  check_fault(
      kQuestionnaire, [](Json& f) { f["id"] = "Online"; }, "/id", "a-z");
  check_fault(
      kQuestionnaire, [](Json& f) { f["colour"] = "red"; }, "/colour", "members here");
  check_fault(
      kQuestionnaire, [](Json& f) { f["texts"]["zh-Hans"].erase("suggestion.hint"); },
      "/items/6/hint", "suggestion.hint has a text in zh-Hans");
  check_fault(
      kQuestionnaire, [](Json& f) { f["texts"]["en"]["title"] = 7; }, "/texts/en/title",
      "wording is a text");
}

TEST_CASE("a fault of a list is named by path, pointer and rule", "[host][pack]") {
  check_fault(
      kList, [](Json& f) { f["codes"][0]["texts"].erase("zh-Hans"); }, "/codes/0/texts",
      "official text");
  check_fault(
      kList, [](Json& f) { f["codes"][1]["code"] = "510"; }, "/codes/1/code", "once");
  check_fault(
      kList, [](Json& f) { f["codes"][2]["level"] = "5"; }, "/codes/2/level", "one of");
  check_fault(
      kList, [](Json& f) { f["codes"][2]["set"] = "core"; }, "/codes/2/set", "one of");
  check_fault(
      kList, [](Json& f) { f["codes"][2]["retired"] = false; }, "/codes/2/retired", "true");
  check_fault(
      kList, [](Json& f) { f["id"] = "national-2021"; }, "/id", "named");
}

TEST_CASE("a fault of a locale is named by path, pointer and rule", "[host][pack]") {
  check_fault(
      kChinese, [](Json& f) { f["texts"].erase("action.retry"); }, "/texts", "action.retry");
  check_fault(
      kChinese, [](Json& f) { f["texts"].erase("level.satisfied"); }, "/texts", "level.satisfied");
  check_fault(
      kEnglish, [](Json& f) { f["texts"]["title"] = "x"; }, "/texts/title", "begins with");
  check_fault(
      kEnglish, [](Json& f) { f["dir"] = "up"; }, "/dir", "one of");
}

TEST_CASE("every fault is told, not the first alone", "[host][pack]") {
  const AssetsCopy assets;
  assets.edit(kQuestionnaire, [](Json& f) {
    f["version"] = "one";
    f["items"][2]["id"] = "2";
    f["items"][4]["kind"] = "slider";
  });
  CHECK(lint(assets.folder() / kQuestionnaire).size() == 3);
  const AssetsCopy other;
  other.edit(kChinese, [](Json& f) {
    f["texts"].erase("action.edit");
    f["texts"].erase("notice.rejected");
  });
  CHECK(lint(other.folder() / kQuestionnaire).size() == 2);
}

TEST_CASE("a file that is no JSON, is missing or has a key twice names its path", "[host][pack]") {
  const AssetsCopy assets;
  for (const char* text : {"{\"schema\":", "{\"id\":1,\"id\":2}", "[]", "", "{\"n\":1.5}"}) {
    assets.write(kQuestionnaire, text);
    const Packs made = make_packs(assets.folder());
    REQUIRE(made.faults.size() == 1);
    CHECK(describe(made.faults[0]).starts_with((assets.folder() / kQuestionnaire).string() + ": "));
  }
  const Packs missing = make_pack(assets.folder(), "on-site", "en");
  REQUIRE(missing.faults.size() == 1);
  CHECK(missing.faults[0].path == assets.folder() / "questionnaires/on-site.json");
  const Packs empty = make_packs(assets.folder() / "nowhere");
  REQUIRE(empty.faults.size() == 1);
}

TEST_CASE("a language without a locale is a fault, and so is one that is no tag", "[host][pack]") {
  const AssetsCopy assets;
  CHECK(make_pack(assets.folder(), "online-item", "xx").faults.at(0).path ==
        assets.folder() / "locales/xx.json");
  CHECK_FALSE(make_pack(assets.folder(), "online-item", "../locales/en"));
  CHECK_FALSE(make_pack(assets.folder(), "online-item", ""));
  assets.edit(kQuestionnaire, [](Json& f) {
    f["texts"]["en"].update(f["texts"]["zh-Hans"]);
    f["texts"].erase("zh-Hans");
  });
  CHECK(make_pack(assets.folder(), "online-item", "en"));
  CHECK(make_pack(assets.folder(), "online-item", "bo").faults.at(0).pointer == "/texts");
}

TEST_CASE("a pack past 96 KiB is refused with its size", "[host][pack]") {
  const AssetsCopy assets;
  assets.edit(kQuestionnaire,
              [](Json& f) { f["texts"]["en"]["title"] = std::string(100'000, 'a'); });
  const Packs made = make_pack(assets.folder(), "online-item", "en");
  REQUIRE(made.faults.size() == 1);
  CHECK(made.faults[0].rule.find("98304 bytes at most") != std::string::npos);
}
