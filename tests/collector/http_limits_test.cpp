// SPDX-License-Identifier: Apache-2.0
// What a decent client does not send, and what one gets who comes when all workers are taken.
#include <catch2/catch_test_macros.hpp>

#include "http_stack.hpp"

using namespace yiping::collector;
using namespace yiping::collector::test;
using namespace std::chrono_literals;
using yiping::test::Connection;
using yiping::test::exchange;
using yiping::test::exchange_raw;
using yiping::test::written;

TEST_CASE("a chunked body is refused before it is read", "[http][limits]") {
  Stack stack;
  std::string request =
      "POST /v1/evaluations HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
      "Transfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 64; ++i) request += "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
  require_problem(exchange_raw(stack.port(), request + "0\r\n\r\n"), 411, "length_required");
}

TEST_CASE("a compressed body is refused", "[http][limits]") {
  Stack stack;
  require_problem(stack.post("/v1/evaluations", "\x1f\x8b\x08", {{"Content-Encoding", "gzip"}}),
                  415, "encoding_refused");
}

TEST_CASE("a body that is not declared as JSON is refused", "[http][limits]") {
  Stack stack;
  for (const char* type : {"text/plain", "application/x-www-form-urlencoded",
                           "multipart/form-data; boundary=x", "application/jsonx"}) {
    require_problem(stack.post("/v1/evaluations", "{}", {{"Content-Type", type}}), 415,
                    "json_expected");
  }
  require_problem(exchange(stack.port(), "POST", "/v1/evaluations"), 411, "length_required");
}

TEST_CASE("huge headers and addresses are refused", "[http][limits]") {
  Stack stack;
  const auto with = [&](const std::string& headers) {
    return exchange_raw(stack.port(), "GET /healthz HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n");
  };
  require_problem(with("X: " + std::string(9'000, 'x') + "\r\n"), 400, "request_malformed");
  std::string many;
  for (int i = 0; i < 100; ++i) many += "X-" + std::to_string(i) + ": y\r\n";
  require_problem(with(many), 400, "request_malformed");
  require_problem(stack.get("/" + std::string(9'000, 'x')), 414, "address_too_long");
  CHECK(with("X: " + std::string(7'000, 'x') + "\r\n").status == 200);
}

TEST_CASE("a line without an end is cut, and nothing of it kept", "[http][limits]") {
  Stack stack;
  Connection connection(stack.port());
  const std::string block(1U << 20U, 'x');
  bool open = true;
  for (int i = 0; i < 48 && open; ++i) open = connection.send(block);
  CHECK_FALSE(open);
  CHECK(stack.get("/healthz").status == 200);
}

TEST_CASE("both lengths at once are refused and the connection ends", "[http][limits]") {
  Stack stack;
  Connection connection(stack.port());
  REQUIRE(connection.send(
      "POST /v1/evaluations HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
      "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
      "GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n"));
  const Reply reply = connection.read();
  CHECK(reply.status == 400);
  CHECK(connection.read(3s).status == 0);
}

TEST_CASE("a trickle of header bytes is cut at the deadline", "[http][limits][slow]") {
  Stack stack;
  Connection connection(stack.port());
  REQUIRE(connection.send("GET /healthz HTTP/1.1\r\nHost: h\r\nX: "));
  const auto start = std::chrono::steady_clock::now();
  bool open = true;
  while (open && std::chrono::steady_clock::now() - start < 20s) {
    open = connection.send("x") && !connection.is_closed(500ms);
  }
  const auto lasted = std::chrono::steady_clock::now() - start;
  CHECK_FALSE(open);
  CHECK(lasted < 12s);
}

TEST_CASE("an address that does not exist, and a method that it does not have", "[http][limits]") {
  Stack stack;
  require_problem(stack.get("/v1/nothing"), 404, "no_such_path");
  require_problem(stack.get("/v1/admin/cases/x/y/z"), 404, "no_such_path");
  require_problem(stack.get("/..%2f..%2fetc/passwd"), 404, "no_such_path");
  const Reply reply = stack.get("/v1/evaluations");
  require_problem(reply, 405, "method_refused");
  CHECK(reply.header("Allow") == "POST");
  require_problem(exchange(stack.port(), "PUT", "/v1/evaluations", {}, "{}"), 405,
                  "method_refused");
  CHECK(exchange_raw(stack.port(), "BREW /healthz HTTP/1.1\r\n\r\n").status == 400);
}

TEST_CASE("health and readiness", "[http][limits]") {
  Stack stack;
  CHECK(stack.get("/healthz").status == 200);
  CHECK(stack.get("/readyz").status == 200);
  const Reply head = exchange(stack.port(), "HEAD", "/healthz");
  CHECK(head.status == 200);
  CHECK(head.body.empty());
  CHECK(head.header("Referrer-Policy") == "no-referrer");
}

TEST_CASE("one connection carries many requests, and an error ends it", "[http][limits]") {
  Stack stack;
  Connection connection(stack.port());
  for (int i = 0; i < 20; ++i) {
    REQUIRE(connection.send(written("GET", "/healthz", {}, {})));
    REQUIRE(connection.read().status == 200);
  }
  REQUIRE(connection.send(written("GET", "/nothing", {}, {})));
  const Reply reply = connection.read();
  CHECK(reply.status == 404);
  CHECK(reply.header("Connection") == "close");
  CHECK(connection.is_closed(3s));
}

TEST_CASE("an idle connection gives its worker to who waits for one", "[http][limits]") {
  Stack stack([](Config& config) { config.workers = 4; });
  std::vector<std::unique_ptr<Connection>> idle;
  for (int i = 0; i < 4; ++i) {
    idle.push_back(std::make_unique<Connection>(stack.port()));
    REQUIRE(idle.back()->send(written("GET", "/healthz", {}, {})));
    REQUIRE(idle.back()->read().status == 200);
  }
  const auto start = std::chrono::steady_clock::now();
  CHECK(stack.get("/healthz").status == 200);
  // Without giving way it would be the idle time-out, 5 s.
  CHECK(std::chrono::steady_clock::now() - start < 3s);
}

TEST_CASE("who finds no worker and no place in the line is told at once", "[http][limits][slow]") {
  Stack stack([](Config& config) { config.workers = 4; });
  // 4 workers and 512 places, all held by clients that say nothing.
  std::vector<std::unique_ptr<Connection>> silent;
  for (int i = 0; i < 4 + 512; ++i) silent.push_back(std::make_unique<Connection>(stack.port()));
  std::this_thread::sleep_for(200ms);
  const auto start = std::chrono::steady_clock::now();
  const Reply reply = stack.get("/healthz");
  CHECK(std::chrono::steady_clock::now() - start < 2s);
  require_problem(reply, 503, "busy");
  CHECK(reply.header("Retry-After") == "2");
}
