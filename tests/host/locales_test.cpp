// SPDX-License-Identifier: Apache-2.0
// Locales, what stands in for what they lack, and what of it comes into a pack.
#include "host/locales.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>

#include "assets_copy.hpp"
#include "authored_support.hpp"
#include "host/authored.hpp"
#include "host/lint.hpp"
#include "host/pack.hpp"
#include "yiping/questionnaire.hpp"

using namespace yiping::host;

namespace {

const std::vector<std::string>& tags() {
  static const std::vector<std::string> all{
      "bo", "en", "ii",      "kk-Arab-CN", "ko",         "ky-Arab",    "mn-Mong-CN",
      "ug", "za", "zh-Hans", "zh-Hant",    "zh-Hant-HK", "zh-Hant-MO", "zh-Hant-TW"};
  return all;
}

std::vector<std::string> chain_of(const AssetsCopy& assets, const std::string& language) {
  Locales locales(assets.folder() / "locales");
  std::vector<Fault> faults;
  std::vector<std::string> names;
  for (const Authored* locale : locales.chain(language, faults)) {
    names.push_back(locale->file["lang"]);
  }
  return names;
}

void set_fallback(const AssetsCopy& assets, const char* locale, const char* fallback) {
  assets.edit(std::string("locales/") + locale + ".json",
              [&](Json& f) { f["fallback"] = fallback; });
}

using Texts = std::map<std::string, std::string>;

/// Of the pack of a questionnaire, straight from its bytes.
Texts texts_of(const AssetsCopy& assets, const char* id, const char* language) {
  const Packs made = make_pack(assets.folder(), id, language);
  for (const Fault& fault : made.faults) UNSCOPED_INFO(describe(fault));
  REQUIRE(made);
  return Json::from_cbor(made.packs[0].cbor)["locale"]["texts"];
}

}  // namespace

TEST_CASE("every shipped locale is whole beside the others", "[host][locale]") {
  for (const std::string& tag : tags()) {
    const auto faults = lint(AssetsCopy::shipped() / "locales" / (tag + ".json"));
    for (const Fault& fault : faults) UNSCOPED_INFO(describe(fault));
    CHECK(faults.empty());
  }
}

TEST_CASE("only Chinese and English are said to be reviewed", "[host][locale]") {
  for (const std::string& tag : tags()) {
    const bool reviewed = shipped("locales/" + tag + ".json").file.contains("reviewed_by");
    CHECK(reviewed == (tag == "zh-Hans" || tag == "en"));
  }
}

TEST_CASE("scripts run the way they are written", "[host][locale]") {
  const auto direction = [](const char* tag) {
    return shipped(std::string("locales/") + tag + ".json").file["dir"];
  };
  for (const char* tag : {"ug", "kk-Arab-CN", "ky-Arab"}) CHECK(direction(tag) == "rtl");
  for (const char* tag : {"bo", "ii", "ko", "mn-Mong-CN", "za"}) CHECK(direction(tag) == "ltr");
  CHECK(shipped("locales/mn-Mong-CN.json").file["writing_mode"] == "vertical-lr");
}

TEST_CASE("every locale makes a pack that the core opens, the Chinese beside it until reviewed",
          "[host][locale]") {
  const AssetsCopy assets;
  for (const std::string& tag : tags()) {
    INFO(tag);
    const Packs made = make_pack(assets.folder(), "online-item", tag);
    for (const Fault& fault : made.faults) UNSCOPED_INFO(describe(fault));
    REQUIRE(made);
    const auto opened = yiping::read_pack(made.packs[0].cbor);
    REQUIRE(opened);
    CHECK(opened->locales[0].language == tag);
    CHECK(opened->locales[0].text("title") ==
          (tag == "en" ? "Please rate this service" : "请为本次服务评价"));
    // Nothing stands beside Chinese that stands in for a missing text.
    const bool is_chinese = opened->locales[0].text("level.satisfied") == "满意";
    const bool is_alone = tag == "en" || is_chinese;
    CHECK(opened->locales[0].find("official.level.satisfied") == (is_alone ? "" : "满意"));
    for (const char* beside : {"bo", "kk-Arab-CN", "ko", "ug", "zh-Hant"}) {
      if (tag == beside) CHECK_FALSE(is_alone);
    }
  }
}

TEST_CASE("a chain of fallbacks ends at Chinese, named or not", "[host][locale]") {
  const AssetsCopy assets;
  using Chain = std::vector<std::string>;
  CHECK(chain_of(assets, "zh-Hant-MO") == Chain{"zh-Hant-MO", "zh-Hant-HK", "zh-Hant", "zh-Hans"});
  CHECK(chain_of(assets, "en") == Chain{"en", "zh-Hans"});
  CHECK(chain_of(assets, "zh-Hans") == Chain{"zh-Hans"});
}

TEST_CASE("fallbacks that go round are named, and those that are missing", "[host][locale]") {
  const AssetsCopy assets;
  set_fallback(assets, "za", "ii");
  set_fallback(assets, "ii", "bo");
  set_fallback(assets, "bo", "za");
  CHECK(tells(lint(assets.folder() / "locales/za.json"), "/fallback", "za → ii → bo → za"));
  CHECK(tells(make_pack(assets.folder(), "online-item", "ii").faults, "/fallback",
              "ii → bo → za → ii"));
  set_fallback(assets, "bo", "bo");
  CHECK(tells(lint(assets.folder() / "locales/bo.json"), "/fallback", "bo → bo"));
  set_fallback(assets, "bo", "xx");
  CHECK(tells(lint(assets.folder() / "locales/za.json"), "/fallback", "does not exist"));
  set_fallback(assets, "bo", "../en");
  CHECK(tells(lint(assets.folder() / "locales/bo.json"), "/fallback", "lang of another"));
  set_fallback(assets, "zh-Hans", "en");
  CHECK(tells(lint(assets.folder() / "locales/zh-Hans.json"), "/fallback", "every chain ends"));
}

TEST_CASE("a translation keeps the placeholders, and words nothing that Chinese does not",
          "[host][locale]") {
  const AssetsCopy assets;
  const auto fault = [&](const char* key, const char* text, const char* pointer, const char* rule) {
    assets.edit("locales/ko.json", [&](Json& f) { f["texts"][key] = text; });
    return tells(lint(assets.folder() / "locales/ko.json"), pointer, rule);
  };
  CHECK(fault("ui.remaining", "많이", "/texts/ui.remaining", "{count}"));
  CHECK(fault("ui.copy", "{what}", "/texts/ui.copy", "none"));
  CHECK(fault("ui.extra", "더", "/texts/ui.extra", "stands in zh-Hans"));
  CHECK(fault("hello", "더", "/texts/hello", "begins with"));
}

TEST_CASE("the closest language that has a text gives it, a questionnaire's own before the shared",
          "[host][locale]") {
  const AssetsCopy assets;
  assets.edit("questionnaires/online-item.json", [](Json& f) {
    f["texts"]["zh-Hant"] = {{"title", "請為這次服務評價"}};
    f["items"][0]["hint"] = "ui.voluntary";
  });
  assets.edit("codes/reasons-national-2020.json",
              [](Json& f) { f["codes"][0]["texts"]["zh-Hant"] = "一個窗口一次辦妥"; });
  const Texts texts = texts_of(assets, "online-item", "zh-Hant-MO");
  CHECK(texts.at("title") == "請為這次服務評價");         // the base of its fallback
  CHECK(texts.at("kind.id_number") == "身份證編號");      // itself
  CHECK(texts.at("action.submit") == "遞交評價");         // Hong Kong
  CHECK(texts.at("ui.copy") == "複製");                   // zh-Hant
  CHECK(texts.at("suggestion.label") == "有何改进意见");  // Chinese
  CHECK(texts.at("reason.national-2020.510") == "一個窗口一次辦妥");
  CHECK(texts.at("reason.national-2020.511") == "可以先受理后补材料");
  CHECK(texts.at("ui.voluntary") == "評價純屬自願，怎樣選都不會影響辦理結果");
}
