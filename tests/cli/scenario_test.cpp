// SPDX-License-Identifier: Apache-2.0
#include "scenario.hpp"

#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "host/files.hpp"

using namespace yiping;
using host::Json;

namespace {

const std::filesystem::path kSource = YIPING_SOURCE_DIR;

Json scenario(const char* name) {
  const auto file = host::read_file(kSource / "tests/scenarios" / (std::string(name) + ".json"));
  return host::parse_json(file.bytes).value;
}

std::size_t failures(const Json& scenario) {
  cli::Shelf shelf(kSource / "assets");
  return cli::play(scenario, shelf).failures.size();
}

}  // namespace

TEST_CASE("a scenario that holds has no failures and hands out its document", "[cli][scenario]") {
  cli::Shelf shelf(kSource / "assets");
  const auto played = cli::play(scenario("everything-answered"), shelf);
  CHECK(played.failures.empty());
  CHECK(played.document.starts_with(R"({"contact":false,)"));
}

TEST_CASE("a scenario that states an untruth fails", "[cli][scenario]") {
  const Json whole = scenario("unreachable-then-retry");
  REQUIRE(failures(whole) == 0);
  SECTION("about the document") {
    Json other = whole;
    other["evaluation"]["document"] = whole["evaluation"]["document"].get<std::string>() + " ";
    CHECK(failures(other) == 1);
  }
  SECTION("about the receipt, at a step") {
    Json other = whole;
    other["steps"][2]["evaluation"]["receipt"] = "440300";
    CHECK(failures(other) == 1);
  }
  SECTION("about the view") {
    Json other = whole;
    other["expect"]["phase"] = "rejected";
    CHECK(failures(other) == 1);
  }
  SECTION("about an error that does not come") {
    Json other = whole;
    other["steps"][0]["expect_error"] = "wrong_phase";
    CHECK(failures(other) == 1);
  }
  SECTION("by leaving out an error that comes") {
    Json other = whole;
    other["steps"].push_back({{"submit", true}});
    CHECK(failures(other) == 1);
  }
  SECTION("by leaving out the document") {
    Json other = whole;
    other.erase("evaluation");
    CHECK(failures(other) == 3);
  }
  SECTION("about an intent that does not exist") {
    Json other = whole;
    other["steps"].push_back({{"explode", true}});
    CHECK(failures(other) == 1);
  }
}

TEST_CASE("a scenario that states an untruth about the contact fails", "[cli][scenario]") {
  Json whole = scenario("contact-named");
  REQUIRE(failures(whole) == 0);
  SECTION("another one") {
    whole["evaluation"]["contact"] = whole["evaluation"]["contact"].get<std::string>() + " ";
    CHECK(failures(whole) == 1);
  }
  SECTION("none") {
    whole["evaluation"].erase("contact");
    CHECK(failures(whole) == 1);
  }
}

TEST_CASE("a scenario may name another folder of questionnaires, and an item", "[cli][scenario]") {
  Json everything = scenario("everything-whole");
  CHECK(failures(everything) == 0);
  everything.erase("assets");
  CHECK(failures(everything) == 1);  // it stops: there is no such questionnaire
  Json passport = scenario("passport-good-alone");
  CHECK(failures(passport) == 0);
  passport.erase("item");
  CHECK(failures(passport) > 0);
}

TEST_CASE("a path finds by id, by item, by position, and null when there is nothing",
          "[cli][scenario]") {
  const Json view = {
      {"items", {{{"id", "a"}, {"options", {{{"id", "1"}, {"selected", true}}, {{"id", "2"}}}}}}},
      {"errors", {{{"item", "a"}, {"code", 402}}}}};
  CHECK(cli::look_up(view, "items.ids") == Json({"a"}));
  CHECK(cli::look_up(view, "items.a.selected") == Json({"1"}));
  CHECK(cli::look_up(view, "items.a.options.1.selected") == Json(true));
  CHECK(cli::look_up(view, "errors.a.code") == Json(402));
  CHECK(cli::look_up(view, "errors.0.code") == Json(402));
  CHECK(cli::look_up(view, "errors.1.code").is_null());
  CHECK(cli::look_up(view, "items.b.options.1").is_null());
}
