// SPDX-License-Identifier: Apache-2.0
// Every channel, level and way of rating: the same success, and the same sum from the press to the
// public figure.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "device_client.hpp"

using namespace yiping::collector;
using namespace yiping::collector::test;

namespace {

constexpr const char* kChannels[] = {"pc", "mobile", "qr", "window", "kiosk", "telephone", "sms"};
constexpr const char* kWays[] = {"anonymous", "call_back", "named"};

/// What travels of one rating: document, and contact where there is one.
Json entry_of(std::string_view way, Level level, std::uint8_t number) {
  if (way == "anonymous") {
    return {{"evaluation", Json::parse(document({level, {}, {}, number}))}};
  }
  const WithContact rating = with_contact(way, "13800138000", level, number);
  return {{"evaluation", Json::parse(rating.document)}, {"contact", Json::parse(rating.contact)}};
}

class Hall {
 public:
  Hall() : device_(stack, enrolment_code(1)) {}

  /// Reports a service of this channel and rates it as the channel does: at a terminal in a batch,
  /// else with the token that a page, a message or a code carries.
  void rate(const char* channel, std::string_view way, Level level) {
    ++number_;
    Json event = service_event(number_);
    event["channel"] = channel;
    const Reply pushed = stack.push(Json{{"services", Json::array({event})}}.dump());
    REQUIRE(pushed.status == 200);
    Json entry = entry_of(way, level, number_);
    const std::string token = pushed.json()["services"][0]["token"];
    const bool at_terminal = channel == std::string_view("kiosk");
    if (at_terminal) entry["token"] = token;
    const Reply reply = at_terminal
                            ? device_.batch(Json{{"evaluations", Json::array({entry})}}.dump())
                            : stack.post("/v1/evaluations", entry.dump(), with_token(token));
    INFO(reply.body);
    const Json answer = at_terminal ? reply.json()["results"][0] : reply.json();
    CHECK((at_terminal ? answer["status"].get<int>() : reply.status) == 201);
    CHECK(answer["receipt"].get<std::string>().size() == 23);
  }

  [[nodiscard]] std::size_t cases() {
    return stack.store().list_cases(officer(), CaseFilter::open).size();
  }

  Stack stack;

 private:
  DeviceClient device_;
  std::uint8_t number_ = 0;
};

}  // namespace

TEST_CASE("each channel, level and way is stored, counted and published alike", "[http][parity]") {
  Hall hall;
  std::size_t bad = 0;
  for (const char* channel : kChannels) {
    for (const char* way : kWays) {
      for (const Level level : yiping::kLevels) {
        INFO(channel << " " << way << " " << name_of(level));
        hall.rate(channel, way, level);
        // With the answer, not after it: its case was stored in the same transaction.
        bad += is_bad(level) ? 1U : 0U;
        CHECK(hall.cases() == bad);
      }
    }
  }
  constexpr std::size_t kEach = std::size(kChannels) * std::size(kWays);
  Store& store = hall.stack.store();
  const Verification stored = store.verify();
  CHECK(stored.faults() == 0);
  CHECK(stored.evaluations == static_cast<std::int64_t>(kEach * std::size(yiping::kLevels)));
  CHECK(stored.cases == static_cast<std::int64_t>(2 * kEach));
  store.take_snapshot();
  const Json figures =
      hall.stack.get("/v1/public/figures?area=" + std::string(kArea) + "&month=2026-11").json();
  for (const Level level : yiping::kLevels) {
    CHECK(figures["levels"][std::string(name_of(level))] == kEach);
  }
  CHECK(figures["bad"] == 2 * kEach);
  CHECK(figures["pending"] == 0);
  // A case of each way, as many of the one as of the other.
  const auto cases = store.list_cases(officer(), CaseFilter::open);
  for (const auto way :
       {yiping::RatingWay::anonymous, yiping::RatingWay::call_back, yiping::RatingWay::named}) {
    CHECK(std::count_if(cases.begin(), cases.end(), [&](const CaseSummary& one) {
            return one.facts.way == way;
          }) == static_cast<std::ptrdiff_t>(2 * std::size(kChannels)));
  }
}
