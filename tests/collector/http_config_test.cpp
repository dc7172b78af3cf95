// SPDX-License-Identifier: Apache-2.0
// What an operator meets: the configuration, the port, the files.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>

#include "collector/config.hpp"
#include "collector/http_server.hpp"
#include "collector/problem.hpp"
#include "http_stack.hpp"

using namespace yiping::collector;
using namespace yiping::collector::test;

namespace {

namespace fs = std::filesystem;

const fs::path kAssets = fs::path(YIPING_SOURCE_DIR) / "assets";

void write(const fs::path& file, std::string_view text) { std::ofstream(file) << text; }

Json fresh() { return Json::parse(fresh_config({.assets = kAssets, .web = "web"})); }

/// What is said about a configuration; empty when it is taken.
std::string fault_of(const Json& config) {
  const Folder folder;
  const fs::path file = folder.path() / "collector.json";
  write(file, config.dump());
  try {
    static_cast<void>(read_config(file));
    return {};
  } catch (const ConfigError& error) {
    return error.what();
  }
}

std::string with(const char* pointer, const Json& value) {
  Json config = fresh();
  config[Json::json_pointer(pointer)] = value;
  return fault_of(config);
}

/// The text that a start ends with.
std::string start_fails(const Config& config) {
  try {
    const Collector collector(config);
    return {};
  } catch (const std::runtime_error& error) {
    return error.what();
  }
}

bool names(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a fresh configuration is sound, and no two are alike", "[http][config]") {
  CHECK(fault_of(fresh()).empty());
  CHECK(fresh()["case_key"] != fresh()["case_key"]);
  CHECK(fresh()["token_keys"][0]["secret"] != fresh()["case_key"]);
}

TEST_CASE("a fault in the configuration names the file, the field and the rule", "[http][config]") {
  struct Fault {
    const char* pointer;
    Json value;
    const char* zh;
    const char* en;
  };
  const Fault faults[] = {
      {"/ports", 1, "没有这个配置项", "no such field"},
      {"/areas/0/origin", "x", "没有这个配置项", "no such field"},
      {"/port", "8080", "整数", "integer"},
      {"/port", 65'536, "65535", "65535"},
      {"/port", -1, "整数", "integer"},
      {"/public_url", "http://localhost:8080/", "来源", "origin"},
      {"/areas/0/code", "4403", "12 位", "12 digits"},
      {"/areas/0/origins/0", "*", "来源", "origin"},
      {"/areas/0/origins/0", "https://Portal.example", "来源", "origin"},
      {"/areas/0/name/en", "", "非空", "not empty"},
      {"/token_keys/0/secret", "00ff", "64 位", "64 hex digits"},
      {"/token_keys/0/algorithm", "none", "hmac-sha256", "hmac-sha256"},
      {"/token_keys/0/id", 0, "整数", "integer"},
      {"/contact_keys/0/algorithm", "des", "aes-256-gcm", "sm4-ctr-hmac-sm3"},
      {"/contact_keys/0/secret", "00ff", "64 位", "64 hex digits"},
      {"/contact_days", 0, "整数", "integer"},
      {"/case_key", "x", "64 位", "64 hex digits"},
      {"/system_keys/0/areas/0", "110000000000", "没有这个区划", "not one of"},
      {"/system_keys/0/entries", "yes", "true 或 false", "true or false"},
      {"/snapshot_seconds", 7'000, "整除", "divide"},
      {"/token_days", 0, "整数", "integer"},
      {"/workers", 1, "整数", "integer"},
  };
  for (const Fault& fault : faults) {
    const std::string text = with(fault.pointer, fault.value);
    INFO(fault.pointer << ": " << text);
    CHECK(names(text, "collector.json"));
    CHECK(names(text, fault.pointer));
    CHECK(names(text, fault.zh));
    CHECK(names(text, fault.en));
  }
}

TEST_CASE("who is told of deadlines by mail or text message is checked, and named when wrong",
          "[http][config][notices]") {
  const Folder folder;
  write(folder.path() / "password", "S3cret word\n");
  write(folder.path() / "lines", "one\ntwo\n");
  const Json mail = {{"smtp", "smtps://mail.example.gov.cn:465"},
                     {"from", "yiping@example.gov.cn"},
                     {"to", {"office@example.gov.cn"}},
                     {"user", "yiping"},
                     {"password_file", (folder.path() / "password").string()}};
  const Json sms = {{"sms_folder", "/var/spool/sms"}, {"to", {"13800138000", "+8675512345"}}};
  CHECK(with("/notices", mail).empty());
  CHECK(with("/notices", sms).empty());
  struct Fault {
    Json notices;
    const char* change;  // of a member
    Json value;
    const char* pointer;
    const char* zh;
    const char* en;
  };
  const Json none = Json::object();
  const std::string lines = (folder.path() / "lines").string();
  const Fault faults[] = {
      {none, "to", {"1"}, "/notices", "恰有其一", "one of url, smtp and sms_folder"},
      {mail, "sms_folder", "x", "/notices", "恰有其一", "no other"},
      {mail, "password", "S3cret", "/notices/password", "没有这个配置项", "password_file"},
      {mail, "smtp", "https://x", "/notices/smtp", "smtps://", "smtp://host:port"},
      {mail, "smtp", "smtp://", "/notices/smtp", "主机", "without a user"},
      {mail, "smtp", "smtp://u:p@x", "/notices/smtp", "不带用户名", "without a user"},
      {mail, "smtp", "smtp://x:25/y", "/notices/smtp", "路径", "a path"},
      {mail, "smtp", "smtp://x:0", "/notices/smtp", "端口", "port"},
      {mail, "smtp", "smtp://x:", "/notices/smtp", "端口", "port"},
      {mail, "from", "一评 <a@b>", "/notices/from", "邮件地址", "mail address"},
      {mail, "to", Json::array(), "/notices/to", "至少", "at least one"},
      {mail, "to", {"a@b", "c@d\r\nBcc: e@f"}, "/notices/to/1", "邮件地址", "mail address"},
      {mail, "to", {"a@b", "a@b"}, "/notices/to/1", "重复", "repeats"},
      {mail, "password_file", "none", "/notices/password_file", "一行密码", "one line"},
      {mail, "password_file", lines, "/notices/password_file", "一行密码", "one line"},
      {mail, "user", nullptr, "/notices/password_file", "同时", "together"},
      {mail, "password_file", nullptr, "/notices/user", "同时", "together"},
      {mail, "ca_file", "none.pem", "/notices/ca_file", "没有这个文件", "is no file"},
      {sms, "to", {"138 0013 8000"}, "/notices/to/0", "电话号码", "telephone number"},
      {sms, "to", {"1/../../x"}, "/notices/to/0", "电话号码", "telephone number"},
      {sms, "from", "x", "/notices/from", "没有这个配置项", "no such field"},
  };
  for (const Fault& fault : faults) {
    Json notices = fault.notices;
    if (fault.value.is_null()) {
      notices.erase(fault.change);
    } else {
      notices[fault.change] = fault.value;
    }
    const std::string text = with("/notices", notices);
    INFO(notices << ": " << text);
    CHECK(names(text, std::string(fault.pointer) + ":"));
    CHECK(names(text, fault.zh));
    CHECK(names(text, fault.en));
    CHECK_FALSE(names(text, "S3cret"));
  }
  CHECK(names(with("/relay", sms), "/relay/"));
}

TEST_CASE("mail to another machine is never in the clear", "[http][config][notices]") {
  const auto read = [](const char* server) {
    Json config = fresh();
    config["notices"] = {{"smtp", server}, {"from", "a@b"}, {"to", {"c@d"}}};
    const Folder folder;
    write(folder.path() / "c.json", config.dump());
    return std::get<MailConfig>(*read_config(folder.path() / "c.json").notices);
  };
  for (const char* here : {"smtp://127.0.0.1:25", "smtp://localhost", "smtp://[::1]:25"}) {
    CHECK_FALSE(read(here).start_tls);
  }
  for (const char* away : {"smtp://mail.example.gov.cn", "smtp://127.0.0.1.example.org:25",
                           "smtp://localhost.example.org", "smtp://192.168.1.5:25"}) {
    CHECK(read(away).start_tls);
  }
  CHECK_FALSE(read("smtps://mail.example.gov.cn").start_tls);
}

TEST_CASE("a missing field, a repeated one and broken JSON are named", "[http][config]") {
  for (const char* name : {"public_url", "data", "assets", "areas", "token_keys", "case_key"}) {
    Json config = fresh();
    config.erase(name);
    const std::string text = fault_of(config);
    CHECK(names(text, std::string("/") + name));
    CHECK(names(text, "missing"));
  }
  Json twice = fresh();
  twice["areas"].push_back(twice["areas"][0]);
  CHECK(names(fault_of(twice), "/areas/1"));

  const Folder folder;
  const fs::path file = folder.path() / "c.json";
  write(file, "{\"port\":1,\"port\":2}");
  CHECK_THROWS_AS(read_config(file), ConfigError);
  CHECK_THROWS_AS(read_config(folder.path() / "none.json"), ConfigError);
}

TEST_CASE("a profile that is not there, or has a fault, stops the start", "[http][config]") {
  const Folder folder;
  Config config = test_config(folder.path());
  config.areas[0].profile = "nowhere";
  CHECK(names(start_fails(config), "nowhere.json"));
  config.settings = folder.path();
  fs::create_directories(folder.path() / "profiles");
  write(folder.path() / "profiles" / "mine.json",
        R"({"schema": "yiping.profile/1", "id": "mine", "version": 1, "extends": "default",
            "name": "某市", "source": "a test",
            "windows": {"rating": {"count": 0, "unit": "natural", "source": "a test"}}})");
  config.areas[0].profile = config.areas[1].profile = "mine";
  const std::string text = start_fails(config);
  CHECK(names(text, "mine.json"));
  CHECK(names(text, "/windows/rating/count"));
  CHECK(names(text, "地区配置"));
}

TEST_CASE("a port in use is named, with what to do", "[http][config]") {
  Stack stack;
  const Folder folder;
  Config config = test_config(folder.path());
  config.port = stack.port();
  Collector second(config);
  try {
    static_cast<void>(second.bind());
    FAIL("a second collector took the port");
  } catch (const PortInUse& error) {
    const std::string text = error.what();
    CHECK(names(text, "127.0.0.1:" + std::to_string(stack.port())));
    CHECK(names(text, "已被占用"));
    CHECK(names(text, "is taken"));
    CHECK(names(text, "ss -ltnp"));
  }
  CHECK(stack.get("/healthz").status == 200);
}

TEST_CASE("a broken questionnaire file stops the start and is named", "[http][config]") {
  const Folder folder;
  const fs::path assets = folder.path() / "assets";
  fs::copy(kAssets, assets, fs::copy_options::recursive);
  Config config = test_config(folder.path() / "data");
  config.assets = assets;
  REQUIRE(start_fails(config).empty());

  const fs::path file = assets / "questionnaires" / "online-item.json";
  std::ifstream in(file);
  const std::string sound((std::istreambuf_iterator<char>(in)), {});

  SECTION("no JSON") {
    write(file, sound.substr(0, sound.size() / 2));
    CHECK(names(start_fails(config), file.string()));
  }
  SECTION("a kind that does not exist") {
    std::string odd = sound;
    odd.replace(odd.find("\"multi\""), 7, "\"magic\"");
    write(file, odd);
    const std::string text = start_fails(config);
    CHECK(names(text, file.string()));
    CHECK(names(text, "/items/1/kind"));
  }
  SECTION("it is gone") {
    fs::remove(file);
    CHECK(names(start_fails(config), (assets / "questionnaires").string()));
  }
}

TEST_CASE("a wording file that lacks a code or a language stops the start", "[http][config]") {
  const Folder folder;
  const fs::path assets = folder.path() / "assets";
  fs::copy(kAssets, assets, fs::copy_options::recursive);
  const fs::path file = assets / "locales" / "problems.json";
  std::ifstream in(file);
  const Json sound = Json::parse(in);
  for (const ProblemStatus& entry : problem_statuses()) {
    Json lacking = sound;
    lacking.erase(std::string(entry.code));
    write(file, lacking.dump());
    bool refused = false;
    try {
      const Problems problems(file);
    } catch (const std::runtime_error& error) {
      refused = names(error.what(), entry.code) && names(error.what(), file.string());
    }
    CHECK(refused);
  }
  Json blank = sound;
  blank["busy"]["remedy"]["en"] = "";
  write(file, blank.dump());
  CHECK_THROWS_AS(Problems(file), std::runtime_error);
}

TEST_CASE("a manifest that lacks a file, or leads out of its folder, stops the start",
          "[http][config]") {
  const Folder folder;
  Config config = test_config(folder.path() / "data");
  config.web = folder.path() / "web";
  fs::create_directories(config.web);
  CHECK(names(start_fails(config), "manifest.json"));
  write(config.web / "manifest.json",
        R"({"files":[{"path":"/a","file":"none.js","type":"text/javascript"}]})");
  CHECK(names(start_fails(config), "none.js"));
  write(folder.path() / "secret", "x");
  write(config.web / "manifest.json",
        R"({"files":[{"path":"/a","file":"../secret","type":"text/plain"}]})");
  CHECK(names(start_fails(config), "../secret"));
}

TEST_CASE("only loopback addresses are taken for granted", "[http][config]") {
  for (const char* address : {"127.0.0.1", "127.1.2.3", "localhost", "::1"}) {
    CHECK(is_loopback(address));
  }
  for (const char* address : {"0.0.0.0", "::", "192.168.1.5", "example.org", "128.0.0.1"}) {
    CHECK_FALSE(is_loopback(address));
  }
}
