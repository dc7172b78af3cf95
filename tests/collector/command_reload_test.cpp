// SPDX-License-Identifier: Apache-2.0
// A collector that runs, and what its operator has it do without stopping it.
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <csignal>
#include <fstream>
#include <thread>

#include "command_support.hpp"
#include "faults/process.hpp"
#include "support/http_client.hpp"

using namespace yiping::collector::test;
using namespace std::chrono_literals;
using yiping::test::exchange;

namespace {

constexpr auto kPatience = 20s;

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Until `done`; false when it takes too long.
template <typename Done>
bool eventually(Done done) {
  const auto until = std::chrono::steady_clock::now() + kPatience;
  while (!done()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(20ms);
  }
  return true;
}

struct Running {
  Running() {
    process.start();
    REQUIRE(eventually([&] { return text_of(log).find("listening on") != std::string::npos; }));
    const std::string said = text_of(log);
    port = std::stoi(said.substr(said.find("127.0.0.1:") + 10));
  }

  /// Whether a page of this origin may send a rating.
  [[nodiscard]] bool allows(const char* origin) const {
    const auto reply = exchange(port, "OPTIONS", "/v1/evaluations",
                                {{"Origin", origin}, {"Access-Control-Request-Method", "POST"}});
    return reply.status == 204;
  }
  void allow(const char* origin) const {
    configure(folder, [&](Json& all) { all["areas"][0]["origins"].push_back(origin); });
  }
  [[nodiscard]] std::size_t reloads() const {
    const std::string said = text_of(log);
    std::size_t count = 0;
    for (std::size_t at = 0; (at = said.find("reloaded /", at)) != std::string::npos; ++at) ++count;
    return count;
  }

  const Folder folder;
  const std::filesystem::path log = folder.path() / "log";
  const std::string config = made(folder);
  yiping::faults::Process process{
      {{YIPING_COLLECTOR, "serve", "--config", (folder.path() / "collector.json").string()}, {}},
      log};
  int port = 0;
};

}  // namespace

TEST_CASE("accounts and terminals are looked after while the collector runs", "[command]") {
  Running running;
  const std::string add = "staff add " + running.config +
                          " --name officer --display-name 值班员 --area 440300000000"
                          " --role handler --role caller";
  const Run added = run(add, "correct horse battery");
  INFO(added.output);
  REQUIRE(added.status == 0);
  const std::string session = R"({"name":"officer","password":"correct horse battery"})";
  const auto sign_in = [&] {
    return exchange(running.port, "POST", "/v1/admin/session",
                    {{"Content-Type", "application/json"}}, session)
        .status;
  };
  CHECK(sign_in() == 200);
  const Run list = run("staff list " + running.config);
  CHECK(list.says("officer  值班员  440300000000  handler,caller"));
  CHECK_FALSE(list.says("argon2"));
  CHECK(run("staff remove " + running.config + " --name officer").status == 0);
  CHECK(sign_in() == 401);
  const Run again = run("staff remove " + running.config + " --name officer");
  CHECK(again.status == 2);
  CHECK(again.says("there is none"));
  CHECK(run("device list " + running.config).status == 0);
  CHECK(run("device remove " + running.config + " --device 0011223344556677").status == 2);
  // Nobody else may reach the socket, and it goes with the collector.
  const auto socket = running.folder.path() / "data" / "control.sock";
  CHECK((std::filesystem::status(socket).permissions() & std::filesystem::perms(0077)) ==
        std::filesystem::perms::none);
  const Run verify = run("verify " + running.config);
  CHECK(verify.status == 0);
  CHECK(verify.says("sound"));
  running.process.tell(SIGTERM);
  CHECK(running.process.wait(kPatience) == 0);
  CHECK_FALSE(std::filesystem::exists(socket));
  // Without a collector the command has the file to itself.
  CHECK(run(add, "correct horse battery").status == 0);
  CHECK(run("staff list " + running.config).says("officer"));
}

TEST_CASE("a new configuration is taken without a request that fails", "[command]") {
  Running running;
  constexpr const char* kOne = "https://one.example.gov.cn";
  constexpr const char* kTwo = "https://two.example.gov.cn";
  std::atomic<bool> done = false;
  std::atomic<int> asked = 0;
  std::atomic<int> failed = 0;
  std::thread visitor([&] {
    while (!done) {
      ++asked;
      if (exchange(running.port, "GET", "/v1/public/index").status != 200) ++failed;
    }
  });
  running.allow(kOne);
  CHECK_FALSE(running.allows(kOne));
  const Run reload = run("reload " + running.config);
  INFO(reload.output);
  CHECK(reload.status == 0);
  CHECK(eventually([&] { return running.allows(kOne); }));
  running.allow(kTwo);
  running.process.tell(SIGHUP);
  CHECK(eventually([&] { return running.allows(kTwo); }));
  CHECK(eventually([&] { return running.reloads() == 2; }));
  // Both at once: the last file holds, whoever asked.
  running.process.tell(SIGHUP);
  CHECK(run("reload " + running.config).status == 0);
  CHECK(eventually([&] { return running.reloads() >= 3; }));
  CHECK(eventually([&] { return running.allows(kTwo); }));
  done = true;
  visitor.join();
  CHECK(asked > 20);
  CHECK(failed == 0);
  running.process.tell(SIGTERM);
  CHECK(running.process.wait(kPatience) == 0);
}

TEST_CASE("a configuration that is faulty changes nothing, and says what is wrong", "[command]") {
  Running running;
  constexpr const char* kOne = "https://one.example.gov.cn";
  running.allow(kOne);
  configure(running.folder, [](Json& all) { all["token_days"] = "thirty"; });
  // A command reads the file as well: what is wrong with it is told before anybody is asked.
  const Run reload = run("reload " + running.config);
  CHECK(reload.status == 2);
  CHECK(reload.says("/token_days"));
  running.process.tell(SIGHUP);
  CHECK(eventually([&] { return text_of(running.log).find("/token_days") != std::string::npos; }));
  CHECK(running.reloads() == 0);
  CHECK(exchange(running.port, "GET", "/v1/public/index").status == 200);
  CHECK_FALSE(running.allows(kOne));
  // Sound by itself, but its store is another's file: the old one goes on.
  std::ofstream(running.folder.path() / "other.sqlite") << std::string(4'096, 'x');
  configure(running.folder, [](Json& all) {
    all["token_days"] = 30;
    all["store"] = "other.sqlite";
  });
  running.process.tell(SIGHUP);
  CHECK(eventually(
      [&] { return text_of(running.log).find("the old one goes on") != std::string::npos; }));
  CHECK(
      eventually([&] { return exchange(running.port, "GET", "/v1/public/index").status == 200; }));
  CHECK_FALSE(running.allows(kOne));
}

TEST_CASE("a reload that nobody hears is said", "[command]") {
  const Folder folder;
  const Run reload = run("reload " + made(folder));
  CHECK(reload.status == 2);
  CHECK(reload.says("no collector runs on it"));
}

TEST_CASE("a newcomer gets a token that can be rated", "[command]") {
  const Running running;
  // Any free port was asked for; the command has to know which it became.
  configure(running.folder, [&](Json& all) { all["port"] = running.port; });
  const Run made = run("token --demo " + running.config);
  INFO(made.output);
  REQUIRE(made.status == 0);
  const std::string token = made.output.substr(0, made.output.find('\n'));
  REQUIRE(token.starts_with("yp1."));
  CHECK(made.says("/f/" + token));
  const auto invitation =
      exchange(running.port, "GET", "/v1/invitation", {{"Authorization", "Yiping " + token}});
  CHECK(invitation.status == 200);
  CHECK(Json::parse(invitation.body)["state"] == "open");
  CHECK(run("token --demo --case-no 1 " + running.config).status != 0);
  const Run without = run("token --area 440300000000 " + running.config);
  CHECK(without.status != 0);
  CHECK(without.says("--case-no"));
}
