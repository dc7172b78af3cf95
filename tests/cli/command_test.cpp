// SPDX-License-Identifier: Apache-2.0
// The command as a person runs it.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <string>

#include "host/files.hpp"
#include "host/json.hpp"
#include "run_yiping.hpp"

using namespace yiping::host;
using yiping::cli::Folder;
using yiping::cli::has;
using yiping::cli::Ran;
using yiping::cli::run_yiping;

TEST_CASE("help shows examples, and no subcommand is an error", "[cli]") {
  CHECK(run_yiping("--help").status == 0);
  CHECK(has(run_yiping("--help").output, "yiping lint assets/questionnaires/online-item.json"));
  CHECK(run_yiping("").status != 0);
  CHECK(run_yiping("frobnicate").status != 0);
}

TEST_CASE("lint passes what is shipped", "[cli]") {
  const Ran run = run_yiping(
      "lint assets/questionnaires/online-item.json assets/codes/reasons-national-2020.json "
      "assets/locales/en.json assets/locales/zh-Hans.json");
  CHECK(run.status == 0);
  CHECK(has(run.output, "4 of 4 files are whole"));
}

TEST_CASE("lint names file, place, rule and remedy, and exits with 1", "[cli]") {
  const Folder folder;
  const std::string broken = folder.file("broken.json");
  REQUIRE(write_file(broken, R"({"schema":"yiping.locale/1","lang":"broken","dir":"up"})").empty());
  const Ran run = run_yiping("lint " + broken);
  CHECK(run.status == 1);
  CHECK(has(run.output, broken + ": /dir: dir is one of ltr, rtl. Remedy: write one of these."));
  CHECK(has(run.output, "the member texts is required"));
}

TEST_CASE("pack and view show the first view and the host's texts", "[cli]") {
  const Folder folder;
  const std::string pack = folder.file("en.cbor");
  const Ran made = run_yiping("pack online-item --lang en -o " + pack);
  INFO(made.output);
  REQUIRE(made.status == 0);
  const Json view = Json::parse(run_yiping("view --json " + pack).output);
  CHECK(view["phase"] == "edit");
  CHECK(view["items"].size() == 1);
  CHECK(view["items"][0]["options"].size() == 5);
  const Json texts = Json::parse(run_yiping("view --texts " + pack).output);
  CHECK(texts["lang"] == "en");
  CHECK(texts["texts"]["ui.elder"].is_string());
  CHECK_FALSE(texts["texts"].contains("level.satisfied"));
  CHECK(has(run_yiping("view " + pack).output, "( ) Very dissatisfied"));
}

TEST_CASE("pack and view say what is wrong and exit with 1", "[cli]") {
  const Folder folder;
  const Ran unknown = run_yiping("pack on-site -o " + folder.file("x.cbor"));
  CHECK(unknown.status == 1);
  CHECK(has(unknown.output, "assets/questionnaires/on-site.json"));
  REQUIRE(write_file(folder.file("not.cbor"), "not a pack").empty());
  const Ran broken = run_yiping("view " + folder.file("not.cbor"));
  CHECK(broken.status == 1);
  CHECK(has(broken.output, "bad_cbor"));
}

TEST_CASE("run counts what passed and writes the documents", "[cli]") {
  const Folder folder;
  const std::string documents = folder.file("documents");
  const Ran good =
      run_yiping("run tests/scenarios/everything-answered.json --documents " + documents);
  CHECK(good.status == 0);
  CHECK(has(good.output, "1 passed, 0 failed"));
  CHECK(read_file(documents + "/everything-answered.json").bytes.starts_with(R"({"contact")"));
  const std::string untrue = folder.file("untrue.json");
  Json scenario = Json::parse(read_file("tests/scenarios/declined.json").bytes);
  scenario["expect"]["phase"] = "stored";
  REQUIRE(write_file(untrue, scenario.dump()).empty());
  const Ran bad = run_yiping("run " + untrue + " tests/scenarios/declined.json");
  CHECK(bad.status == 1);
  CHECK(has(bad.output, "1 passed, 1 failed"));
  CHECK(has(bad.output, "phase is \"closed\", expected \"stored\""));
}
