// SPDX-License-Identifier: Apache-2.0
// kiosk.json, the device's identity, and enrolment.
#include <sys/stat.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <fstream>

#include "courier_support.hpp"
#include "host/hmac.hpp"
#include "host/request_signature.hpp"
#include "kiosk/courier/config.hpp"
#include "kiosk/courier/device.hpp"

using namespace yiping;
using namespace yiping::kiosk;
using namespace yiping::kiosk::test;
using Catch::Matchers::ContainsSubstring;

namespace {

Json sound_config() {
  return {{"collector", "https://collector.example.gov.cn"},
          {"data", "data"},
          {"assets", "../assets"},
          {"fonts", "fonts"}};
}

std::string refusal(const Folder& folder, const Json& config) {
  const auto file = folder.path() / "kiosk.json";
  std::ofstream(file) << config.dump();
  try {
    static_cast<void>(read_config(file));
  } catch (const host::ConfigError& error) {
    return error.what();
  }
  return {};
}

/// Answers an enrolment as the collector does.
std::string enrolled(const Heard& heard) {
  const Json body = Json::parse(heard.body);
  const auto key = host::from_base64url(body["public_key"].get<std::string>());
  host::PublicKey public_key{};
  std::copy(key->begin(), key->end(), public_key.begin());
  return http_answer(201, Json{{"device", host::device_id_of(public_key)},
                               {"area", "440300000000"},
                               {"window", "3"},
                               {"hall", "市民中心"},
                               {"now", 1'795'312'800}}
                              .dump());
}

}  // namespace

TEST_CASE("a configuration is read with its paths from its own folder", "[config]") {
  const Folder folder;
  const auto file = folder.path() / "kiosk.json";
  Json value = sound_config();
  value["languages"] = {"zh-Hans"};
  value["poll_seconds"] = 1;
  value["fullscreen"] = false;
  value["width"] = 540;
  value["height"] = 960;
  value["proxy"] = "http://proxy.example:3128";
  std::ofstream(file) << value.dump();
  const Config config = read_config(file);
  CHECK(config.collector == "https://collector.example.gov.cn");
  CHECK(config.data == folder.path() / "data");
  CHECK(config.assets == folder.path().parent_path() / "assets");
  CHECK(config.outbox_file() == folder.path() / "data" / "outbox.db");
  CHECK(config.languages == std::vector<std::string>{"zh-Hans"});
  CHECK(config.poll == std::chrono::seconds(1));
  CHECK_FALSE(config.fullscreen);
  CHECK(config.width == 540);
  CHECK(config.height == 960);
  CHECK(config.http.proxy == "http://proxy.example:3128");
}

TEST_CASE("a configuration's fault names file, field and rule in both languages", "[config]") {
  const Folder folder;
  struct Case {
    const char* field;
    Json value;
    const char* rule;
  };
  const std::vector<Case> cases = {
      {"collector", "collector.example", "origin"},
      {"collector", "https://collector.example/", "origin"},
      {"poll_seconds", 0, "1 … 60"},
      {"poll_seconds", "2", "integer"},
      {"fullscreen", 1, "true or false"},
      {"languages", Json::array(), "at least one"},
      {"ca_file", "none.pem", "no such file"},
      {"proxy", "proxy:3128", "origin"},
      {"colour", "red", "no such field"},
      {"data", 7, "string"},
  };
  CHECK(refusal(folder, sound_config()).empty());
  for (const Case& each : cases) {
    Json config = sound_config();
    config[each.field] = each.value;
    const std::string said = refusal(folder, config);
    CAPTURE(each.field, said);
    CHECK_THAT(said,
               ContainsSubstring((folder.path() / "kiosk.json").string() + ": /" + each.field) &&
                   ContainsSubstring(each.rule) && ContainsSubstring("。"));
  }
  Json config = sound_config();
  config.erase("collector");
  CHECK_THAT(refusal(folder, config), ContainsSubstring("/collector") &&
                                          ContainsSubstring("缺少") &&
                                          ContainsSubstring("missing"));
}

TEST_CASE("init writes what read_config reads, and no second time", "[config]") {
  const Folder folder;
  const auto file = init_kiosk(folder.path() / "kiosk", "http://127.0.0.1:8080", "assets", "fonts");
  const Config config = read_config(file);
  CHECK(config.collector == "http://127.0.0.1:8080");
  CHECK(config.assets == std::filesystem::absolute("assets"));
  CHECK(config.fullscreen);
  struct stat status {};
  REQUIRE(stat(config.data.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0700U);
  const std::string before = bytes_of_file(file);
  CHECK_THROWS_AS(init_kiosk(folder.path() / "kiosk", "http://127.0.0.1:1", "a", "f"),
                  host::ConfigError);
  CHECK(bytes_of_file(file) == before);
  CHECK_THROWS_AS(init_kiosk(folder.path() / "other", "collector", "a", "f"), host::ConfigError);
}

TEST_CASE("a terminal enrols, and is then what the collector said", "[device]") {
  const Folder folder;
  const auto file = folder.path() / "device.json";
  Json sent;
  ScriptedServer server([&](const Heard& heard) {
    sent = Json::parse(heard.body);
    return enrolled(heard);
  });
  host::HttpClient client;
  const Identity made = enrol(file, server.url(), "ye1.code", client);
  CHECK(sent["code"] == "ye1.code");
  CHECK(sent["public_key"] == host::base64url(host::public_key_of(made.seed)));
  const Identity read = read_identity(file);
  CHECK(read.seed == made.seed);
  CHECK(read.id == host::device_id_of(host::public_key_of(made.seed)));
  CHECK(read.area == "440300000000");
  CHECK(read.receipt_area() == 440'300);
  CHECK(read.window == "3");
  CHECK(read.hall == "市民中心");
  struct stat status {};
  REQUIRE(stat(file.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0600U);
  // It stays what it is.
  const std::string before = bytes_of_file(file);
  CHECK_THROWS_AS(enrol(file, server.url(), "ye1.other", client), DeviceError);
  CHECK(bytes_of_file(file) == before);
}

TEST_CASE("after a lost reply the same key is sent again", "[device]") {
  const Folder folder;
  const auto file = folder.path() / "device.json";
  std::vector<std::string> keys;
  ScriptedServer server([&](const Heard& heard) {
    // On the disk before it is sent.
    CHECK_FALSE(bytes_of_file(file).empty());
    keys.push_back(Json::parse(heard.body)["public_key"]);
    return keys.size() == 1 ? std::string() : enrolled(heard);
  });
  host::HttpClient client;
  CHECK_THROWS_AS(enrol(file, server.url(), "ye1.code", client), DeviceError);
  CHECK_THROWS_AS(read_identity(file), DeviceError);
  CHECK_NOTHROW(enrol(file, server.url(), "ye1.code", client));
  REQUIRE(keys.size() == 2);
  CHECK(keys[0] == keys[1]);
}

TEST_CASE("a refused enrolment says why in the collector's words", "[device]") {
  const Folder folder;
  const auto file = folder.path() / "device.json";
  std::string answer;
  const char* expected = "";
  SECTION("a problem") {
    answer = problem(409, "code_used", {{"message", {{"zh-Hans", "已用过"}, {"en", "used"}}}});
    expected = "已用过 / used";
  }
  SECTION("a captive portal") {
    answer = http_answer(200, "<html></html>");
    expected = "not a collector's";
  }
  SECTION("another terminal's answer") {
    answer = http_answer(201, R"({"device":"0000000000000000","area":"440300000000"})");
    expected = "not a collector's";
  }
  ScriptedServer server([&](const Heard&) { return answer; });
  host::HttpClient client;
  try {
    enrol(file, server.url(), "ye1.code", client);
    FAIL("it enrolled");
  } catch (const DeviceError& error) {
    CHECK_THAT(error.what(), ContainsSubstring(expected));
  }
  CHECK_THROWS_AS(read_identity(file), DeviceError);
}

TEST_CASE("an identity that cannot be read is left alone", "[device]") {
  const Folder folder;
  const auto file = folder.path() / "device.json";
  const std::string bytes = GENERATE(as<std::string>{}, "", "{}", "[]", R"({"seed":"00"})", "seed");
  std::ofstream(file) << bytes;
  host::HttpClient client;
  CHECK_THROWS_AS(read_identity(file), DeviceError);
  CHECK_THROWS_AS(enrol(file, "http://127.0.0.1:1", "ye1.code", client), DeviceError);
  CHECK(bytes_of_file(file) == bytes);
}
