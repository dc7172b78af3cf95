// SPDX-License-Identifier: Apache-2.0
// The platform above, and all the ways in which it may fail: a rating is told at least once, and
// one that it refuses waits where an operator sees it.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <chrono>
#include <map>
#include <mutex>

#include "collector/signature.hpp"
#include "collector/tell/http_teller.hpp"
#include "notice_support.hpp"
#include "support/scripted_server.hpp"
#include "yiping/sha256.hpp"

using namespace yiping::collector;
using namespace yiping::collector::test;
using yiping::test::Heard;
using yiping::test::http_answer;
using yiping::test::ScriptedServer;

namespace {

SystemKey key() { return {"city", std::vector<std::uint8_t>(32, 7), {}}; }

/// A stand-in for the platform above: remembers what it took, by its key.
class Upper {
 public:
  using Script = std::function<std::string(int number, const Heard&)>;
  explicit Upper(Script script = {})
      : script_(std::move(script)), server_([this](const Heard& heard) { return take(heard); }) {}

  [[nodiscard]] TargetConfig config() const { return {server_.url() + "/v1/ratings", key(), {}}; }
  [[nodiscard]] std::map<std::string, Heard> taken() const {
    const std::lock_guard lock(mutex_);
    return taken_;
  }
  [[nodiscard]] int calls() const {
    const std::lock_guard lock(mutex_);
    return calls_;
  }

 private:
  std::string take(const Heard& heard) {
    int number = 0;
    {
      const std::lock_guard lock(mutex_);
      number = ++calls_;
    }
    std::string answer = script_ ? script_(number, heard) : std::string();
    const bool is_taken = answer.empty() || answer.starts_with("HTTP/1.1 2");
    if (!is_taken) return answer == "cut" ? std::string() : answer;
    const std::lock_guard lock(mutex_);
    taken_[heard.header("Idempotency-Key")] = heard;
    return answer.empty() ? http_answer(200, "{}") : answer;
  }

  Script script_;
  mutable std::mutex mutex_;
  std::map<std::string, Heard> taken_;
  int calls_ = 0;
  ScriptedServer server_;
};

DeliveryFigures figures(Stack& stack) { return stack.store().delivery_figures(Target::relay); }

void rate(Stack& stack, std::uint8_t number) {
  REQUIRE(stack.rate(stack.invited(number), document({.submission = number})).status == 201);
}

}  // namespace

TEST_CASE("the platform above is told of a rating, signed, and never of its receipt",
          "[http][relay]") {
  Upper upper;
  Stack stack([&](Config& config) { config.relay = upper.config(); });
  rate(stack, 1);
  REQUIRE(eventually([&] { return figures(stack).waiting == 0 && !upper.taken().empty(); }));
  const auto taken = upper.taken();
  REQUIRE(taken.size() == 1);
  const Heard& heard = taken.begin()->second;
  CHECK(heard.header("Authorization") == sign(key(), "POST", "/v1/ratings", heard.body, kNow));
  const Json body = Json::parse(heard.body);
  CHECK(body["schema"] == "yiping.relay/1");
  CHECK(body["kind"] == "evaluation");
  CHECK(body["level"] == "satisfied");
  CHECK(body["service"]["case_no"] == service_event(1)["case_no"]);
  CHECK(body["document"]["submission"] == body["submission"]);
  CHECK(taken.begin()->first == body["submission"].get<std::string>() + "-evaluation");
  CHECK(heard.body.find("receipt") == std::string::npos);
}

TEST_CASE("whatever the platform above does, each rating reaches it", "[http][relay][hostile]") {
  // The first answers, one for each way to fail; afterwards it is well again.
  const std::string failure = GENERATE(
      std::string("cut"), http_answer(500, "x"), http_answer(503, "", "Retry-After: 1\r\n"),
      http_answer(429, "", "Retry-After: 1\r\n"), http_answer(401, "wrong key"),
      http_answer(302, "", "Location: http://127.0.0.1:1/\r\n"), std::string("not HTTP at all"));
  CAPTURE(failure);
  Upper upper([&](int number, const Heard&) {
    return number <= 2 ? (failure.empty() ? std::string("cut") : failure) : std::string();
  });
  Stack stack([&](Config& config) { config.relay = upper.config(); });
  rate(stack, 1);
  rate(stack, 2);
  // Its clock goes on, so that what waits comes due.
  Seconds now = kNow;
  CHECK(eventually([&] {
    stack.set_clock(now += 5);
    return figures(stack).waiting == 0 && upper.taken().size() == 2;
  }));
  CHECK(figures(stack).dead == 0);
}

TEST_CASE("what is refused waits where it is seen, and holds nothing up", "[http][relay]") {
  std::atomic<bool> strict = true;
  Upper upper([&](int, const Heard& heard) {
    const bool first =
        heard.body.find(service_event(1)["case_no"].get<std::string>()) != std::string::npos;
    return strict && first ? http_answer(422, "no identity\r\nof the rater") : std::string();
  });
  Stack stack([&](Config& config) {
    config.relay = upper.config();
    config.operator_port = 0;
  });
  rate(stack, 1);
  rate(stack, 2);
  REQUIRE(eventually([&] { return figures(stack).waiting == 0; }));
  CHECK(figures(stack).dead == 1);
  CHECK(upper.taken().size() == 1);
  const Json told = operators(stack, "GET", "/deliveries");
  CHECK(told["targets"]["relay"]["refused"] == 1);
  REQUIRE(told["refused"].size() == 1);
  CHECK(told["refused"][0]["error"] == "422 no identity  of the rater");
  const std::string metrics = yiping::test::exchange(stack.operator_port(), "GET", "/metrics").body;
  CHECK(metrics.find("yiping_deliveries_refused{target=\"relay\"} 1") != std::string::npos);
  strict = false;
  CHECK(operators(stack, "POST", "/deliveries:replay")["replayed"] == 1);
  REQUIRE(eventually([&] { return figures(stack).dead == 0 && figures(stack).waiting == 0; }));
  CHECK(upper.taken().size() == 2);
  CHECK(operators(stack, "GET", "/deliveries")["refused"].empty());
}

TEST_CASE("what was under way when a collector stopped is told by the next", "[http][relay]") {
  std::atomic<bool> hangs = true;
  Upper upper([&](int, const Heard&) {
    for (int i = 0; hangs && i < 200; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return hangs ? std::string("cut") : std::string();
  });
  Folder folder;
  const TargetConfig config = upper.config();
  StoreOptions options;
  options.store = (folder.path() / "store").string();
  options.regions = regions_at_once();
  options.relays = true;
  options.publishing = Publishing::by_hand;
  Seconds now = kNow;
  options.clock = [&] { return now; };
  {
    Store store(options);
    store.put_services({service(1)});
    REQUIRE(store.put_evaluation(test::rating(1, 1, Level::satisfied)) == EvaluationPut::stored);
    const Courier courier(store, Target::relay, relay_teller(store, config), options.clock);
    REQUIRE(eventually([&] { return upper.calls() > 0; }));
  }
  hangs = false;
  now += 300;
  Store store(options);
  CHECK(store.delivery_figures(Target::relay).waiting == 1);
  const Courier courier(store, Target::relay, relay_teller(store, config), options.clock);
  CHECK(eventually([&] { return store.delivery_figures(Target::relay).waiting == 0; }));
  CHECK(upper.taken().size() == 1);
}

TEST_CASE("a webhook is told of deadlines, and of nothing personal", "[http][relay]") {
  Upper upper;
  Stack stack([&](Config& config) { config.notices = upper.config(); });
  const CaseSummary one = overdue(stack);
  REQUIRE(eventually([&] { return !upper.taken().empty(); }));
  const Heard heard = upper.taken().begin()->second;
  const Json body = Json::parse(heard.body);
  CHECK(body["schema"] == "yiping.notice/1");
  CHECK(body["kind"] == "case.overdue");
  CHECK(body["duty"] == "reply");
  CHECK(body["case"] == yiping::to_hex(one.id));
  for (const char* secret : {"13800138000", "case_no", "submission", "submitted"}) {
    CHECK(heard.body.find(secret) == std::string::npos);
  }
}

TEST_CASE("pauses double, are bounded, and heed what the other side asks", "[relay]") {
  yiping::host::HttpAnswer busy;
  busy.status = 503;
  CHECK(judge(busy, 0, kNow).next == kNow + 1);
  CHECK(judge(busy, 5, kNow).next == kNow + 32);
  CHECK(judge(busy, 1'000, kNow).next == kNow + 3'600);
  busy.retry_after = std::chrono::seconds(120);
  CHECK(judge(busy, 0, kNow).next == kNow + 120);
  busy.status = 204;
  CHECK(judge(busy, 0, kNow).result == Attempt::Result::told);
  for (const int fault : {400, 404, 409, 410, 413, 415, 422}) {
    busy.status = fault;
    CHECK(judge(busy, 0, kNow).result == Attempt::Result::refused);
  }
}
