// SPDX-License-Identifier: Apache-2.0
#include "yiping/sheet.hpp"

#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <nlohmann/json.hpp>

#include "host/files.hpp"

using namespace yiping;
using nlohmann::json;

namespace {

json shipped(const std::string& id) {
  const auto file = host::read_file(YIPING_SOURCE_DIR "/assets/sheets/" + id + ".json");
  REQUIRE(file);
  return json::parse(file.bytes);
}

Sheet sheet(const std::string& id) {
  auto read = read_sheet(json::to_cbor(shipped(id)));
  if (!read) FAIL(name_of(read.error().code) << " " << read.error().where);
  return *std::move(read);
}

/// Every leaf scored by a panel, with evidence.
json scores_of(const Sheet& sheet, int score) {
  json scores{{"schema", "yiping.sheet-scores/1"},
              {"sheet", sheet.id},
              {"version", sheet.version},
              {"scores", json::array()}};
  for (const SheetNode& node : sheet.nodes) {
    if (!node.leaf) continue;
    scores["scores"].push_back({{"id", node.id}, {"panel", score}, {"evidence", {"file-1"}}});
  }
  return scores;
}

SheetScores read(const json& scores, const Sheet& sheet) {
  auto read = read_sheet_scores(json::to_cbor(scores), sheet);
  if (!read) FAIL(name_of(read.error().code) << " " << read.error().where);
  return *std::move(read);
}

Error spoilt(const std::function<void(json&)>& change) {
  json changed = shipped("self-assessment");
  change(changed);
  const auto result = read_sheet(json::to_cbor(changed));
  REQUIRE_FALSE(result);
  return result.error();
}

Error spoilt_scores(const std::function<void(json&)>& change) {
  const Sheet self = sheet("self-assessment");
  json changed = scores_of(self, 50);
  change(changed);
  const auto result = read_sheet_scores(json::to_cbor(changed), self);
  REQUIRE_FALSE(result);
  return result.error();
}

}  // namespace

TEST_CASE("the shipped sheets open, and all points are all points", "[indicator][sheet]") {
  for (const std::string id : {"third-party", "self-assessment"}) {
    const Sheet one = sheet(id);
    CHECK(one.id == id);
    CHECK(one.source.find("proposed") != std::string::npos);
    for (const char* language : {"zh-Hans", "en"})
      CHECK_FALSE(one.text(language, one.title).empty());
    const SheetTotal total = total_of(one, read(scores_of(one, 100), one));
    REQUIRE(total.total);
    CHECK(total.total->numerator == 100 * total.total->denominator);
    CHECK(total_of(one, read(scores_of(one, 0), one)).total->numerator == 0);
  }
  CHECK(sheet("third-party").kind == SheetKind::third_party);
  CHECK(sheet("self-assessment").kind == SheetKind::self_assessment);
}

TEST_CASE("a sheet has up to 256 nodes and 32 languages", "[indicator][sheet]") {
  json large = shipped("third-party");
  const auto with_nodes = [&](int count) {
    json made = large;
    json texts{{made["title"], "t"}};
    made["nodes"] = json::array();
    for (int i = 0; i < count; ++i) {
      const std::string number = std::to_string(i);
      const int weight = i == 0 ? 10'000 - (count - 1) : 1;
      made["nodes"].push_back(
          {{"id", "n" + number}, {"label", "l" + number}, {"weight", weight}, {"evidence", false}});
      texts["l" + number] = "x";
    }
    made["texts"] = {{"zh-Hans", texts}};
    return made;
  };
  const auto refused = [](const json& made) {
    const auto read = read_sheet(json::to_cbor(made));
    return read ? std::string()
                : std::string(name_of(read.error().code)) + " " + read.error().where;
  };
  CHECK(refused(with_nodes(256)).empty());
  CHECK(refused(with_nodes(257)) == "too_large /nodes");
  json spare = with_nodes(256);
  spare["texts"]["zh-Hans"]["spare"] = "one more than there are to be shown";
  CHECK(refused(spare) == "too_large /texts/zh-Hans");
  json languages = with_nodes(1);
  for (int i = 1; i < 32; ++i) {
    languages["texts"]["l" + std::to_string(i)] = languages["texts"]["zh-Hans"];
  }
  CHECK(refused(languages).empty());
  languages["texts"]["l32"] = languages["texts"]["zh-Hans"];
  CHECK(refused(languages) == "too_large /texts");
}

TEST_CASE("branches add up to the whole by their weights", "[indicator][sheet]") {
  const Sheet self = sheet("self-assessment");
  json scores = scores_of(self, 0);
  int next = 0;
  for (json& leaf : scores["scores"]) leaf["panel"] = (37 * ++next) % 101;
  const SheetScores given = read(scores, self);
  const auto whole = total_of(self, given).total;
  REQUIRE(whole);
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < self.nodes.size(); ++i) {
    if (self.nodes[i].parent) continue;
    const auto branch = total_of(self, given, i).total;
    REQUIRE(branch);
    CHECK(branch->denominator == whole->denominator);
    sum += branch->numerator * self.nodes[i].weight;
  }
  CHECK(sum == whole->numerator * kWholeWeight);
}

TEST_CASE("without any scores every leaf is missing", "[indicator][sheet]") {
  const Sheet self = sheet("self-assessment");
  const SheetTotal total = total_of(self, {});
  CHECK_FALSE(total.total);
  CHECK(total.missing.size() == 11);
  CHECK(total.without_evidence.empty());
}

TEST_CASE("the panel overrules the office, and evidence is needed where the sheet says",
          "[indicator][sheet]") {
  const Sheet third = sheet("third-party");
  json scores = scores_of(third, 60);
  for (json& leaf : scores["scores"]) leaf["self"] = 100;
  CHECK(total_of(third, read(scores, third)).total->numerator ==
        60 * total_of(third, read(scores, third)).total->denominator);
  for (json& leaf : scores["scores"]) leaf.erase("panel");
  CHECK(total_of(third, read(scores, third)).total->numerator ==
        100 * total_of(third, read(scores, third)).total->denominator);
  for (json& leaf : scores["scores"]) leaf.erase("evidence");
  const SheetTotal total = total_of(third, read(scores, third));
  CHECK_FALSE(total.total);
  CHECK(total.missing.empty());
  CHECK(total.without_evidence ==
        std::vector<std::string>{"online.efficiency", "online.guide", "onsite.efficiency"});
}

TEST_CASE("a fault in a sheet is named by its place", "[indicator][sheet][hostile]") {
  CHECK(spoilt([](json& s) { s["nodes"][0]["weight"] = 2'999; }).code == ErrorCode::bad_weights);
  auto error = spoilt([](json& s) { s["nodes"][1]["nodes"][1]["nodes"][2]["weight"] = 1; });
  CHECK(error.code == ErrorCode::bad_weights);
  CHECK(error.where == "/nodes/1/nodes/1/nodes");
  error = spoilt([](json& s) { s["nodes"][0]["nodes"][2]["id"] = "chain.bad"; });
  CHECK(error.code == ErrorCode::duplicate_id);
  CHECK(error.where == "/nodes/1/nodes/1/id");
  CHECK(spoilt([](json& s) { s["nodes"] = json::array(); }).where == "/nodes");
  CHECK(spoilt([](json& s) { s["nodes"][0]["nodes"] = 3; }).code == ErrorCode::wrong_type);
  CHECK(spoilt([](json& s) { s["nodes"][2].erase("evidence"); }).where == "/nodes/2/evidence");
  CHECK(spoilt([](json& s) { s["kind"] = "panel"; }).where == "/kind");
  error = spoilt([](json& s) { s["texts"]["en"].erase("chain.bad.label"); });
  CHECK(error.code == ErrorCode::missing_text);
  CHECK(error.where == "/texts/en/chain.bad.label");
  CHECK(spoilt([](json& s) {
          s["texts"]["ug"] = {{"sheet.title", 3}};
        }).code == ErrorCode::wrong_type);
  CHECK(spoilt([](json& s) { s["texts"]["ug"] = "x"; }).where == "/texts/ug");
  CHECK(spoilt([](json& s) { s["texts"] = json::object(); }).where == "/texts");
  CHECK(spoilt([](json& s) { s["nodes"][0]["html"] = "<b>"; }).code == ErrorCode::unknown_field);
}

TEST_CASE("a sheet that is too large or too deep is refused", "[indicator][sheet][hostile]") {
  CHECK(spoilt([](json& s) {
          for (std::size_t i = 0; i < 257; ++i) s["nodes"][i] = s["nodes"][2];
        }).code == ErrorCode::too_large);
  CHECK(spoilt([](json& s) {
          json deep = s["nodes"][2];
          for (int i = 0; i < 5; ++i)
            deep = {{"id", "n"}, {"label", "n"}, {"weight", 10'000}, {"nodes", {deep}}};
          s["nodes"][2] = deep;
        }).code == ErrorCode::duplicate_id);
  CHECK(spoilt([](json& s) {
          json deep = s["nodes"][2];
          for (int i = 0; i < 5; ++i) {
            deep = {{"id", "n" + std::to_string(i)},
                    {"label", "n"},
                    {"weight", 10'000},
                    {"nodes", {deep}}};
          }
          s["nodes"][2] = deep;
        }).code == ErrorCode::too_deep);
  CHECK(spoilt([](json& s) {
          for (int i = 0; i < 40; ++i) s["texts"]["l" + std::to_string(i)] = s["texts"]["en"];
        }).code == ErrorCode::too_large);
}

TEST_CASE("a fault in scores is named by its place", "[indicator][sheet][hostile]") {
  CHECK(spoilt_scores([](json& s) { s["sheet"] = "third-party"; }).where == "/sheet");
  CHECK(spoilt_scores([](json& s) { s["version"] = 2; }).where == "/version");
  CHECK(spoilt_scores([](json& s) { s["schema"] = "yiping.sheet/1"; }).where == "/schema");
  CHECK(spoilt_scores([](json& s) { s["scores"][1]["panel"] = 101; }).where == "/scores/1/panel");
  CHECK(spoilt_scores([](json& s) { s["scores"][1]["self"] = "90"; }).where == "/scores/1/self");
  CHECK(spoilt_scores([](json& s) { s["scores"][1]["id"] = "nothing"; }).code ==
        ErrorCode::unknown_item);
  CHECK(spoilt_scores([](json& s) { s["scores"][1]["id"] = "coverage"; }).code ==
        ErrorCode::bad_value);
  CHECK(spoilt_scores([](json& s) { s["scores"][1] = s["scores"][0]; }).code ==
        ErrorCode::duplicate_id);
  CHECK(spoilt_scores([](json& s) {
          s["scores"][0]["evidence"] = {"a", 3};
        }).where == "/scores/0/evidence/1");
  CHECK(spoilt_scores([](json& s) { s["scores"][0]["evidence"] = {""}; }).where ==
        "/scores/0/evidence/0");
}

TEST_CASE("a sheet cut off anywhere is refused", "[indicator][sheet][hostile]") {
  const std::vector<std::uint8_t> whole = json::to_cbor(shipped("third-party"));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    REQUIRE_FALSE(read_sheet(std::span(whole).first(size)));
  }
  CHECK(read_sheet(whole));
}
