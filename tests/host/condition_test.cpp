// SPDX-License-Identifier: Apache-2.0
// Conditions as authored: form, names, limits, order.
#include <catch2/catch_test_macros.hpp>

#include "authored_support.hpp"
#include "host/authored.hpp"
#include "host/authored_condition.hpp"

using namespace yiping::host;

namespace {

const std::vector<AskedItem>& items() {
  static const std::vector<AskedItem> all{
      {"level", "level", {"satisfied", "dissatisfied"}},
      {"why", "multi", {"slow", "rude"}},
      {"waited", "single", {"short", "long"}},
      {"note", "text", {}},
      {"read", "statement", {}},
      {"speed", "rating", {"satisfied", "dissatisfied"}},
      {"contact", "contact", {"anonymous", "call_back", "named"}},
  };
  return all;
}

std::vector<Fault> faults_of(const char* condition) {
  std::vector<Fault> faults;
  Checker check("q.json", faults);
  check_condition(check, Json::parse(condition), "/c", items());
  return faults;
}

/// "pointer rule" of a condition's only fault; empty when it has none.
bool refused(const char* condition, const char* pointer, const char* rule) {
  INFO(condition);
  const auto faults = faults_of(condition);
  CHECK(faults.size() == 1);
  return tells(faults, pointer, rule);
}

bool accepted(const char* condition) { return faults_of(condition).empty(); }

/// `and` of `count` comparisons: three steps each and one for the operator.
Json long_condition(std::size_t count) {
  Json all = Json::array();
  for (std::size_t i = 0; i < count; ++i) {
    all.push_back(Json::parse(R"({"==": [{"var": "waited"}, "long"]})"));
  }
  return {{"and", all}};
}

Json deep_condition(std::size_t operators) {
  Json condition = Json::parse(R"({"==": [{"var": "waited"}, "long"]})");
  for (std::size_t i = 1; i < operators; ++i) condition = {{"!", Json::array({condition})}};
  return condition;
}

/// Three items after the level, with what they wait for.
std::vector<Fault> ordered(const char* a, const char* b, const char* c) {
  Json file = shipped("questionnaires/kiosk.json").file;
  file["items"].erase(1);
  const char* conditions[] = {a, b, c};
  for (std::size_t i = 0; i < 3; ++i) {
    Json item{{"id", std::string(1, static_cast<char>('a' + i))},
              {"kind", "text"},
              {"limit", 9},
              {"label", "title"}};
    if (conditions[i][0] != '\0') {
      item["shown_if"] = {{"==", {{{"var", conditions[i]}}, "yes"}}};
    }
    file["items"].push_back(item);
  }
  std::vector<Fault> faults;
  check_questionnaire("kiosk.json", file, faults);
  return faults;
}

}  // namespace

TEST_CASE("each form of the language is accepted", "[host][condition]") {
  for (const char* condition :
       {"true", "false", R"({"==": [{"var": "waited"}, "long"]})",
        R"({"!=": [null, {"var": "note"}]})", R"({"==": [{"var": "note"}, "whatever"]})",
        R"({"<=": [{"var": "level"}, "dissatisfied"]})",
        R"({">": ["satisfied", {"var": "speed"}]})",
        R"({"<": [{"var": "level"}, {"var": "speed"}]})", R"({"in": ["rude", {"var": "why"}]})",
        R"({"in": [{"var": "waited"}, ["short", "long"]]})",
        R"({"and": [true, {"or": [{"!": [false]}]}]})",
        R"({"==": [{"var": "contact"}, "named"]})"}) {
    INFO(condition);
    CHECK(accepted(condition));
  }
}

TEST_CASE("what is no condition is refused where it stands", "[host][condition]") {
  CHECK(refused("1", "/c", "one operator"));
  CHECK(refused(R"("level")", "/c", "one operator"));
  CHECK(refused("{}", "/c", "one operator"));
  CHECK(refused(R"({"and": [true], "or": [true]})", "/c", "one operator"));
  CHECK(refused(R"({"var": "level"})", "/c/var", "an operator is one of"));
  CHECK(refused(R"({"xor": [true, true]})", "/c/xor", "an operator is one of"));
  CHECK(refused(R"({"!": true})", "/c/!", "array"));
  CHECK(refused(R"({"!": [true, true]})", "/c/!", "one condition"));
  CHECK(refused(R"({"and": []})", "/c/and", "one condition at least"));
  CHECK(refused(R"({"or": [null]})", "/c/or/0", "one operator"));
  CHECK(refused(R"({"==": [{"var": "level"}]})", "/c/==", "two operands"));
  CHECK(refused(R"({"==": ["a", "b", "c"]})", "/c/==", "two operands"));
  CHECK(refused(R"({"==": [1, "a"]})", "/c/==/0", "a value is"));
  CHECK(refused(R"({"==": [{"var": 1}, "a"]})", "/c/==/0", "a value is"));
  CHECK(refused(R"({"==": [{"var": "level", "b": 1}, "a"]})", "/c/==/0", "a value is"));
  CHECK(refused(R"({"in": ["a", "b"]})", "/c/in/1", "a multi or an array"));
  CHECK(refused(R"({"in": ["a", []]})", "/c/in/1", "a multi or an array"));
  CHECK(refused(R"({"in": ["a", ["b", null]]})", "/c/in/1/1", "a text"));
}

TEST_CASE("var names an item that has an answer of that kind", "[host][condition]") {
  CHECK(refused(R"({"==": [{"var": "nobody"}, "a"]})", "/c/==/0/var", "there is no nobody"));
  CHECK(refused(R"({"==": [{"var": "read"}, "a"]})", "/c/==/0/var", "has no answer"));
  CHECK(refused(R"({"==": [{"var": "why"}, "slow"]})", "/c/==/0", "right of in"));
  CHECK(refused(R"({"in": ["a", {"var": "note"}]})", "/c/in/1", "stands a multi"));
  CHECK(refused(R"({"<": [{"var": "waited"}, "satisfied"]})", "/c/</0", "compare levels"));
  CHECK(refused(R"({"<": [{"var": "level"}, null]})", "/c/</1", "compare levels"));
}

TEST_CASE("an answer that an item cannot have is told", "[host][condition]") {
  CHECK(refused(R"({"==": [{"var": "waited"}, "longer"]})", "/c/==/1", "are short, long"));
  CHECK(refused(R"({"==": ["longer", {"var": "waited"}]})", "/c/==/0", "are short, long"));
  CHECK(refused(R"({"==": [{"var": "level"}, "very_satisfied"]})", "/c/==/1", "are satisfied"));
  CHECK(refused(R"({"in": ["late", {"var": "why"}]})", "/c/in/0", "are slow, rude"));
  CHECK(refused(R"({"in": [{"var": "waited"}, ["long", "late"]]})", "/c/in/1/1", "are short"));
  CHECK(refused(R"({"==": [{"var": "contact"}, "unknown"]})", "/c/==/1", "are anonymous"));
}

TEST_CASE("a condition has sixty-four operators and values at most, and nests five deep",
          "[host][condition]") {
  CHECK_FALSE(is_oversized(long_condition(21)));  // 1 + 21 * 3 = 64
  CHECK(is_oversized(long_condition(22)));
  CHECK_FALSE(is_oversized(deep_condition(5)));
  CHECK(is_oversized(deep_condition(6)));
  CHECK(refused(long_condition(100'000).dump().c_str(), "/c", "64 operators"));
  Json set = Json::array();
  for (int i = 0; i < 62; ++i) set.push_back("x");
  Json within{{"in", {{{"var", "note"}}, set}}};  // 1 + 1 + 62 = 64
  CHECK_FALSE(is_oversized(within));
  within["in"][1].push_back("x");
  CHECK(is_oversized(within));
}

TEST_CASE("two conditions make one without needless nesting", "[host][condition]") {
  const Json a = Json::parse(R"({"==": [{"var": "waited"}, "long"]})");
  const Json b = Json::parse(R"({"and": [true, false]})");
  CHECK(both(true, a) == a);
  CHECK(both(a, true) == a);
  CHECK(both(true, true) == Json(true));
  CHECK(both(a, a) == Json({{"and", {a, a}}}));
  CHECK(both(a, b) == Json({{"and", {a, true, false}}}));
  CHECK(both(false, a) == Json({{"and", {false, a}}}));
}

TEST_CASE("a condition asks about earlier items, and a circle is named", "[host][condition]") {
  CHECK(ordered("", "a", "b").empty());
  CHECK(tells(ordered("b", "", ""), "/items/1/shown_if/==/0/var", "b is not earlier"));
  CHECK(tells(ordered("a", "", ""), "/items/1/shown_if/==/0/var", "a → a"));
  CHECK(tells(ordered("b", "a", ""), "/items/1/shown_if/==/0/var", "a → b → a"));
  CHECK(tells(ordered("c", "a", "b"), "/items/1/shown_if/==/0/var", "a → c → b → a"));
  const auto no_circle = ordered("c", "", "");
  REQUIRE(no_circle.size() == 1);
  CHECK(no_circle[0].rule.find("→") == std::string::npos);
}

TEST_CASE("required_if may ask about any item", "[host][condition]") {
  Json file = shipped("questionnaires/re-rating.json").file;
  file["items"][1]["required_if"] = Json::parse(R"({"!=": [{"var": "reply"}, null]})");
  std::vector<Fault> faults;
  check_questionnaire("re-rating.json", file, faults);
  CHECK(faults.empty());
  file["items"][1]["enabled_if"] = file["items"][1]["required_if"];
  check_questionnaire("re-rating.json", file, faults);
  CHECK(tells(faults, "/items/1/enabled_if/!=/0/var", "reply is not earlier"));
}

TEST_CASE("a section's condition binds each of its items, and waits for what stands before it",
          "[host][condition]") {
  const Authored theme = shipped("questionnaires/theme.json");
  const auto with = [&](const char* asked) {
    return faults_after(theme, check_questionnaire, [&](Json& f) {
      f["sections"][2]["shown_if"] = {{"!=", {{{"var", asked}}, nullptr}}};
    });
  };
  CHECK(with("outcome").empty());
  const char* place = "/sections/2/shown_if/!=/0/var";
  CHECK(tells(with("approve_time"), place, "approve_time → approve_time"));
  CHECK(tells(with("suggestion"), place, "suggestion is not earlier"));
  const auto both_long = faults_after(theme, check_questionnaire, [](Json& f) {
    const Json half = Json::parse(R"({"!=": [{"var": "outcome"}, null]})");
    Json many = Json::array();
    for (int i = 0; i < 11; ++i) many.push_back(half);
    f["sections"][2]["shown_if"] = {{"or", many}};
    f["items"][6]["shown_if"] = {{"or", many}};
  });
  CHECK(tells(both_long, "/items/6/shown_if", "together with its section's"));
}
