// SPDX-License-Identifier: Apache-2.0
// The courier against a whole collector: enrolment, invitation, offer, rating, delivery. Its clock
// stands at kNow, hours or days from this machine's, as a terminal with a dead battery would find.
#include <atomic>
#include <catch2/catch_test_macros.hpp>

#include "collector/device_client.hpp"
#include "collector/http_stack.hpp"
#include "courier_support.hpp"
#include "yiping/evaluation.hpp"

using namespace yiping::kiosk;
using namespace yiping::kiosk::test;
using yiping::collector::test::ask_at_window;
using yiping::collector::test::document;
using yiping::collector::test::enrolment_code;
using yiping::collector::test::minted;
using yiping::collector::test::Rating;
using yiping::collector::test::reference;
using yiping::collector::test::Stack;

namespace {

enum class Way : std::uint8_t { open, cut_before, cut_after };

/// A collector behind a network that can be cut before or after it has answered.
struct World {
  Stack stack;
  std::atomic<Way> way{Way::open};
  std::atomic<int> cuts{0};
  ScriptedServer network{[this](const Heard& heard) { return pass(heard); }};
  Folder folder;
  Identity device = enrolled();

  std::string pass(const Heard& heard) {
    if (way == Way::cut_before) return {};
    const auto reply = yiping::test::exchange_raw(stack.port(), heard.head + "\r\n" + heard.body);
    if (way == Way::cut_after && heard.method == "POST") {
      ++cuts;
      return {};
    }
    return http_answer(reply.status, reply.body);
  }

  Identity enrolled() {
    yiping::host::HttpClient client;
    return enrol(folder.path() / "device.json", network.url(), minted(stack, enrolment_code(1)),
                 client);
  }

  [[nodiscard]] CourierOptions options() const {
    CourierOptions made = options_for(folder, network.url());
    made.link.device = device;
    return made;
  }

  /// The counter asks for the rating of a service; returns the token that the terminal is offered.
  std::string invite(int number, Terminal& terminal) {
    static_cast<void>(stack.invited(number));
    const std::size_t before = terminal.all<ErrandOffered>().size();
    REQUIRE(ask_at_window(stack, "3", reference(number)).status == 200);
    REQUIRE(terminal.heard<ErrandOffered>(before + 1));
    return terminal.all<ErrandOffered>().back().errand.token;
  }

  [[nodiscard]] bool has(const KeepRating& rating) {
    return stack.store().find_receipt(yiping::collector::receipt_hash(rating.receipt)).has_value();
  }
};

KeepRating rated(std::uint8_t number, const std::string& token) {
  Rating answers;
  answers.submission = number;
  yiping::SubmissionId submission{};
  submission.fill(number);
  return {submission, token, document(answers), yiping::receipt_of(kReceiptArea, submission)};
}

}  // namespace

TEST_CASE("from the counter's invitation to the collector's receipt", "[courier][collector]") {
  World world;
  CHECK(world.device.window == "3");
  CHECK(world.device.hall == "市民中心");
  Terminal terminal(world.options());
  const std::string token = world.invite(1, terminal);
  CHECK(terminal.all<ErrandOffered>()[0].errand.item_name == "居住证签发");
  CHECK(terminal.all<ErrandOffered>()[0].errand.questionnaire_id == "online-item");
  const KeepRating rating = rated(1, token);
  terminal.post(KeepDraft{rating.submission, token, kReceiptArea, {1}, 1});
  terminal.post(rating);
  REQUIRE(terminal.heard<Delivered>());
  CHECK(world.has(rating));
  REQUIRE(terminal.heard<ErrandWithdrawn>());
  CHECK(terminal.reached([](const LinkState& state) {
    return state.online && state.waiting == 0 && state.refused == 0 && state.clock_offset != 0;
  }));
  CHECK(terminal.quiet<ErrandOffered>());
}

TEST_CASE("with the collector down ratings wait for it, over a restart", "[courier][collector]") {
  World world;
  std::vector<KeepRating> ratings;
  {
    Terminal terminal(world.options());
    for (std::uint8_t n = 1; n <= 3; ++n) ratings.push_back(rated(n, world.invite(n, terminal)));
    world.way = Way::cut_before;
    for (const KeepRating& each : ratings) terminal.post(each);
    REQUIRE(terminal.reached(
        [](const LinkState& state) { return !state.online && state.waiting == 3; }));
  }
  Terminal terminal(world.options());
  CHECK(terminal.quiet<Delivered>());
  world.way = Way::open;
  REQUIRE(terminal.heard<Delivered>(3));
  for (const KeepRating& each : ratings) CHECK(world.has(each));
}

TEST_CASE("a reply lost after the commit is recognised, not counted twice",
          "[courier][collector]") {
  World world;
  Terminal terminal(world.options());
  const KeepRating rating = rated(1, world.invite(1, terminal));
  world.way = Way::cut_after;
  terminal.post(rating);
  while (world.cuts < 3) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  CHECK(terminal.all<Delivered>().empty());
  CHECK(world.has(rating));
  world.way = Way::open;
  REQUIRE(terminal.heard<Delivered>());
  CHECK(terminal.reached([](const LinkState& state) { return state.refused == 0; }));
  CHECK(world.stack.store().verify().evaluations == 1);
}

TEST_CASE("a second rating of the same service is refused and kept", "[courier][collector]") {
  World world;
  Terminal terminal(world.options());
  const std::string token = world.invite(1, terminal);
  terminal.post(rated(1, token));
  terminal.post(rated(2, token));
  REQUIRE(terminal.reached(
      [](const LinkState& state) { return state.refused == 1 && state.waiting == 0; }));
  CHECK(terminal.all<Delivered>().size() == 1);
}

TEST_CASE("an enrolment whose reply was lost is completed by the same key", "[device][collector]") {
  World world;
  const auto file = world.folder.path() / "second.json";
  const std::string code = minted(world.stack, enrolment_code(2));
  yiping::host::HttpClient client;
  world.way = Way::cut_after;
  CHECK_THROWS_AS(enrol(file, world.network.url(), code, client), DeviceError);
  world.way = Way::open;
  CHECK(enrol(file, world.network.url(), code, client).window == "3");
  // Another terminal cannot use the code.
  CHECK_THROWS_AS(enrol(world.folder.path() / "third.json", world.network.url(), code, client),
                  DeviceError);
}
