// SPDX-License-Identifier: Apache-2.0
// Rules of a questionnaire as authored. Conditions: condition_test.cpp.
#include <catch2/catch_test_macros.hpp>

#include "authored_support.hpp"
#include "host/authored.hpp"
#include "host/pack.hpp"

using namespace yiping::host;

namespace {

/// Items of window-visit: level, reasons, waited, efficiency, skill, attitude, suggestion, contact,
/// contact_name, contact_phone.
const Authored& visit() {
  static const Authored file = shipped("questionnaires/window-visit.json");
  return file;
}

/// Items of theme stand in five sections: 0 to 3 overall, 4 and 5 apply, 6 and 7 approve.
const Authored& theme() {
  static const Authored file = shipped("questionnaires/theme.json");
  return file;
}

void refuses(const Authored& file, const char* pointer, const char* rule, const Change& change) {
  INFO(pointer << " " << rule);
  CHECK(tells(faults_after(file, check_questionnaire, change), pointer, rule));
}

bool accepts(const Authored& file, const Change& change) {
  const auto faults = faults_after(file, check_questionnaire, change);
  for (const Fault& fault : faults) UNSCOPED_INFO(describe(fault));
  return faults.empty();
}

}  // namespace

TEST_CASE("every shipped questionnaire is whole", "[host][questionnaire]") {
  std::size_t count = 0;
  for (const auto& path :
       files_in(std::filesystem::path(YIPING_SOURCE_DIR) / "assets/questionnaires", ".json")) {
    if (path.string().ends_with(".schema.json")) continue;
    CHECK(accepts(shipped("questionnaires/" + path.filename().string()), [](Json&) {}));
    ++count;
  }
  CHECK(count == 9);
}

TEST_CASE("no shipped questionnaire asks more of a citizen than a level", "[host][questionnaire]") {
  for (const auto& path :
       files_in(std::filesystem::path(YIPING_SOURCE_DIR) / "assets/questionnaires", ".json")) {
    if (path.string().ends_with(".schema.json")) continue;
    const Json file = shipped("questionnaires/" + path.filename().string()).file;
    for (const Json& item : file["items"]) {
      INFO(path << " " << item["id"]);
      // Who stays unknown, which is the default, is asked for nothing.
      if (item.contains("required_if"))
        CHECK((item.contains("beside") && item.contains("shown_if")));
    }
  }
}

TEST_CASE("a kind has its own members and no other's", "[host][questionnaire]") {
  refuses(visit(), "/items/0/required_if", "members here",
          [](Json& f) { f["items"][0]["required_if"] = true; });
  refuses(visit(), "/items/0/shown_if", "members here",
          [](Json& f) { f["items"][0]["shown_if"] = true; });
  refuses(visit(), "/items/2", "options is required",
          [](Json& f) { f["items"][2].erase("options"); });
  refuses(visit(), "/items/2/list", "members here",
          [](Json& f) { f["items"][2]["list"] = "national-2020"; });
  refuses(visit(), "/items/6/options", "members here", [](Json& f) {
    f["items"][6]["options"] = {"a", "b"};
  });
  refuses(visit(), "/items/6/purpose", "one of name, tel, email",
          [](Json& f) { f["items"][6]["purpose"] = "address"; });
  refuses(visit(), "/items/7", "hint is required", [](Json& f) { f["items"][7].erase("hint"); });
  refuses(visit(), "/items/7", "notice_version is required",
          [](Json& f) { f["items"][7].erase("notice_version"); });
  refuses(visit(), "/items/7/notice_version", "from 1 to 65535",
          [](Json& f) { f["items"][7]["notice_version"] = 0; });
  refuses(visit(), "/items/3/enabled_if", "members here", [](Json& f) {
    f["items"][3]["kind"] = "statement";
    f["items"][3]["enabled_if"] = true;
  });
  CHECK(accepts(visit(), [](Json& f) { f["items"][3]["kind"] = "statement"; }));
}

TEST_CASE("a multi has a list or options, and options are two to sixty-four names",
          "[host][questionnaire]") {
  refuses(visit(), "/items/1", "not both", [](Json& f) { f["items"][1].erase("list"); });
  refuses(visit(), "/items/1", "not both", [](Json& f) { f["items"][1]["options"] = {"a", "b"}; });
  refuses(visit(), "/items/2/options", "2 to 64",
          [](Json& f) { f["items"][2]["options"] = {"a"}; });
  refuses(visit(), "/items/2/options/1", "once", [](Json& f) {
    f["items"][2]["options"] = {"a", "a"};
  });
  refuses(visit(), "/items/2/options/1", "a-z", [](Json& f) {
    f["items"][2]["options"] = {"a", "B"};
  });
  refuses(visit(), "/items/2/options", "is an array",
          [](Json& f) { f["items"][2]["options"] = "a"; });
  refuses(visit(), "/items/2/options", "2 to 64", [](Json& f) {
    for (int i = 0; i < 61; ++i) f["items"][2]["options"].push_back("o" + std::to_string(i));
  });
}

TEST_CASE("an item with options of its own is not named like a reason list",
          "[host][questionnaire]") {
  refuses(visit(), "/items/2/id", "reason list",
          [](Json& f) { f["items"][2]["id"] = "national-2020"; });
  refuses(visit(), "/items/7/id", "reason list",
          [](Json& f) { f["items"][7]["id"] = "national-2020"; });
}

TEST_CASE("personal data are asked once, after the question of whether", "[host][questionnaire]") {
  refuses(visit(), "/items/6/beside", "contact item stands before",
          [](Json& f) { f["items"][6]["beside"] = true; });
  refuses(visit(), "/items/8/beside", "true or absent",
          [](Json& f) { f["items"][8]["beside"] = false; });
  refuses(visit(), "/items/10/kind", "one item of kind contact", [](Json& f) {
    f["items"].push_back(f["items"][7]);
    f["items"][10]["id"] = "contact2";
  });
}

TEST_CASE("the levels offered are some of the five in order, one good and one bad",
          "[host][questionnaire]") {
  CHECK(accepts(theme(), [](Json& f) { f["levels"] = {"satisfied", "dissatisfied"}; }));
  refuses(theme(), "/levels/1", "in this order", [](Json& f) {
    f["levels"] = {"dissatisfied", "satisfied"};
  });
  refuses(theme(), "/levels/1", "each once", [](Json& f) {
    f["levels"] = {"satisfied", "satisfied", "dissatisfied"};
  });
  refuses(theme(), "/levels/0", "levels are some of", [](Json& f) {
    f["levels"] = {"good", "dissatisfied"};
  });
  refuses(theme(), "/levels/0", "levels are some of", [](Json& f) { f["levels"] = {5, 1}; });
  refuses(theme(), "/levels", "one is bad", [](Json& f) {
    f["levels"] = {"very_satisfied", "basically_satisfied"};
  });
  refuses(theme(), "/levels", "one is bad", [](Json& f) {
    f["levels"] = {"dissatisfied", "very_dissatisfied"};
  });
  refuses(theme(), "/levels", "one is bad", [](Json& f) { f["levels"] = Json::array(); });
  refuses(theme(), "/label_set", "one of satisfaction, quality",
          [](Json& f) { f["label_set"] = "stars"; });
}

TEST_CASE("items of a section stand together, sections in their order", "[host][questionnaire]") {
  refuses(theme(), "/items/7/section", "in the order of /sections",
          [](Json& f) { f["items"][7]["section"] = "overall"; });
  refuses(theme(), "/items/4/section", "in the order of /sections",
          [](Json& f) { std::swap(f["items"][3], f["items"][4]); });
  refuses(theme(), "/items/5", "either every item has a section",
          [](Json& f) { f["items"][5].erase("section"); });
  refuses(theme(), "/items/5/section", "there is no later",
          [](Json& f) { f["items"][5]["section"] = "later"; });
  refuses(theme(), "/items/5/section", "there is no apply", [](Json& f) { f.erase("sections"); });
  refuses(theme(), "/sections/1/id", "once", [](Json& f) { f["sections"][1]["id"] = "overall"; });
  refuses(theme(), "/sections/1", "title is required",
          [](Json& f) { f["sections"][1].erase("title"); });
  refuses(theme(), "/sections", "1 to 16", [](Json& f) { f["sections"] = Json::array(); });
  refuses(theme(), "/sections/0", "is an object", [](Json& f) { f["sections"][0] = "overall"; });
  refuses(theme(), "/sections/0/shown_if", "the level is always shown",
          [](Json& f) { f["sections"][0]["shown_if"] = true; });
}

TEST_CASE("hostile questionnaires are refused, not followed", "[host][questionnaire]") {
  const auto faults = [](const Change& change) {
    return faults_after(visit(), check_questionnaire, change).size();
  };
  CHECK(faults([](Json& f) { f["items"] = Json::array({1, "a", nullptr, Json::array()}); }) == 4);
  CHECK(faults([](Json& f) { f["texts"] = {{"../en", Json::object()}}; }) == 1);
  CHECK(faults([](Json& f) { f["texts"]["en"] = Json::array(); }) == 1);
  refuses(visit(), "/items", "1 to 64 items", [](Json& f) {
    const Json item = f["items"][3];
    for (int i = 0; i < 20'000; ++i) f["items"].push_back(item);
  });
  for (const char* text : {"null", "[]", "{}", R"({"items": {"id": 1}})", R"({"items": [[]]})",
                           R"({"sections": {}, "items": [{"section": 1}]})",
                           R"({"items": [{"id": "a", "kind": 1, "shown_if": {"var": "a"}}]})"}) {
    const Json file = Json::parse(text);
    if (!file.is_object()) continue;  // load_authored has refused it
    std::vector<Fault> all;
    check_questionnaire("a.json", file, all);
    CHECK_FALSE(all.empty());
  }
}
