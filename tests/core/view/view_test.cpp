// SPDX-License-Identifier: Apache-2.0
#include "yiping/view.hpp"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "core_support.hpp"
#include "yiping/evaluation.hpp"

using namespace yiping;
using nlohmann::json;
using test::kNow;

namespace {
json drawn(const Session& session) { return json::parse(write_view(view_of(session))); }
}  // namespace

TEST_CASE("the first view is the level alone, five options, none selected", "[view][neutral]") {
  const json view = drawn(test::open_session());
  REQUIRE(view["items"].size() == 1);
  const json& level = view["items"][0];
  REQUIRE(level["options"].size() == 5);
  CHECK(level["options"][0]["label"] == "非常满意");
  CHECK(level["options"][4]["id"] == "very_dissatisfied");
  for (const json& option : level["options"]) {
    CHECK_FALSE(option.contains("selected"));
    CHECK(option.size() == level["options"][0].size());
  }
  CHECK(view["actions"][0]["enabled"] == false);
  CHECK(view["actions"][0]["reason"] == "请先选择一个满意度等级");
  CHECK(view["focus"] == "level");
  CHECK_FALSE(view.contains("receipt"));
}

TEST_CASE("every level opens the same items with as many reasons", "[view][neutral]") {
  for (const Level level : kLevels) {
    Session session = test::open_session();
    REQUIRE(session.choose_level(level, kNow));
    const json view = drawn(session);
    REQUIRE(view["items"].size() == 7);
    CHECK(view["items"][1]["options"].size() == 8);
    CHECK(view["items"][1]["options"][0]["group"] == "base");
    CHECK(view["items"][1]["options"][7]["group"] == "extension");
    for (const json& item : view["items"]) {
      CHECK(item.contains("required") == (item["kind"] == "level"));
    }
    CHECK(view["actions"][0]["enabled"] == true);
  }
}

TEST_CASE("a text past its limit says so and keeps submit off", "[view]") {
  Session session = test::open_session();
  REQUIRE(session.choose_level(Level::satisfied, kNow));
  REQUIRE(session.set_text("suggestion", std::string(203, 'x'), kNow));
  json view = drawn(session);
  CHECK(view["items"][6]["remaining"] == -3);
  CHECK(view["items"][6]["error"].get<std::string>().find("200") != std::string::npos);
  CHECK(view["errors"][0]["item"] == "suggestion");
  CHECK(view["errors"][0]["code"] == 402);
  CHECK(view["actions"][0]["enabled"] == false);
  CHECK(view["focus"] == "suggestion");
  REQUIRE(session.set_text("suggestion", "好", kNow));
  view = drawn(session);
  CHECK(view["items"][6]["remaining"] == 199);
  CHECK(view["errors"].empty());
  CHECK_FALSE(view.contains("focus"));
}

TEST_CASE("the announcement names the level in the session's language", "[view][language]") {
  Session session = test::open_session();
  REQUIRE(session.choose_level(Level::satisfied, kNow));
  CHECK(drawn(session)["announcement"].get<std::string>().find("满意") != std::string::npos);
  REQUIRE(session.set_language("en"));
  REQUIRE(session.choose_level(Level::dissatisfied, kNow));
  const json view = drawn(session);
  CHECK(view["lang"] == "en");
  CHECK(view["items"][0]["options"][3]["selected"] == true);
  CHECK(view["announcement"].get<std::string>().find("{level}") == std::string::npos);
}

TEST_CASE("each phase offers what can be done in it", "[view][phase]") {
  Session session = test::open_session();
  REQUIRE(session.choose_level(Level::satisfied, kNow));
  REQUIRE(session.submit(kNow));
  json view = drawn(session);
  CHECK(view["phase"] == "sending");
  CHECK(view["actions"].empty());
  CHECK(view["receipt"] == receipt_of(test::kArea, test::counting_id()));
  REQUIRE(session.unreachable());
  view = drawn(session);
  CHECK(view["actions"][0]["id"] == "retry");
  CHECK(view["notices"][0]["id"] == "unreachable");
  REQUIRE(session.rejected());
  view = drawn(session);
  CHECK(view["phase"] == "rejected");
  CHECK(view["actions"][0]["id"] == "edit");
  REQUIRE(session.edit());
  REQUIRE(session.submit(kNow));
  REQUIRE(session.stored());
  view = drawn(session);
  CHECK(view["phase"] == "stored");
  CHECK(view["actions"].empty());
}
