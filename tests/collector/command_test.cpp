// SPDX-License-Identifier: Apache-2.0
// The program itself: what it prints, what it ends with.
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "command_support.hpp"

using namespace yiping::collector::test;
namespace fs = std::filesystem;

TEST_CASE("init writes what serve takes, for its owner's eyes, and never twice", "[command]") {
  const Folder folder;
  const std::string config = made(folder);
  const Run checked = run("serve --check-config " + config);
  CHECK(checked.status == 0);
  CHECK(checked.says("配置无误"));
  const Run again = run("init --dir '" + folder.path().string() + "'");
  CHECK(again.status == 2);
  CHECK(again.says("left alone"));
  const Folder other;
  REQUIRE(run("init --dir '" + other.path().string() + "'").status == 0);
  CHECK(fs::status(other.path() / "collector.json").permissions() ==
        (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("init takes the folder of the data and the proxies", "[command]") {
  const Folder folder;
  const std::string data = (folder.path() / "kept").string();
  const Run init = run("init --dir '" + folder.path().string() +
                       "' --assets '" YIPING_SOURCE_DIR "/assets' --data '" + data +
                       "' --proxy 127.0.0.1 --proxy ::1");
  INFO(init.output);
  REQUIRE(init.status == 0);
  const fs::path file = folder.path() / "collector.json";
  std::ifstream in(file);
  Json config = Json::parse(in);
  CHECK(config["trusted_proxies"] == Json{"127.0.0.1", "::1"});
  config.erase("web");
  std::ofstream(file) << config.dump();
  REQUIRE(run("staff add --config '" + file.string() +
                  "' --name a --display-name A --area 440300000000",
              "a long enough password")
              .status == 0);
  CHECK(fs::exists(fs::path(data) / "yiping.sqlite"));
  config["trusted_proxies"] = {"10.0.0.0/8"};
  std::ofstream(file) << config.dump();
  const Run refused = run("serve --check-config --config '" + file.string() + "'");
  CHECK(refused.status == 2);
  CHECK(refused.says("/trusted_proxies"));
}

TEST_CASE("an open address needs a proxy, or a word that none is wanted", "[command]") {
  const Folder folder;
  const std::string config = made(folder);
  const fs::path file = folder.path() / "collector.json";
  std::ifstream in(file);
  Json open = Json::parse(in);
  open["listen"] = "0.0.0.0";
  std::ofstream(file) << open.dump();
  const Run refused = run("serve --check-config " + config);
  CHECK(refused.status == 2);
  CHECK(refused.says("--allow-direct"));
  CHECK(refused.says("不是本机地址"));
  CHECK(run("serve --check-config --allow-direct " + config).status == 0);
}

TEST_CASE("an account takes its password from standard input", "[command]") {
  const Folder folder;
  const std::string config = made(folder);
  const std::string add = "staff add " + config + " --name officer --display-name 值班员 --area ";
  const Run added = run(add + "440300000000", "correct horse battery");
  INFO(added.output);
  CHECK(added.status == 0);
  CHECK_FALSE(added.says("correct horse"));
  CHECK(run(add + "440300000000", "short").status == 2);
  CHECK(run(add + "440300000000 --role handler --role caller --unit 11440300K317280672",
            "correct horse battery")
            .status == 0);
  const Run himself =
      run(add + "440300000000 --role handler --role administration", "correct horse battery");
  CHECK(himself.status == 2);
  CHECK(himself.says("nobody rules on himself"));
  CHECK(
      run(add + "440300000000 --role administration", "correct horse battery").says("need --unit"));
  CHECK(run(add + "440300000000 --role king", "correct horse battery").status == 2);
  const Run elsewhere = run(add + "110000000000", "correct horse battery");
  CHECK(elsewhere.status == 2);
  CHECK(elsewhere.says("110000000000"));
}

TEST_CASE("a token is one line, of one length", "[command]") {
  const Folder folder;
  const Run token =
      run("token " + made(folder) + " --area 440300000000 --case-no X-1 --service-no 2");
  CHECK(token.status == 0);
  CHECK(token.output.starts_with("yp1."));
  CHECK(token.output.size() == 4 + 62 + 1);
}

TEST_CASE("an enrolment code is one line, never the same twice, and opens no database",
          "[command]") {
  const Folder folder;
  const std::string config = made(folder);
  const std::string invite = "device invite " + config + " --area 440300000000 --hall 市民中心 ";
  const Run first = run(invite + "--window 3");
  INFO(first.output);
  CHECK(first.status == 0);
  CHECK(first.output.starts_with("ye1."));
  // Key, area, nonce, expiry; the window and the hall after their lengths; the tag.
  constexpr std::size_t kBytes = 2 + 5 + 8 + 4 + (1 + 1) + (1 + 12) + 16;
  CHECK(first.output.size() == 4 + (kBytes * 4 + 2) / 3 + 1);
  CHECK(run(invite + "--window 3").output != first.output);
  CHECK_FALSE(fs::exists(folder.path() / "data" / "yiping.sqlite"));
}

TEST_CASE("what cannot stand in an enrolment code is refused by name", "[command]") {
  const Folder folder;
  const std::string config = made(folder);
  const auto invite = [&](const char* area, const std::string& window, const std::string& hall) {
    return run("device invite " + config + " --area " + area + " --window '" + window +
               "' --hall '" + hall + "'");
  };
  REQUIRE(invite("440300000000", "3", "Hall").status == 0);
  CHECK(invite("110000000000", "3", "Hall").says("--area 110000000000"));
  for (const std::string& window : {std::string("3/4"), std::string(17, '3'), std::string(" 3")}) {
    const Run refused = invite("440300000000", window, "Hall");
    CHECK(refused.status == 2);
    CHECK(refused.says("--window"));
    CHECK(refused.says("窗口号"));
  }
  CHECK(invite("440300000000", "3", std::string(121, 'x')).says("--hall"));
  CHECK(run("device invite " + config + " --area 440300000000 --window 3 --hall H --hours 0")
            .status == 2);
}

TEST_CASE("help, and what is not understood", "[command]") {
  CHECK(run("--help").status == 0);
  CHECK(run("serve --help").says("--allow-direct"));
  CHECK(run("").status == 2);
  CHECK(run("dance").status == 2);
  const Run none = run("serve --config /nonexistent/collector.json");
  CHECK(none.status == 2);
  CHECK(none.says("/nonexistent/collector.json"));
  CHECK(none.says("yiping-collector init"));
}

TEST_CASE("a database is backed up, verified and put back by commands", "[command][backup]") {
  const Folder folder;
  const std::string config = made(folder);
  const Run nothing = run("verify " + config);
  CHECK(nothing.status == 2);
  CHECK(nothing.says("there is no database yet"));
  REQUIRE(run("staff add --name a --display-name A --area 440300000000 " + config,
              "a long enough password")
              .status == 0);
  const std::string copy = (folder.path() / "copy.sqlite").string();
  const Run made_copy = run("backup --to '" + copy + "' " + config);
  CHECK(made_copy.status == 0);
  CHECK(made_copy.says("checked"));
  CHECK(run("backup --to '" + copy + "' " + config).status == 2);
  const Run restored = run("restore --from '" + copy + "' " + config);
  CHECK(restored.status == 0);
  CHECK(restored.says(".before-restore-"));
  const Run verified = run("verify " + config);
  CHECK(verified.status == 0);
  CHECK(verified.says("sound"));
  CHECK(verified.says("audit entries: 1"));
}

TEST_CASE("a server as the store is checked without being asked", "[command]") {
  const Folder folder;
  const Run check =
      run("serve --check-config " + made(folder, "postgresql://officer:S3cret@127.0.0.1:1/yiping"));
  INFO(check.output);
  CHECK(check.status == 0);
  const Folder other;
  const Run wrong =
      run("serve --check-config " + made(other, "postgresql://officer:S3cret@[::1/yiping"));
  INFO(wrong.output);
  CHECK(wrong.status == 2);
  CHECK(wrong.says("/store"));
  CHECK_FALSE(wrong.says("S3cret"));
}

TEST_CASE("a server that cannot be reached is told without its password", "[command]") {
  const Folder folder;
  const Run serve = run("serve " + made(folder, "postgresql://officer:S3cret@127.0.0.1:1/yiping"));
  INFO(serve.output);
  CHECK(serve.status == 2);
  CHECK(serve.says("postgresql://officer@127.0.0.1:1/yiping"));
  CHECK(serve.says("PGPASSFILE"));
  CHECK_FALSE(serve.says("S3cret"));
}

TEST_CASE("staff are added to a server while a collector may run", "[command]") {
  if (std::getenv("YIPING_POSTGRESQL") == nullptr) SKIP("YIPING_POSTGRESQL names no server");
  const yiping::collector::test::Schema schema;
  const Folder folder;
  const std::string config = made(folder, schema.uri());
  const yiping::collector::Store running(yiping::collector::StoreOptions{
      .store = schema.uri(), .regions = yiping::collector::test::regions_at_once(), .clock = {}});
  const Run add =
      run("staff add " + config + " --name officer --display-name A --area 440300000000",
          "a long password");
  INFO(add.output);
  CHECK(add.status == 0);
  CHECK(yiping::collector::test::Sql(schema.uri()).run("SELECT name FROM staff") == "officer");
}
