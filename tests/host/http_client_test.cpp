// SPDX-License-Identifier: Apache-2.0
#include "host/http_client.hpp"

#include <stdlib.h>

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <chrono>
#include <thread>

#include "support/scripted_server.hpp"

using namespace yiping::host;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;
using yiping::test::Heard;
using yiping::test::http_answer;
using yiping::test::ScriptedServer;

namespace {

using Clock = std::chrono::steady_clock;

HttpClientOptions limited(std::chrono::milliseconds time, std::size_t bytes = 1'000) {
  HttpClientOptions options;
  options.time_limit = time;
  options.answer_limit = bytes;
  return options;
}

void check_error(const HttpAnswer& answer, const char* chinese, const char* english) {
  CHECK_FALSE(answer);
  CHECK(answer.status == 0);
  CHECK(answer.body.empty());
  CHECK_THAT(answer.error, ContainsSubstring(chinese) && ContainsSubstring(english));
}

}  // namespace

TEST_CASE("a request arrives as it was given, and the answer comes back", "[client]") {
  Heard heard;
  ScriptedServer server([&](const Heard& request) {
    heard = request;
    return http_answer(201, "{\"stored\":1}", "Retry-After: 7\r\n");
  });
  HttpClient client;
  const std::string body(200'000, 'x');
  const HttpAnswer answer = client.perform(
      {"POST", server.url() + "/v1/a", {{"Content-Type", "application/json"}}, body});
  INFO(answer.error);
  REQUIRE(answer);
  CHECK(answer.status == 201);
  CHECK(answer.body == "{\"stored\":1}");
  CHECK(answer.retry_after == 7s);
  CHECK(heard.method == "POST");
  CHECK(heard.target == "/v1/a");
  CHECK(heard.header("Content-Type") == "application/json");
  CHECK(heard.header("Expect").empty());
  CHECK(heard.body == body);
}

TEST_CASE("one connection carries many requests", "[client]") {
  std::atomic<int> connection{0};
  ScriptedServer server([&](const Heard& request) {
    connection = request.connection;
    return http_answer(200, "{}");
  });
  HttpClient client;
  for (int i = 0; i < 5; ++i) REQUIRE(client.perform({"GET", server.url() + "/", {}, {}}));
  CHECK(connection == 1);
}

TEST_CASE("a refusal is an answer", "[client]") {
  ScriptedServer server([](const Heard&) { return http_answer(503, "busy"); });
  HttpClient client;
  const HttpAnswer answer = client.perform({"GET", server.url() + "/", {}, {}});
  REQUIRE(answer);
  CHECK(answer.status == 503);
  CHECK(answer.retry_after == 0s);
}

TEST_CASE("a redirect is shown, not followed", "[client]") {
  int requests = 0;
  ScriptedServer server([&](const Heard&) {
    ++requests;
    return http_answer(302, "", "Location: /login\r\n");
  });
  HttpClient client;
  CHECK(client.perform({"GET", server.url() + "/", {}, {}}).status == 302);
  CHECK(requests == 1);
}

TEST_CASE("a proxy that the environment names is not used", "[client]") {
  ScriptedServer server([](const Heard&) { return http_answer(200, "here"); });
  ScriptedServer proxy([](const Heard&) { return http_answer(200, "proxy"); });
  setenv("http_proxy", proxy.url().c_str(), 1);
  const HttpRequest request{"GET", server.url() + "/", {}, {}};
  CHECK(HttpClient().perform(request).body == "here");
  HttpClientOptions options;
  options.proxy = proxy.url();
  CHECK(HttpClient(options).perform(request).body == "proxy");
  unsetenv("http_proxy");
}

TEST_CASE("what is larger than the limit is not read", "[client]") {
  SECTION("with its length") {
    ScriptedServer server([](const Heard&) { return http_answer(200, std::string(1'001, 'x')); });
    HttpClient client(limited(5s));
    check_error(client.perform({"GET", server.url() + "/", {}, {}}), "过大", "larger");
  }
  SECTION("without end") {
    ScriptedServer server(
        [](const Heard&) { return "HTTP/1.1 200 OK\r\n\r\n" + std::string(2'000'000, 'x'); });
    HttpClient client(limited(5s));
    check_error(client.perform({"GET", server.url() + "/", {}, {}}), "过大", "larger");
  }
  SECTION("in its headers") {
    ScriptedServer server([](const Heard&) {
      std::string headers;
      for (int i = 0; i < 100; ++i) headers += "X-Header: " + std::string(20, 'x') + "\r\n";
      return http_answer(200, "", headers);
    });
    HttpClient client(limited(5s));
    check_error(client.perform({"GET", server.url() + "/", {}, {}}), "过大", "larger");
  }
  SECTION("the limit itself is read, and the client goes on after a refusal") {
    std::size_t size = 1'001;
    ScriptedServer server([&](const Heard&) { return http_answer(200, std::string(size, 'x')); });
    HttpClient client(limited(5s));
    CHECK_FALSE(client.perform({"GET", server.url() + "/", {}, {}}));
    size = 1'000;
    CHECK(client.perform({"GET", server.url() + "/", {}, {}}).body.size() == size);
  }
}

TEST_CASE("the time limit is the whole exchange's", "[client]") {
  ScriptedServer server([](const Heard&) {
    std::this_thread::sleep_for(700ms);
    return http_answer(200, "late");
  });
  HttpClient client(limited(200ms));
  const auto begun = Clock::now();
  check_error(client.perform({"GET", server.url() + "/", {}, {}}), "时限", "time limit");
  CHECK(Clock::now() - begun < 600ms);
}

TEST_CASE("half an answer is none", "[client]") {
  ScriptedServer server([](const Heard& request) {
    // The first half, and then nothing more: the test's time limit ends it.
    return request.target == "/half"
               ? std::string("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}")
               : std::string();
  });
  HttpClient client(limited(300ms));
  CHECK_FALSE(client.perform({"GET", server.url() + "/half", {}, {}}));
  CHECK_FALSE(client.perform({"GET", server.url() + "/none", {}, {}}));
}

TEST_CASE("nobody there, and addresses that are none", "[client]") {
  int port = 0;
  {
    port = ScriptedServer([](const Heard&) { return std::string(); }).port();
  }
  HttpClient client(limited(2s));
  check_error(client.perform({"GET", "http://127.0.0.1:" + std::to_string(port) + "/", {}, {}}),
              "无法连接", "no connection");
  check_error(client.perform({"GET", "file:///etc/hostname", {}, {}}), "http://", "begin with");
  check_error(client.perform({"GET", "ftp://127.0.0.1/", {}, {}}), "http://", "begin with");
}

TEST_CASE("an answer in plain text on a secure address is not trusted", "[client]") {
  ScriptedServer server([](const Heard&) { return http_answer(200, "{}"); });
  HttpClient client(limited(2s));
  const std::string url = "https://127.0.0.1:" + std::to_string(server.port()) + "/";
  CHECK_FALSE(client.perform({"GET", url, {}, {}}));
}

TEST_CASE("cancel ends the request under way and every later one", "[client]") {
  std::atomic<bool> asked{false};
  ScriptedServer server([&](const Heard&) {
    asked = true;
    std::this_thread::sleep_for(2s);
    return std::string();
  });
  HttpClient client(limited(30s));
  std::thread other([&] {
    while (!asked) std::this_thread::sleep_for(1ms);
    client.cancel();
  });
  const auto begun = Clock::now();
  CHECK_FALSE(client.perform({"GET", server.url() + "/", {}, {}}));
  CHECK(Clock::now() - begun < 1s);
  other.join();
  CHECK_FALSE(client.perform({"GET", server.url() + "/", {}, {}}));
}
