// SPDX-License-Identifier: Apache-2.0
// The port for operators: health, readiness, metrics; answered whatever the other port is up to.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "http_stack.hpp"

using namespace yiping::collector;
using namespace yiping::collector::test;
using yiping::test::Connection;

namespace {

void with_operators(Config& config) { config.operator_port = 0; }

Reply ask(const Stack& stack, const char* path) {
  return yiping::test::exchange(stack.operator_port(), "GET", path);
}

std::string metrics(const Stack& stack) {
  const Reply reply = ask(stack, "/metrics");
  REQUIRE(reply.status == 200);
  CHECK(reply.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8");
  return reply.body;
}

/// Of the sample with this name and these labels; -1 when there is none.
double sample(const std::string& text, const std::string& name) {
  const std::size_t at = text.find("\n" + name + " ");
  return at == std::string::npos ? -1 : std::stod(text.substr(at + name.size() + 2));
}

std::ptrdiff_t series(const std::string& text) {
  return std::count(text.begin(), text.end(), '\n');
}

}  // namespace

TEST_CASE("health and metrics have a port of their own, and are on no other", "[http][operator]") {
  const Stack stack(with_operators);
  CHECK(ask(stack, "/healthz").json() == Json{{"status", "ok"}});
  CHECK(ask(stack, "/readyz").json() == Json{{"status", "ready"}});
  CHECK(sample(metrics(stack), "yiping_store_ready") == 1);
  for (const char* path : {"/healthz", "/readyz", "/metrics"}) {
    require_problem(stack.get(path), 404, "no_such_path");
  }
  for (const char* path : {"/v1/public/index", "/v1/invitation", "/"}) {
    require_problem(ask(stack, path), 404, "no_such_path");
  }
}

TEST_CASE("without a port of their own there are health and readiness, and no metrics",
          "[http][operator]") {
  const Stack stack;
  CHECK(stack.get("/healthz").status == 200);
  require_problem(stack.get("/metrics"), 404, "no_such_path");
}

TEST_CASE("what was answered is counted by route and status", "[http][operator]") {
  Stack stack(with_operators);
  const std::string token = stack.invited();
  const std::string rated = document({.level = Level::dissatisfied, .reasons = {}, .text = {}});
  REQUIRE(stack.rate(token, rated).status == 201);
  REQUIRE(stack.rate(token, rated).status == 200);
  REQUIRE(stack.get("/v1/invitation").status == 401);
  REQUIRE(stack.get("/f/" + token).status == 200);
  const std::string text = metrics(stack);
  const auto requests = [&](const std::string& method, const std::string& route,
                            const std::string& status) {
    return sample(text, "yiping_requests_total{method=\"" + method + "\",route=\"" + route +
                            "\",status=\"" + status + "\"}");
  };
  CHECK(requests("POST", "/v1/evaluations", "201") == 1);
  CHECK(requests("POST", "/v1/evaluations", "200") == 1);
  CHECK(requests("POST", "/v1/services", "200") == 1);
  CHECK(requests("GET", "/v1/invitation", "401") == 1);
  CHECK(requests("GET", "/f/{token}", "200") == 1);
  CHECK(sample(text, "yiping_request_seconds_count{method=\"POST\",route=\"/v1/evaluations\"}") ==
        2);
  CHECK(sample(text, "yiping_store_rows_total") >= 2);
  CHECK(sample(text, "yiping_store_refused_total") == 0);
  CHECK(sample(text, "process_resident_memory_bytes") > 1'000'000);
  CHECK(sample(text, "process_open_fds") > 5);
  CHECK(text.find(token) == std::string::npos);
  CHECK(text.find("yp1.") == std::string::npos);
}

TEST_CASE("strangers cannot make metrics grow", "[http][operator][hostile]") {
  const Stack stack(with_operators);
  const auto knock = [&](const std::string& number) {
    stack.get("/" + number);
    stack.get("/f/yp1." + number);
    for (const char* path : {"/healthz", "/v1/invitation"}) {
      const Reply reply = yiping::test::exchange(stack.port(), "BREW" + number, path);
      CHECK(reply.status >= 400);
    }
  };
  knock("0");
  const std::ptrdiff_t before = series(metrics(stack));
  for (int i = 1; i < 50; ++i) knock(std::to_string(i));
  // The operators' own port has answered once more, and counts that.
  const std::string after = metrics(stack);
  CHECK(series(after) - before <= 16);
  CHECK(after.find("BREW") == std::string::npos);
}

TEST_CASE("who holds every worker does not hold those of operators", "[http][operator][hostile]") {
  const Stack stack([](Config& config) {
    with_operators(config);
    config.workers = 4;
  });
  std::vector<std::unique_ptr<Connection>> slow;
  for (int i = 0; i < 4; ++i) {
    slow.push_back(std::make_unique<Connection>(stack.port()));
    REQUIRE(slow.back()->send("POST /v1/receipts:lookup HTTP/1.1\r\nHost: x\r\n"));
  }
  CHECK(ask(stack, "/healthz").status == 200);
  CHECK(ask(stack, "/readyz").status == 200);
}

TEST_CASE("a collector that stops says so until its last request is answered", "[http][operator]") {
  Stack stack(with_operators);
  Connection connection(stack.port());
  const std::string body = R"({"receipt": "440300"})";
  REQUIRE(
      connection.send("POST /v1/receipts:lookup HTTP/1.1\r\nHost: x\r\n"
                      "Content-Type: application/json\r\nContent-Length: " +
                      std::to_string(body.size()) + "\r\n\r\n" + body.substr(0, 5)));
  // The worker has begun with it before the stop.
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  std::thread stopper([&] { stack.stop(); });
  Reply reply;
  for (int i = 0; i < 100 && reply.status != 503; ++i) {
    reply = ask(stack, "/readyz");
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  require_problem(reply, 503, "busy");
  CHECK(ask(stack, "/healthz").status == 200);
  REQUIRE(connection.send(body.substr(5)));
  CHECK(connection.read(std::chrono::seconds(5)).status == 400);
  stopper.join();
}

TEST_CASE("what is served is written down for who compares it with the interface's description",
          "[http][operator]") {
  const Stack stack(with_operators);
  const auto routes = stack.collector().routes();
  CHECK(std::count(routes.begin(), routes.end(),
                   std::pair<std::string, std::string>("POST", "/v1/evaluations")) == 1);
  if (const char* folder = std::getenv("YIPING_EXCHANGES")) {
    std::ofstream(std::string(folder) + "/routes.json") << Json(routes).dump();
  }
}
