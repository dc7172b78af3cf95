// SPDX-License-Identifier: Apache-2.0
// The courier against a collector that misbehaves in every way that was thought of.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <set>

#include "courier_support.hpp"
#include "host/version.hpp"
#include "yiping/sha256.hpp"

using namespace yiping::kiosk;
using namespace yiping::kiosk::test;
using namespace std::chrono_literals;

namespace {

constexpr const char* kBatch = "/v1/evaluations:batch";

bool is_batch(const Heard& heard) { return heard.target == kBatch; }

std::string hex_of(int number) { return yiping::to_hex(id_of(number)); }

bool online(const LinkState& state) { return state.online; }
bool offline(const LinkState& state) { return !state.online; }

/// Everything was delivered exactly once, and nothing is left.
void check_delivered(Terminal& terminal, const FakeCollector& collector, int ratings) {
  REQUIRE(terminal.heard<Delivered>(static_cast<std::size_t>(ratings)));
  CHECK(terminal.reached([](const LinkState& state) { return state.waiting == 0; }));
  CHECK(collector.stored() == static_cast<std::size_t>(ratings));
  CHECK(terminal.all<Delivered>().size() == static_cast<std::size_t>(ratings));
  CHECK(collector.forgeries() == 0);
}

}  // namespace

TEST_CASE("a rating is kept, delivered and forgotten", "[courier]") {
  FakeCollector collector;
  const Folder folder;
  Terminal terminal(options_for(folder, collector.url()));
  terminal.post(draft(1));
  terminal.post(rating(1));
  check_delivered(terminal, collector, 1);
  CHECK(terminal.all<DraftKept>().size() == 1);
  CHECK(terminal.all<RatingKept>().size() == 1);
  terminal.stop();
  CHECK(bytes_of_file(folder.outbox()).find(rating(1).token) == std::string::npos);
  CHECK_FALSE(std::filesystem::exists(folder.outbox().string() + "-wal"));
}

TEST_CASE("ratings are numbered as they are made, over a restart, and the count is told",
          "[courier]") {
  FakeCollector collector;
  const Folder folder;
  CourierOptions options = options_for(folder, collector.url());
  options.link.heartbeat = 20ms;
  for (int run = 0; run < 2; ++run) {
    Terminal terminal(options);
    // A draft has no number: most are never made a rating.
    terminal.post(draft(10 * run + 1));
    for (const int n : {2, 3}) terminal.post(rating(10 * run + n));
    terminal.post(rating(10 * run + 3));
    REQUIRE(terminal.heard<Delivered>(2));
    REQUIRE(terminal.waits([&] { return collector.report().value("issued", 0) == 2 * (run + 1); }));
  }
  const Json report = collector.report();
  CHECK(report["waiting"] == 0);
  CHECK(report["refused"] == 0);
  CHECK(report["version"] == yiping::host::kVersion);
  const std::string series = report["series"];
  CHECK(series.size() == 16);
  std::set<std::string> numbers;
  for (const std::string& number : collector.numbers()) numbers.insert(number);
  CHECK(numbers == std::set{series + " 1", series + " 2", series + " 3", series + " 4"});
}

TEST_CASE("drafts of the last run are told before anything else", "[courier]") {
  FakeCollector collector;
  collector.invite("yp1.other");
  const Folder folder;
  {
    Terminal terminal(options_for(folder, collector.url()));
    terminal.post(draft(1));
    terminal.post(draft(2));
    REQUIRE(terminal.heard<DraftKept>(2));
  }
  Courier courier(options_for(folder, collector.url()));
  const auto reports = courier.take_reports();
  REQUIRE(reports.size() >= 3);
  REQUIRE(std::holds_alternative<DraftFound>(reports[0]));
  CHECK(std::get<DraftFound>(reports[0]).draft.snapshot == draft(1).snapshot);
  CHECK(std::get<DraftFound>(reports[1]).draft.submission == id_of(2));
  CHECK(std::holds_alternative<LinkState>(reports[2]));
}

TEST_CASE("with the collector away ratings wait, and all arrive once when it is back",
          "[courier]") {
  constexpr int kRatings = 250;
  FakeCollector collector;
  collector.play([](const Heard&) { return std::string(); });
  const Folder folder;
  Terminal terminal(options_for(folder, collector.url()));
  for (int n = 0; n < kRatings; ++n) terminal.post(rating(n));
  REQUIRE(terminal.heard<RatingKept>(kRatings));
  REQUIRE(terminal.reached(
      [](const LinkState& state) { return !state.online && state.waiting == kRatings; }));
  CHECK(terminal.all<Delivered>().empty());
  collector.play({});
  check_delivered(terminal, collector, kRatings);
  CHECK(terminal.reached(online));
}

TEST_CASE("a lost reply is repeated, and recognised by its receipt", "[courier]") {
  FakeCollector collector;
  std::atomic<int> cut{0};
  collector.twist([&](const Heard& heard, const std::string& answer) {
    return is_batch(heard) && ++cut <= 3 ? std::string() : answer;
  });
  const Folder folder;
  Terminal terminal(options_for(folder, collector.url()));
  terminal.post(rating(1));
  check_delivered(terminal, collector, 1);
  CHECK(collector.arrivals(hex_of(1)) >= 4);
}

TEST_CASE("a slow collector does not delay a thank-you", "[courier]") {
  FakeCollector collector;
  collector.play([](const Heard&) {
    std::this_thread::sleep_for(500ms);
    return std::string();
  });
  const Folder folder;
  Terminal terminal(options_for(folder, collector.url()));
  std::this_thread::sleep_for(50ms);
  const auto begun = std::chrono::steady_clock::now();
  terminal.post(draft(1));
  terminal.post(rating(1));
  REQUIRE(terminal.heard<RatingKept>());
  CHECK(std::chrono::steady_clock::now() - begun < 400ms);
}

TEST_CASE("the courier ends within a second while a request hangs", "[courier]") {
  FakeCollector collector;
  std::atomic<bool> asked{false};
  collector.play([&](const Heard&) {
    asked = true;
    std::this_thread::sleep_for(1'500ms);
    return std::string();
  });
  const Folder folder;
  CourierOptions options = options_for(folder, collector.url());
  options.link.http.time_limit = 30s;
  Terminal terminal(options);
  while (!asked) std::this_thread::sleep_for(1ms);
  terminal.post(rating(1));
  const auto begun = std::chrono::steady_clock::now();
  terminal.stop();
  CHECK(std::chrono::steady_clock::now() - begun < 1s);
  Outbox outbox(folder.outbox());
  CHECK(outbox.counts().waiting == 1);
}

TEST_CASE("what is not the collector's answer never counts as delivered", "[courier][hostile]") {
  FakeCollector collector;
  std::string answer;
  SECTION("a captive portal's page") { answer = http_answer(200, "<html>请登录</html>"); }
  SECTION("a page that redirects") {
    answer = http_answer(302, "", "Location: http://portal.example/\r\n");
  }
  SECTION("JSON of somebody else") { answer = http_answer(200, R"({"ok":true})"); }
  SECTION("an array") { answer = http_answer(200, "[]"); }
  SECTION("too few results") { answer = http_answer(200, R"({"results":[]})"); }
  SECTION("results of the wrong kind") { answer = http_answer(200, R"({"results":[7]})"); }
  SECTION("a status as text") { answer = http_answer(200, R"({"results":[{"status":"201"}]})"); }
  SECTION("success without a receipt") {
    answer = http_answer(200, R"({"results":[{"status":201}]})");
  }
  SECTION("success with another's receipt") {
    answer = http_answer(
        200, R"({"results":[{"status":201,"receipt":")" + rating(2).receipt + R"("}]})");
  }
  SECTION("a refusal without a code") {
    answer = http_answer(200, R"({"results":[{"status":409}]})");
  }
  SECTION("more than we read") { answer = http_answer(200, std::string(3'000'000, ' ')); }
  SECTION("deeper than we read") { answer = http_answer(200, std::string(100'000, '[')); }
  SECTION("a proxy's refusal") { answer = http_answer(400, "<html>Bad Request</html>"); }
  SECTION("a proxy's size limit") { answer = http_answer(413, "<html></html>"); }
  SECTION("a problem of another API") {
    answer = http_answer(400, R"({"type":"about:blank","code":"bad"})");
  }
  SECTION("an internal error") { answer = problem(500, "internal"); }
  collector.play(
      [&](const Heard& heard) { return is_batch(heard) ? std::optional(answer) : std::nullopt; });
  const Folder folder;
  Terminal terminal(options_for(folder, collector.url()));
  terminal.post(rating(1));
  REQUIRE(terminal.heard<RatingKept>());
  while (collector.requests(kBatch) < 3) std::this_thread::sleep_for(1ms);
  CHECK(terminal.all<Delivered>().empty());
  CHECK(terminal.reached(
      [](const LinkState& state) { return state.waiting == 1 && state.refused == 0; }));
  collector.play({});
  check_delivered(terminal, collector, 1);
}

TEST_CASE("a refused rating is kept, counted and not sent again; its neighbours go", "[courier]") {
  FakeCollector collector;
  const Folder folder;
  KeepRating second = rating(2);
  second.token = rating(1).token;
  {
    Terminal terminal(options_for(folder, collector.url()));
    terminal.post(rating(1));
    REQUIRE(terminal.heard<Delivered>());
    terminal.post(second);
    terminal.post(rating(3));
    REQUIRE(terminal.heard<Delivered>(2));
    REQUIRE(terminal.reached(
        [](const LinkState& state) { return state.refused == 1 && state.waiting == 0; }));
    CHECK(terminal.quiet<Delivered>());
  }
  CHECK(collector.arrivals(hex_of(2)) == 1);
  Terminal again(options_for(folder, collector.url()));
  REQUIRE(again.reached([](const LinkState& state) { return state.online; }));
  CHECK(again.quiet<Delivered>());
  CHECK(again.all<LinkState>().back().refused == 1);
  CHECK(collector.arrivals(hex_of(2)) == 1);
}

TEST_CASE("one rating that breaks the body is found, and holds up no other", "[courier]") {
  FakeCollector collector;
  std::atomic<bool> away{true};
  collector.play([&](const Heard&) { return away ? std::optional(std::string()) : std::nullopt; });
  const Folder folder;
  Terminal terminal(options_for(folder, collector.url()));
  constexpr int kRatings = 20;
  for (int n = 0; n < kRatings; ++n) {
    KeepRating each = rating(n);
    if (n == 7) each.document += "}";
    terminal.post(each);
  }
  REQUIRE(terminal.heard<RatingKept>(kRatings));
  away = false;
  REQUIRE(terminal.reached(
      [](const LinkState& state) { return state.waiting == 0 && state.refused == 1; }));
  CHECK(collector.stored() == kRatings - 1);
}

TEST_CASE("Retry-After is respected", "[courier]") {
  FakeCollector collector;
  collector.play([](const Heard& heard) {
    return is_batch(heard) ? std::optional(http_answer(503, "", "Retry-After: 1\r\n"))
                           : std::nullopt;
  });
  const Folder folder;
  Terminal terminal(options_for(folder, collector.url()));
  terminal.post(rating(1));
  while (collector.requests(kBatch) < 1) std::this_thread::sleep_for(1ms);
  const auto begun = std::chrono::steady_clock::now();
  // One answer may be lost with a kept connection, and then the next try comes at once: of two
  // pauses at least one is what the collector asked for.
  while (collector.requests(kBatch) < 3) std::this_thread::sleep_for(1ms);
  CHECK(std::chrono::steady_clock::now() - begun > 900ms);
}

TEST_CASE("a clock that is hours off is corrected by the collector's", "[courier]") {
  FakeCollector collector;
  const Folder folder;
  CourierOptions options = options_for(folder, collector.url());
  const std::int64_t off = GENERATE(-7'200, 7'200, -400'000'000);
  options.link.clock = [off] {
    return off + std::chrono::duration_cast<std::chrono::seconds>(
                     std::chrono::system_clock::now().time_since_epoch())
                     .count();
  };
  Terminal terminal(options);
  terminal.post(rating(1));
  check_delivered(terminal, collector, 1);
  REQUIRE(terminal.reached([&](const LinkState& state) {
    return state.online && std::abs(state.clock_offset + off) <= 2;
  }));
  // Found once, not at each request.
  CHECK(collector.requests(kBatch) <= 3);
}

TEST_CASE("an unknown key: offline, and everything is kept", "[courier]") {
  FakeCollector collector;
  collector.play([](const Heard&) { return problem(401, "key_unknown"); });
  const Folder folder;
  Terminal terminal(options_for(folder, collector.url()));
  terminal.post(rating(1));
  REQUIRE(terminal.heard<RatingKept>());
  REQUIRE(terminal.reached([](const LinkState& state) { return state.waiting == 1; }));
  while (collector.requests(kBatch) < 3) std::this_thread::sleep_for(1ms);
  CHECK(terminal.reached(offline));
  CHECK(terminal.all<LinkState>().back().refused == 0);
  collector.play({});
  check_delivered(terminal, collector, 1);
}

TEST_CASE("an errand is offered once, and withdrawn when the counter is idle", "[courier]") {
  FakeCollector collector;
  const Folder folder;
  Terminal terminal(options_for(folder, collector.url()));
  REQUIRE(terminal.reached(online));
  CHECK(terminal.all<ErrandOffered>().empty());
  collector.invite(draft(1).token);
  REQUIRE(terminal.heard<ErrandOffered>());
  const Errand errand = terminal.all<ErrandOffered>()[0].errand;
  CHECK(errand.token == draft(1).token);
  CHECK(errand.item_name == "居住证签发");
  CHECK(errand.org_name == "深圳市公安局");
  CHECK(errand.service_name == "申报");
  CHECK(errand.service_time == 1'795'312'800);
  CHECK(errand.questionnaire_id == "online-item");
  CHECK(errand.questionnaire_version == 1);
  CHECK(terminal.quiet<ErrandOffered>());
  collector.invite("");
  REQUIRE(terminal.heard<ErrandWithdrawn>());
  CHECK(terminal.quiet<ErrandWithdrawn>());
  collector.invite(draft(2).token);
  REQUIRE(terminal.heard<ErrandOffered>(2));
  // Another in its place: no need to say that the first is gone.
  collector.invite(draft(3).token);
  REQUIRE(terminal.heard<ErrandOffered>(3));
  CHECK(terminal.all<ErrandWithdrawn>().size() == 1);
}

TEST_CASE("an errand that the counter asks for again is offered again", "[courier]") {
  FakeCollector collector;
  collector.invite(draft(1).token);
  const Folder folder;
  Terminal terminal(options_for(folder, collector.url()));
  REQUIRE(terminal.heard<ErrandOffered>());
  CHECK(terminal.all<ErrandOffered>().front().errand.seconds_left == 900);
  CHECK(terminal.quiet<ErrandOffered>(100ms));
  collector.set_clock(static_cast<std::int64_t>(std::time(nullptr)) + 60);
  collector.invite(draft(1).token);
  CHECK(terminal.heard<ErrandOffered>(2));
}

TEST_CASE("an errand that is in the outbox is not offered, whatever its state", "[courier]") {
  FakeCollector collector;
  collector.play([](const Heard& heard) {
    return is_batch(heard) ? std::optional(std::string()) : std::nullopt;
  });
  const Folder folder;
  {
    Outbox outbox(folder.outbox());
    outbox.keep(draft(1));
    outbox.keep(rating(2));
    outbox.keep(rating(3));
    outbox.settle({{id_of(3), Verdict::Kind::refused, "already_rated"}});
  }
  Terminal terminal(options_for(folder, collector.url()));
  for (int n = 1; n <= 3; ++n) {
    collector.invite(draft(n).token);
    CHECK(terminal.quiet<ErrandOffered>(100ms));
  }
  // The control: one that is not there is offered.
  collector.invite(draft(4).token);
  CHECK(terminal.heard<ErrandOffered>());
}

TEST_CASE("an errand under way is not withdrawn because its draft is kept", "[courier]") {
  FakeCollector collector;
  collector.invite(draft(1).token);
  const Folder folder;
  Terminal terminal(options_for(folder, collector.url()));
  REQUIRE(terminal.heard<ErrandOffered>());
  terminal.post(draft(1));
  REQUIRE(terminal.heard<DraftKept>());
  CHECK(terminal.quiet<ErrandWithdrawn>(100ms));
  terminal.post(rating(1));
  REQUIRE(terminal.heard<Delivered>());
  CHECK(terminal.quiet<ErrandOffered>(100ms));
}

TEST_CASE("an offer that cannot be understood is no offer", "[courier][hostile]") {
  FakeCollector collector;
  const std::string body = GENERATE(
      as<std::string>{}, "<html></html>", R"({"state":"invited","now":1795312800})",
      R"({"state":"invited","now":1795312800,"token":"yp1.x","invitation":[]})",
      R"({"state":"invited","token":7,"invitation":{"service":{"service_time":1},"questionnaire":{}}})",
      R"({"state":"singing"})");
  collector.play([&](const Heard& heard) {
    return is_batch(heard) ? std::nullopt : std::optional(http_answer(200, body));
  });
  const Folder folder;
  Terminal terminal(options_for(folder, collector.url()));
  while (collector.requests("/v1/device/next") < 3) std::this_thread::sleep_for(1ms);
  CHECK(terminal.quiet<ErrandOffered>(50ms));
}

TEST_CASE("the control of the kill test tells before it writes", "[courier]") {
  FakeCollector collector;
  const Folder folder;
  CourierOptions options = options_for(folder, collector.url());
  options.durability = Durability::before_commit;
  Terminal terminal(options);
  terminal.post(draft(1));
  REQUIRE(terminal.heard<DraftKept>());
  CHECK(bytes_of_file(folder.outbox().string() + "-wal").find(draft(1).token) == std::string::npos);
  terminal.stop();
  CHECK(bytes_of_file(folder.outbox()).find(draft(1).token) != std::string::npos);
}
