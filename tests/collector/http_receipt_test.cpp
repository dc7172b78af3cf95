// SPDX-License-Identifier: Apache-2.0
// What the holder of a receipt may do: look, correct, add, withdraw the contact.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "collector/contacts.hpp"
#include "http_stack.hpp"
#include "yiping/evaluation.hpp"
#include "yiping/session.hpp"

using namespace yiping::collector;
using namespace yiping::collector::test;
namespace host = yiping::host;

namespace {

constexpr const char* kPhone = "13800138000";

Stack shipped() {
  return Stack([](Config& config) {
    for (AreaConfig& area : config.areas) area.profile = "default";
  });
}

std::string numbered(std::uint8_t submission, Level level) {
  return document({level, {}, "", submission});
}

/// Rates case `number` and returns the receipt.
std::string rated(Stack& stack, std::int64_t number, const std::string& document) {
  const Reply reply = stack.rate(stack.invited(number), document);
  REQUIRE(reply.status == 201);
  return reply.json()["receipt"];
}

Reply ask(Stack& stack, const char* call, const Json& body) {
  return stack.post(std::string("/v1/receipts:") + call, body.dump());
}

Json look_up(Stack& stack, const std::string& receipt) {
  const Reply reply = ask(stack, "lookup", {{"receipt", receipt}});
  REQUIRE(reply.status == 200);
  return reply.json();
}

Reply correct(Stack& stack, const std::string& receipt, const std::string& document) {
  return ask(stack, "correct", {{"receipt", receipt}, {"evaluation", Json::parse(document)}});
}

}  // namespace

TEST_CASE("the holder of a receipt corrects the rating within ten minutes", "[http][receipt]") {
  Stack stack = shipped();
  const std::string first = rated(stack, 1, numbered(1, Level::very_dissatisfied));
  CHECK(look_up(stack, first)["correct_until"] == kNow + 600);
  const Reply corrected = correct(stack, first, numbered(2, Level::satisfied));
  REQUIRE(corrected.status == 201);
  const std::string second = corrected.json()["receipt"];
  CHECK(second != first);
  CHECK(correct(stack, first, numbered(2, Level::satisfied)).status == 200);
  for (const std::string& held : {first, second}) {
    const Json found = look_up(stack, held);
    CHECK(found["level"] == "satisfied");
    CHECK(found["corrected"] == kNow);
    CHECK_FALSE(found.contains("case"));
    CHECK_FALSE(found.contains("correct_until"));
  }
  require_problem(correct(stack, second, numbered(3, Level::satisfied)), 409, "correction_closed");
  require_problem(correct(stack, yiping::receipt_of(440'300, {}), numbered(3, Level::satisfied)),
                  404, "receipt_unknown");
  require_problem(correct(stack, "440300", numbered(3, Level::satisfied)), 400, "bad_receipt");
  require_problem(ask(stack, "correct", {{"receipt", first}}), 400, "missing_field");
  require_problem(
      correct(stack, first, changed(numbered(3, Level::satisfied), "/level", "splendid")), 400,
      "unknown_level");
  CHECK(stack.store().verify().cells_different == 0);
}

TEST_CASE("what was answered comes back in a session that the core takes", "[http][receipt]") {
  Stack stack = shipped();
  const std::string receipt =
      rated(stack, 1, document({Level::dissatisfied, {"207"}, "等了很久", 1}));
  const Reply reply = ask(stack, "reopen", {{"receipt", receipt}});
  REQUIRE(reply.status == 200);
  const Json body = reply.json();
  CHECK(body["questionnaire"] == Json{{"id", "online-item"}, {"version", 1}});
  CHECK(body["until"] == kNow + 600);
  CHECK(body["language"] == "zh-Hans");
  const std::string submitted = restored_and_sent(body["snapshot"], Level::satisfied);
  CHECK(Json::parse(submitted)["submission"] == body["submission"]);
  CHECK(Json::parse(submitted)["texts"]["suggestion"] == "等了很久");
  CHECK(correct(stack, receipt, submitted).status == 201);
  require_problem(ask(stack, "reopen", {{"receipt", receipt}}), 409, "correction_closed");
  require_problem(ask(stack, "reopen", {{"receipt", yiping::receipt_of(440'300, {})}}), 404,
                  "receipt_unknown");
}

TEST_CASE("a further rating is invited by the receipt of the first", "[http][receipt]") {
  Stack stack = shipped();
  const std::string receipt = rated(stack, 1, numbered(1, Level::satisfied));
  CHECK_FALSE(look_up(stack, receipt).contains("follow_up"));
  stack.set_clock(kNow + kDay);
  const Json offer = look_up(stack, receipt)["follow_up"];
  const std::string token = offer["token"];
  const Reply invitation = stack.get("/v1/invitation", with_token(token));
  REQUIRE(invitation.status == 200);
  CHECK(invitation.json()["state"] == "open");
  CHECK(invitation.json()["round"] == 2);
  CHECK(invitation.json()["window_closes"] == offer["until"]);
  REQUIRE(stack.rate(token, numbered(2, Level::dissatisfied)).status == 201);
  CHECK(stack.get("/v1/invitation", with_token(token)).json()["state"] == "rated");
  CHECK_FALSE(look_up(stack, receipt).contains("follow_up"));
  stack.store().take_snapshot();
  const auto figures = [&](const std::string& table) {
    return stack.get("/v1/public/figures?area=440300000000&month=2026-11" + table).json();
  };
  CHECK(figures("")["levels"]["satisfied"] == 1);
  CHECK(figures("")["bad"] == 0);
  CHECK(figures("&table=follow_ups")["levels"]["dissatisfied"] == 1);
  CHECK(figures("&table=follow_ups")["table"] == "follow_ups");
  require_problem(stack.get("/v1/public/figures?area=440300000000&month=2026-11&table=all"), 400,
                  "bad_value");
}

TEST_CASE("who was answered is asked what the answer was worth", "[http][receipt]") {
  Stack stack = shipped();
  const auto asked = [&](std::uint8_t number, Level level, bool answered) {
    const std::string receipt = rated(stack, number, numbered(number, level));
    stack.set_clock(kNow + kDay);
    if (answered) {
      const auto cases = stack.store().list_cases(officer(), CaseFilter::open);
      REQUIRE(cases.size() == 1);
      stack.store().move_case(officer(), cases[0].id, 1,
                              {.move = yiping::CaseMove::reply, .text = "已改进"});
    }
    const std::string token = look_up(stack, receipt)["follow_up"]["token"];
    stack.set_clock(kNow);
    return stack.get("/v1/invitation", with_token(token)).json()["questionnaire"]["id"];
  };
  CHECK(asked(1, Level::satisfied, false) == "online-item");
  CHECK(asked(2, Level::dissatisfied, true) == "re-rating");
  CHECK(asked(3, Level::dissatisfied, false) == "online-item");
}

TEST_CASE("a contact is taken beside the rating, kept sealed, and given to nobody",
          "[http][contact]") {
  const host::Cipher cipher = GENERATE(host::Cipher::aes_256_gcm, host::Cipher::sm4_ctr_hmac_sm3);
  CAPTURE(host::name_of(cipher));
  Stack stack([&](Config& config) { config.contact_keys.front().cipher = cipher; });
  const WithContact rating = with_contact("named", kPhone, Level::dissatisfied);
  const std::string token = stack.invited(1);
  const std::string body =
      "{\"contact\":" + rating.contact + ",\"evaluation\":" + rating.document + "}";
  const Reply reply = stack.post("/v1/evaluations", body, with_token(token));
  REQUIRE(reply.status == 201);
  CHECK(stack.post("/v1/evaluations", body, with_token(token)).status == 200);
  CHECK(reply.body.find(kPhone) == std::string::npos);
  const std::string receipt = reply.json()["receipt"];
  CHECK(look_up(stack, receipt)["way"] == "named");
  CHECK(look_up(stack, receipt).dump().find(kPhone) == std::string::npos);

  yiping::SubmissionId submission{};
  submission.fill(7);
  const auto kept = stack.store().find_contact(kArea, submission);
  REQUIRE(kept);
  CHECK(kept->sealed.find(kPhone) == std::string::npos);
  CHECK(kept->keep_until == kNow + 180 * kDay);
  const Contacts contacts(stack.config());
  CHECK(contacts.open(kArea, submission, *kept) == rating.contact);
  CHECK_FALSE(contacts.open(kOtherArea, submission, *kept));
  CHECK(contacts.find(kPhone) == std::vector{kept->blind});
  CHECK(contacts.find("138 0013 8000") == std::vector{kept->blind});

  REQUIRE(ask(stack, "withdraw-contact", {{"receipt", receipt}}).status == 200);
  CHECK_FALSE(stack.store().find_contact(kArea, submission));
  CHECK(ask(stack, "withdraw-contact", {{"receipt", receipt}}).status == 200);
  require_problem(ask(stack, "withdraw-contact", {{"receipt", yiping::receipt_of(440'300, {})}}),
                  404, "receipt_unknown");
  CHECK(look_up(stack, receipt)["level"] == "dissatisfied");
}

TEST_CASE("a contact and its rating must belong together", "[http][contact]") {
  Stack stack;
  const WithContact rating = with_contact("call_back", kPhone, Level::dissatisfied);
  const std::string token = stack.invited(1);
  const auto send = [&](const std::string& body) {
    return stack.post("/v1/evaluations", body, with_token(token));
  };
  const auto both = [&](const std::string& contact) {
    return send("{\"contact\":" + contact + ",\"evaluation\":" + rating.document + "}");
  };
  CHECK(send(envelope(rating.document)).status == 400);
  CHECK(both(changed(rating.contact, "/texts/contact_phone", "")).status == 400);
  CHECK(both(changed(rating.contact, "/submission", std::string(32, '0'))).status == 400);
  require_problem(both(changed(rating.contact, "/more", 1)), 400, "unknown_field");
  require_problem(both("7"), 400, "wrong_type");
  require_problem(
      send("{\"evaluation\":" + rating.document + ",\"contact\":" + rating.contact + "}"), 400,
      "not_canonical");
  CHECK(stack.store().verify().evaluations == 0);
  CHECK(both(rating.contact).status == 201);
}

TEST_CASE("a collector without a key for contacts takes none", "[http][contact]") {
  Stack stack([](Config& config) { config.contact_keys.clear(); });
  const WithContact rating = with_contact("call_back", kPhone, Level::dissatisfied);
  require_problem(
      stack.post("/v1/evaluations",
                 "{\"contact\":" + rating.contact + ",\"evaluation\":" + rating.document + "}",
                 with_token(stack.invited(1))),
      409, "contact_refused");
  CHECK(stack.rate(stack.invited(1), numbered(1, Level::dissatisfied)).status == 201);
}

TEST_CASE("every call of a receipt's holder knows its limits", "[http][receipt]") {
  const char* call = GENERATE("lookup", "reopen", "correct", "withdraw-contact", "answer");
  CAPTURE(call);
  Stack stack = shipped();
  Json body = {{"receipt", rated(stack, 1, numbered(1, Level::dissatisfied))}};
  if (std::string_view(call) == "answer") body["answer"] = "satisfied";
  if (std::string_view(call) == "correct")
    body["evaluation"] = Json::parse(numbered(2, Level::satisfied));
  const std::string path = std::string("/v1/receipts:") + call;
  require_problem(stack.post(path, body.dump(), {{"Origin", kOtherOrigin}}), 403, "origin_refused");
  Json typed = body;
  typed["receipt"] = "440300-0000";
  require_problem(ask(stack, call, typed), 400, "bad_receipt");
  for (int i = 0; i < 58; ++i) CHECK(ask(stack, call, body).status < 429);
  const Reply refused = ask(stack, call, body);
  require_problem(refused, 429, "slow_down");
  CHECK(refused.header("Retry-After") == "1");
  stack.set_clock(kNow + 1);
  CHECK(ask(stack, call, body).status < 429);
}
