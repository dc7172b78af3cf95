// SPDX-License-Identifier: Apache-2.0
// The subcommands for authors: lint over every kind, explain, preview.
#include <catch2/catch_test_macros.hpp>

#include "host/files.hpp"
#include "host/json.hpp"
#include "run_yiping.hpp"

using namespace yiping::cli;
using yiping::host::Json;

TEST_CASE("each subcommand has help of its own", "[cli]") {
  for (const char* command : {"lint", "explain", "preview", "pack", "view", "run"}) {
    const Ran help = run_yiping(std::string(command) + " --help");
    CHECK(help.status == 0);
    CHECK(has(help.output, "Usage: yiping " + std::string(command)));
  }
  CHECK(has(run_yiping("preview --help").output, "--answer level=dissatisfied"));
}

TEST_CASE("lint passes every questionnaire and overlay that is shipped, and no schema", "[cli]") {
  const Ran run = run_yiping("lint assets/questionnaires/*.json assets/overlays/*.json");
  INFO(run.output);
  CHECK(run.status == 0);
  CHECK(has(run.output, "10 of 10 files are whole"));
}

TEST_CASE("explain shows the merged questionnaire and where each part was written", "[cli]") {
  const Ran run = run_yiping("explain online-item --item 440106004000 --lang en");
  INFO(run.output);
  CHECK(run.status == 0);
  CHECK(has(run.output, "online-item.passport version 2, hash "));
  CHECK(has(run.output, "overlay  assets/overlays/passport.json"));
  CHECK(has(run.output, "limit = 300"));
  CHECK(has(run.output, "“From a self-service machine”"));
  const Ran base = run_yiping("explain assets/questionnaires/online-item.json");
  CHECK(has(base.output, "online-item version 1, hash "));
  CHECK_FALSE(has(base.output, "passport"));
}

TEST_CASE("explain gives the same to programs", "[cli]") {
  const Ran run = run_yiping("explain --json --item 440106004000 online-item");
  const Json told = Json::parse(run.output);
  CHECK(told["questionnaire"]["id"] == "online-item.passport");
  CHECK(told["files"].size() == 2);
  CHECK(told["hash"].get<std::string>().size() == 64);
  CHECK(told["origins"]["/items/3/label"] ==
        Json({{"file", "assets/overlays/passport.json"}, {"pointer", "/changes/0/add/label"}}));
}

TEST_CASE("explain refuses a place that is none and a questionnaire that is not there", "[cli]") {
  const Ran area = run_yiping("explain online-item --area 4403");
  CHECK(area.status != 0);
  CHECK(has(area.output, "6 or 12 digits"));
  const Ran missing = run_yiping("explain nowhere");
  CHECK(missing.status == 1);
  CHECK(has(missing.output, "assets/questionnaires/nowhere.json"));
}

TEST_CASE("preview draws what is shown, by what was answered", "[cli]") {
  const Ran first = run_yiping("preview theme");
  CHECK(has(first.output, "( ) 非常满意"));
  CHECK(has(first.output, "请先选择一个满意度等级"));
  CHECK_FALSE(has(first.output, "(*)"));
  CHECK_FALSE(has(first.output, "申请和受理"));
  const Ran all = run_yiping("preview theme --answer outcome=all --answer level=satisfied");
  INFO(all.output);
  CHECK(has(all.output, "(*) 都办成了"));
  CHECK(has(all.output, "[ ] 填写一张表单就可完成申报"));
  CHECK(has(all.output, "-- 申请和受理"));
  CHECK_FALSE(has(all.output, "哪些还没办成？"));
  const Ran part = run_yiping("preview theme --answer level=satisfied --answer outcome=part");
  CHECK(has(part.output, "哪些还没办成？"));
}

TEST_CASE("preview asks for personal data only where someone chose to be known", "[cli]") {
  const std::string command = "preview window-visit --lang en --answer level=satisfied";
  CHECK_FALSE(has(run_yiping(command).output, "Your telephone number"));
  const Ran call_back = run_yiping(command + " --answer contact=call_back");
  CHECK(has(call_back.output, "Your telephone number *"));
  CHECK_FALSE(has(call_back.output, "Your name"));
  CHECK(has(run_yiping(command + " --answer contact=named").output, "Your name *"));
}

TEST_CASE("preview speaks any language that has a locale, the Chinese beside it until reviewed",
          "[cli]") {
  const Ran run = run_yiping("preview online-item --lang ug --width 30");
  INFO(run.output);
  CHECK(run.status == 0);
  CHECK(has(run.output, "ناھايىتى رازى"));
  CHECK(has(run.output, "非常满意"));
}

TEST_CASE("preview tells which answer the core refuses, and what to do", "[cli]") {
  const Ran option = run_yiping("preview theme --answer level=satisfied --answer outcome=maybe");
  CHECK(option.status == 1);
  CHECK(has(option.output, "outcome=maybe: the core says unknown_option"));
  CHECK(has(option.output, "write one of all, part, none"));
  const Ran hidden = run_yiping("preview theme --answer level=satisfied --answer left_over=x");
  CHECK(hidden.status == 1);
  CHECK(has(hidden.output, "this item is not shown"));
  const Ran early = run_yiping("preview theme --answer outcome=all");
  CHECK(early.status == 1);
  CHECK(has(early.output, "answer what it waits for first"));
  CHECK(has(run_yiping("preview theme --answer level").output, "write item=value"));
  CHECK(has(run_yiping("preview theme --lang xx").output, "assets/locales/xx.json"));
  CHECK(run_yiping("preview theme --width 5").status != 0);
}
