// SPDX-License-Identifier: Apache-2.0
#include "yiping/mapping.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <random>

#include "core_support.hpp"
#include "host/files.hpp"
#include "mapping_support.hpp"

using namespace yiping;
using host::Json;

namespace {

Mapping load(const Json& file) {
  auto mapping = read_mapping(host::to_cbor(file), test::code_tables());
  INFO(test::refusal(mapping));
  REQUIRE(mapping);
  return *std::move(mapping);
}

Json example() { return test::asset("assets/mappings/example-province.json"); }

Facts facts_from(const char* json) {
  auto facts = read_facts(test::cbor(json));
  INFO(test::refusal(facts));
  REQUIRE(facts);
  return *std::move(facts);
}

/// A mapping of the level and one field more.
Json with_field(const Json& field) {
  Json file = example();
  Json level;
  for (const Json& each : file["evaluation"]) {
    if (each["ours"] == "level") level = each;
  }
  file["evaluation"] = Json::array({level, field});
  file["service"] = Json::array();
  file.erase("bad_level_needs");
  return file;
}

std::string random_text(std::mt19937& random) {
  constexpr std::string_view pieces[] = {",",  "|",  "%", "\\", "%2C", "\\,",
                                         "好", "𠮷", "a", "\n", ";"};
  std::uniform_int_distribution<std::size_t> which(0, std::size(pieces) - 1);
  std::string text = "x";
  for (std::size_t i = which(random) + 1; i > 0; --i) text += pieces[which(random)];
  return text;
}

std::string value_of(const OutRecord& record, std::string_view field) {
  for (const FieldText& each : record.fields) {
    if (each.name == field) return each.value;
  }
  return {};
}

}  // namespace

TEST_CASE("every shipped mapping is read with the shipped tables", "[mapping]") {
  int read = 0;
  for (const auto& path :
       host::files_in(std::filesystem::path(YIPING_SOURCE_DIR) / "assets/mappings", ".json")) {
    if (path.string().ends_with(".schema.json")) continue;
    const Mapping mapping = load(test::asset("assets/mappings/" + path.filename().string()));
    CHECK(mapping.id + ".json" == path.filename().string());
    // What nobody's receiver has accepted says so.
    if (mapping.id == "example-province") CHECK(mapping.mark == Mark::unverified);
    ++read;
  }
  CHECK(read >= 1);
}

TEST_CASE("the schema for authors lists the facts of the core", "[mapping]") {
  const Json facts = test::asset("assets/mappings/mapping.schema.json")["$defs"]["fact"]["enum"];
  REQUIRE(facts.size() == kFactCount);
  for (std::size_t i = 0; i < kFactCount; ++i) {
    const FactTraits& traits = traits_of(static_cast<Fact>(i));
    CHECK(traits.name == facts[i].get<std::string>());
    CHECK(fact_named(traits.name) == traits.fact);
  }
  CHECK_FALSE(fact_named("mood"));
}

TEST_CASE("a constant is refused in the place of every fact but the deployment's", "[mapping]") {
  int refused = 0;
  for (std::size_t i = 0; i < kFactCount; ++i) {
    const FactTraits& traits = traits_of(static_cast<Fact>(i));
    Json field{{"theirs", "x"}, {"ours", std::string(traits.name)}, {"constant", "1"}};
    const auto read = read_mapping(host::to_cbor(with_field(field)), test::code_tables());
    INFO(traits.name);
    if (traits.type == FactType::fixed) {
      CHECK(read);
      continue;
    }
    REQUIRE_FALSE(read);
    CHECK(read.error().code == ErrorCode::forbidden_constant);
    CHECK(read.error().where == "/evaluation/1/constant");
    ++refused;
  }
  CHECK(refused == 46);
}

TEST_CASE("a text with any separators comes back as it was, or does not leave", "[mapping]") {
  std::mt19937 random(7);
  for (const char* way : {"refuse", "backslash", "percent"}) {
    const Mapping mapping =
        load(with_field({{"theirs", "t"},
                         {"ours", "text"},
                         {"reserved", {{"characters", ",|;"}, {"escape", way}}}}));
    int waiting = 0;
    for (int i = 0; i < 2'000; ++i) {
      const std::string text = random_text(random);
      Facts facts = facts_from(R"({"level": "satisfied"})");
      facts.put(
          {.fact = Fact::text, .text = text, .number = 0, .list = {}, .version = 0, .codes = {}});
      const OutRecord out = map_out(mapping, facts);
      if (!out.problems.empty()) {
        REQUIRE(out.problems[0].rule == MapProblem::Rule::separator);
        REQUIRE(text.find_first_of(",|;") != std::string::npos);
        ++waiting;
        continue;
      }
      const InRecord in = map_in(mapping, MapPart::evaluation, out.fields);
      REQUIRE(in.problems.empty());
      REQUIRE(in.facts.text(Fact::text) == text);
    }
    CHECK((waiting > 0) == (std::string_view(way) == "refuse"));
  }
}

TEST_CASE("reason codes with separators come back as the same codes", "[mapping]") {
  std::mt19937 random(11);
  for (const char* way : {"backslash", "percent"}) {
    const Mapping mapping = load(with_field(
        {{"theirs", "r"},
         {"ours", "reasons"},
         {"join", {{"separator", ","}, {"escape", way}, {"list", "odd"}, {"version", 3}}}}));
    for (int i = 0; i < 1'000; ++i) {
      std::vector<std::string> codes;
      for (int n = 0; n <= i % 4; ++n) codes.push_back(random_text(random));
      Facts facts = facts_from(R"({"level": "satisfied"})");
      facts.put({.fact = Fact::reasons,
                 .text = {},
                 .number = 0,
                 .list = "odd",
                 .version = 3,
                 .codes = codes});
      const OutRecord out = map_out(mapping, facts);
      REQUIRE(out.problems.empty());
      const InRecord in = map_in(mapping, MapPart::evaluation, out.fields);
      REQUIRE(in.facts.find(Fact::reasons) != nullptr);
      REQUIRE(in.facts.find(Fact::reasons)->codes == codes);
    }
  }
}

TEST_CASE("nothing that tells who a person is leaves unless the rating is named",
          "[mapping][privacy]") {
  Json file = example();
  file["evaluation"] = Json::array({file["evaluation"][13]});
  REQUIRE(file["evaluation"][0]["ours"] == "level");
  Facts facts = facts_from(R"({"level": "satisfied"})");
  int identities = 0;
  for (std::size_t i = 0; i < kFactCount; ++i) {
    const FactTraits& traits = traits_of(static_cast<Fact>(i));
    if (traits.want != Want::identity) continue;
    Json field{{"theirs", std::string(traits.name)}, {"ours", std::string(traits.name)}};
    FactValue value;
    value.fact = traits.fact;
    value.text = traits.type == FactType::name ? "passport" : "SECRET";
    if (traits.type == FactType::name)
      field["table"] = {{"id", "id-type-interface"}, {"version", 1}};
    file["evaluation"].push_back(field);
    facts.put(value);
    ++identities;
  }
  CHECK(identities == 11);
  const Mapping mapping = load(file);
  for (const char* way : {"", "anonymous", "call_back", "Named", "real"}) {
    FactValue value;
    value.fact = Fact::way;
    value.text = way;
    facts.put(value);
    const OutRecord out = map_out(mapping, facts);
    CHECK(out.fields.size() == 1);
    CHECK(out.problems.empty());
  }
  FactValue named;
  named.fact = Fact::way;
  named.text = "named";
  facts.put(named);
  CHECK(map_out(mapping, facts).fields.size() == 12);
}

TEST_CASE("every bad level without a reason waits and every other level is sent", "[mapping]") {
  const Mapping mapping = load(example());
  for (const Level level : kLevels) {
    Facts facts;
    FactValue value;
    value.fact = Fact::level;
    value.text = name_of(level);
    facts.put(value);
    const OutRecord out = map_out(mapping, facts);
    const auto waits = std::count_if(
        out.problems.begin(), out.problems.end(),
        [](const MapProblem& problem) { return problem.rule == MapProblem::Rule::reason_missing; });
    CHECK(waits == (is_bad(level) ? 1 : 0));
    CHECK(value_of(out, "evalDetail").empty());
    CHECK(value_of(out, "writingEvaluation").empty());
  }
}

TEST_CASE("a time whose year has not four digits waits", "[mapping][time]") {
  const Mapping mapping =
      load(with_field({{"theirs", "t"}, {"ours", "rated_at"}, {"time", "date_time"}}));
  Facts facts = facts_from(R"({"level": "satisfied"})");
  FactValue value;
  value.fact = Fact::rated_at;
  for (const std::int64_t time : {INT64_MAX, INT64_MIN, std::int64_t{253'402'272'000}}) {
    value.number = time;
    facts.put(value);
    const OutRecord out = map_out(mapping, facts);
    REQUIRE(out.problems.size() == 1);
    CHECK(name_of(out.problems[0].rule) == "bad_time");
    CHECK(out.problems[0].what == std::to_string(time));
  }
}

TEST_CASE("a mapping in the wrong shape is refused by its place", "[mapping][hostile]") {
  struct Case {
    const char* pointer;
    Json value;
    const char* where;
  };
  const Case cases[] = {
      {"/schema", "yiping.codes/1", "/schema"},
      {"/evaluation", Json::object(), "/evaluation"},
      {"/evaluation/0", 1, "/evaluation/0"},
      {"/evaluation/0/theirs", "", "/evaluation/0/theirs"},
      {"/evaluation/0/theirs", "办件编号", "/evaluation/0/theirs"},
      {"/evaluation/0/theirs", std::string(65, 'a'), "/evaluation/0/theirs"},
      {"/evaluation/0/ours", 5, "/evaluation/0/ours"},
      {"/evaluation/0/required", "yes", "/evaluation/0/required"},
      {"/evaluation/0/max", -1, ""},
      {"/evaluation/8/division", 7, "/evaluation/8/division"},
      {"/evaluation/0/division", 6, "/evaluation/0/division"},
      {"/evaluation/0/time", "date", "/evaluation/0/time"},
      {"/evaluation/16/time", "ISO", "/evaluation/16/time"},
      {"/evaluation/14/join/separator", ",,", "/evaluation/14/join/separator"},
      {"/evaluation/14/join/separator", "", "/evaluation/14/join/separator"},
      {"/evaluation/15/reserved/escape", "html", "/evaluation/15/reserved/escape"},
      {"/evaluation/10/required_if/in/0", 2, "/evaluation/10/required_if/in/0"},
      {"/evaluation/25/constant", "a\nb", "/evaluation/25/constant"},
      {"/bad_level_needs/0", "luck", "/bad_level_needs/0"},
      {"/service/0/colour", "red", "/service/0/colour"},
  };
  for (const Case& each : cases) {
    INFO(each.pointer << " = " << each.value.dump());
    Json file = example();
    file[Json::json_pointer(each.pointer)] = each.value;
    const auto read = read_mapping(host::to_cbor(file), test::code_tables());
    REQUIRE_FALSE(read);
    CHECK(read.error().where == each.where);
  }
  CHECK_FALSE(read_mapping(host::to_cbor(example()), {}));
}

TEST_CASE("no cut of a mapping is read as a mapping", "[mapping][hostile]") {
  const auto whole = host::to_cbor(example());
  for (std::size_t size = 0; size < whole.size(); size += 7) {
    CHECK_FALSE(read_mapping(std::span(whole.data(), size), test::code_tables()));
  }
}

TEST_CASE("a push of very many fields is read, and none is lost", "[mapping][hostile]") {
  const Mapping mapping = load(example());
  std::vector<FieldText> fields(5'000, FieldText{"unheardOf", std::string(100, 'x')});
  fields.push_back({"projectNo", "1"});
  const InRecord in = map_in(mapping, MapPart::service, fields);
  CHECK(in.aside.size() == 5'000);
  CHECK(in.facts.text(Fact::case_no) == "1");
}

TEST_CASE("facts are read by their types and written back the same", "[mapping]") {
  const std::string json =
      R"({"case_no":"1","level":"satisfied","rated_at":1795312800,)"
      R"("reasons":{"codes":["406"],"list":"national-2020","version":1},"service_no":2})";
  CHECK(write_facts(facts_from(json.c_str())) == json);
  struct Case {
    const char* json;
    const char* where;
  };
  for (const Case& each :
       {Case{R"({"level": 5})", "/level"}, Case{R"({"rated_at": "now"})", "/rated_at"},
        Case{R"({"channel": "fax"})", "/channel"}, Case{R"({"reasons": ["406"]})", "/reasons"},
        Case{R"({"reasons": {"list": "a", "version": 1, "codes": [""]}})", "/reasons/codes/0"},
        Case{R"({"reasons": {"list": "a", "codes": []}})", "/reasons/version"},
        Case{R"({"a/b": 1})", "/a~1b"}, Case{"[]", ""}}) {
    INFO(each.json);
    const auto facts = read_facts(test::cbor(each.json));
    REQUIRE_FALSE(facts);
    CHECK(facts.error().where == each.where);
  }
}
