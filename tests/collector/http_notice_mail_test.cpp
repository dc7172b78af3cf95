// SPDX-License-Identifier: Apache-2.0
// Deadlines told by mail, and all the ways in which a mail server may fail.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <chrono>
#include <set>

#include "collector/courier.hpp"
#include "collector/tell/mail_teller.hpp"
#include "collector/tell/message.hpp"
#include "host/hmac.hpp"
#include "host/mail_client.hpp"
#include "notice_support.hpp"
#include "support/smtp_server.hpp"
#include "yiping/sha256.hpp"
#include "yiping/text.hpp"

using namespace yiping::collector;
using namespace yiping::collector::test;
using yiping::host::MailAnswer;
using yiping::host::MailClient;
using yiping::host::StartTls;
using yiping::test::SmtpServer;
using yiping::test::TakenMail;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

namespace {

constexpr const char* kOffice = "office@example.gov.cn";
constexpr const char* kHead = "head@example.gov.cn";

MailConfig config_of(const SmtpServer& server, std::vector<std::string> to = {kOffice}) {
  MailConfig config;
  config.server = server.url();
  config.start_tls = false;
  config.from = "yiping@example.gov.cn";
  config.to = std::move(to);
  return config;
}

std::string decoded(std::string_view base64) {
  std::string digits;
  for (const char c : base64) {
    if (c == '+') digits += '-';
    if (c == '/') digits += '_';
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) digits += c;
  }
  const auto bytes = yiping::host::from_base64url(digits);
  REQUIRE(bytes);
  return {bytes->begin(), bytes->end()};
}

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

yiping::host::Mail any_mail() { return {"a@example.org", {"b@example.org"}, "X: y\r\n\r\nz\r\n"}; }

}  // namespace

TEST_CASE("a mail tells of a deadline, and of nothing personal", "[http][notices]") {
  SmtpServer server;
  Stack stack([&](Config& config) { config.notices = config_of(server, {kOffice, kHead}); });
  const CaseSummary one = overdue(stack);
  REQUIRE(eventually([&] { return !server.taken().empty() && waiting(stack) == 0; }));
  REQUIRE(server.taken().size() == 1);
  const TakenMail mail = server.taken()[0];
  CHECK(mail.from == "<yiping@example.gov.cn>");
  CHECK(mail.to == std::vector<std::string>{"<office@example.gov.cn>", "<head@example.gov.cn>"});
  const std::string id = yiping::to_hex(one.id);
  CHECK(mail.header("Message-ID") ==
        "<" + id + "-case.overdue-" + std::to_string(one.due) + "@example.gov.cn>");
  CHECK(mail.header("Auto-Submitted") == "auto-generated");
  CHECK(mail.header("Date").ends_with(" +0800"));
  const std::string body = decoded(mail.body());
  CHECK(holds(body, "事项：" + one.item_name + "\r\n单位：" + one.org_name + "\r\n待办：答复\r\n"));
  CHECK(holds(body, "Item: " + one.item_name + "\r\n"));
  CHECK(holds(body, "Duty: to reply\r\nDue: 2026-"));
  CHECK(holds(body, " 24:00 (UTC+8)\r\n"));
  CHECK(holds(body, "Desk: " + stack.config().public_url + "/desk/#" + id + "\r\n"));
  for (const std::string& secret : {std::string("13800138000"), std::string("请回电"),
                                    service_event(1)["case_no"].get<std::string>()}) {
    CHECK_FALSE(holds(body, secret));
  }
}

TEST_CASE("whatever the mail server does, the office is told, under one Message-ID",
          "[http][notices][hostile]") {
  struct Failure {
    const char* at;  // how the line begins; "": when the client comes
    const char* said;
  };
  // A 5xx before the message is about us, as one about signing in: the message may pass later.
  const Failure failure =
      GENERATE(Failure{"", "cut"}, Failure{"", "421 too busy"}, Failure{"", "554 no service here"},
               Failure{"", "599 no such code"}, Failure{"MAIL", "451 later"},
               Failure{"MAIL", "530 sign in first"}, Failure{"RCPT", "450 greylisted"},
               Failure{"RCPT", "cut"}, Failure{"DATA", "452 no room"},
               Failure{".", "451-first\r\n451 later"}, Failure{".", "cut"});
  CAPTURE(failure.at, failure.said);
  std::atomic<int> failed = 0;
  SmtpServer server([&](const std::string& line) {
    const std::string_view at = failure.at;
    const bool here = at.empty() ? line.empty() : line.starts_with(at);
    return here && failed < 2 && ++failed <= 2 ? failure.said : "";
  });
  Stack stack([&](Config& config) { config.notices = config_of(server); });
  Seconds now = overdue(stack).due;
  CHECK(eventually([&] {
    stack.set_clock(now += 5);
    return waiting(stack) == 0;
  }));
  CHECK(failed == 2);
  CHECK(server.taken().size() == 1);
  CHECK(refused_count(stack) == 0);
  const std::vector<std::string> ids = server.ids();
  CHECK(std::set<std::string>(ids.begin(), ids.end()).size() == 1);
}

TEST_CASE("a message that the mail server refuses for good waits where it is seen",
          "[http][notices]") {
  const std::string at = GENERATE("MAIL", "RCPT", ".");
  CAPTURE(at);
  std::atomic<bool> strict = true;
  SmtpServer server([&](const std::string& line) {
    return strict && line.starts_with(at) ? "550-5.1.1 what\r\n550 5.1.1 no such user" : "";
  });
  Stack stack([&](Config& config) {
    config.notices = config_of(server);
    config.operator_port = 0;
  });
  overdue(stack);
  REQUIRE(eventually([&] { return refused_count(stack) == 1; }));
  CHECK(waiting(stack) == 0);
  CHECK(server.taken().empty());
  const Json told = operators(stack, "GET", "/deliveries");
  REQUIRE(told["refused"].size() == 1);
  CHECK(told["refused"][0]["error"] == "550 5.1.1 no such user");
  strict = false;
  CHECK(operators(stack, "POST", "/deliveries:replay")["replayed"] == 1);
  REQUIRE(eventually([&] { return refused_count(stack) == 0 && waiting(stack) == 0; }));
  CHECK(server.taken().size() == 1);
}

TEST_CASE("an address that is gone keeps a mail from nobody else, and is seen", "[http][notices]") {
  SmtpServer server([&](const std::string& line) {
    return line == "RCPT TO:<" + std::string(kHead) + ">" ? "550 retired" : "";
  });
  Stack stack([&](Config& config) { config.notices = config_of(server, {kHead, kOffice}); });
  overdue(stack);
  REQUIRE(eventually([&] { return refused_count(stack) == 1; }));
  REQUIRE(server.taken().size() == 1);
  CHECK(server.taken()[0].to == std::vector<std::string>{"<office@example.gov.cn>"});
  CHECK(stack.store().dead_deliveries(1).at(0).error == "550 retired");
}

TEST_CASE("a mail under way when a collector stopped is sent by the next", "[http][notices]") {
  // At the end of the message nobody knows whether it was taken; at QUIT it was.
  const std::string at = GENERATE(".", "QUIT");
  CAPTURE(at);
  std::atomic<bool> hangs = true;
  std::atomic<bool> reached = false;
  SmtpServer server([&](const std::string& line) {
    if (!line.starts_with(at)) return "";
    reached = true;
    for (int i = 0; hangs && i < 1'000; ++i) std::this_thread::sleep_for(milliseconds(10));
    return hangs ? "cut" : "";
  });
  Waiting store;
  const MailConfig config = config_of(server);
  auto courier = store.courier(std::make_unique<MailTeller>(*store, config, "https://x.example"));
  REQUIRE(eventually([&] { return reached.load(); }));
  const auto begun = Clock::now();
  courier.reset();
  CHECK(Clock::now() - begun < std::chrono::seconds(3));
  CHECK(store->delivery_figures(Target::notices).waiting == 1);
  hangs = false;
  store.set_clock(store.due() + 300);
  courier = store.courier(std::make_unique<MailTeller>(*store, config, "https://x.example"));
  CHECK(eventually([&] { return store->delivery_figures(Target::notices).waiting == 0; }));
  const std::vector<std::string> ids = server.ids();
  CHECK(ids.size() == 2);
  CHECK(std::set<std::string>(ids.begin(), ids.end()).size() == 1);
}

TEST_CASE("a server without STARTTLS hears neither password nor message", "[notices][hostile]") {
  SmtpServer server;
  MailClient client(
      {.url = server.url(), .start_tls = StartTls::required, .user = "u", .password = "S3cret"});
  const MailAnswer answer = client.send(any_mail());
  CHECK(holds(answer.error, "STARTTLS"));
  CHECK(judge(answer, 0, kNow).result == Attempt::Result::later);
  for (const std::string& line : server.heard()) {
    CHECK_FALSE(line.starts_with("AUTH"));
    CHECK_FALSE(line.starts_with("MAIL"));
  }
  CHECK(server.ids().empty());
}

TEST_CASE("who signs in is heard, and a wrong password is for later", "[notices]") {
  bool strict = true;
  SmtpServer server([&](const std::string& line) {
    return strict && line.starts_with("AUTH") ? "535 5.7.8 who?" : "";
  });
  MailClient client(
      {.url = server.url(), .start_tls = StartTls::none, .user = "u", .password = "S3cret"});
  const MailAnswer wrong = client.send(any_mail());
  CHECK(wrong.error.starts_with("535 5.7.8 who?"));
  CHECK_FALSE(holds(wrong.error, "S3cret"));
  CHECK(judge(wrong, 0, kNow).result == Attempt::Result::later);
  strict = false;
  CHECK(client.send(any_mail()));
  REQUIRE(server.taken().size() == 1);
  const std::vector<std::string> heard = server.heard();
  // Base64 of NUL, "u", NUL, "S3cret": RFC 4616.
  CHECK(std::any_of(heard.begin(), heard.end(),
                    [](const std::string& line) { return line.ends_with("AHUAUzNjcmV0"); }));
}

TEST_CASE("a mail server that says nothing is given up at the limit", "[notices][hostile]") {
  std::atomic<bool> over = false;
  const std::string at = GENERATE("", "RCPT", "QUIT");
  CAPTURE(at);
  SmtpServer server([&](const std::string& line) {
    const bool here = at.empty() ? line.empty() : line.starts_with(at);
    for (int i = 0; here && !over && i < 1'000; ++i) std::this_thread::sleep_for(milliseconds(10));
    return here ? "cut" : "";
  });
  MailClient client(
      {.url = server.url(), .start_tls = StartTls::none, .time_limit = milliseconds(500)});
  const auto begun = Clock::now();
  const MailAnswer answer = client.send(any_mail());
  CHECK(Clock::now() - begun < std::chrono::seconds(3));
  // What was taken before the other side fell silent was taken.
  CHECK(static_cast<bool>(answer) == (at == "QUIT"));
  over = true;
}

TEST_CASE("no connection, and what a server says in no known writing, are for later",
          "[notices][hostile]") {
  MailClient client({.url = "smtp://127.0.0.1:1", .start_tls = StartTls::none});
  const MailAnswer none = client.send(any_mail());
  CHECK(holds(none.error, "no connection"));
  CHECK(judge(none, 3, kNow).next == kNow + 8);
  // "用户不存在" in GBK, which neither a store nor JSON takes; and a cut within a character.
  const MailAnswer gbk{{{550, "550 \xD3\xC3\xBB\xA7"}}, "550"};
  CHECK(judge(gbk, 0, kNow).result == Attempt::Result::refused);
  CHECK(judge(gbk, 0, kNow).error == "550 ????");
  std::string long_text = "550 x";
  while (long_text.size() < 600) long_text += "满";
  const std::string cut = judge(MailAnswer{{{550, long_text}}, "550"}, 0, kNow).error;
  CHECK(cut == long_text.substr(0, 500));
}

TEST_CASE("a name with a line of its own makes no header", "[notices][hostile]") {
  const std::vector<std::string> to{kOffice, kHead};
  std::string subject = "社保卡\r\nBcc: thief@example.org\r\n\r\nhello";
  for (int i = 0; i < 30; ++i) subject += "很长的名称𠀀";
  const std::string text = written(Message{.from = "yiping@example.gov.cn",
                                           .to = to,
                                           .id = "1-case.warning-2",
                                           .date = kNow,
                                           .subject = subject,
                                           .body = "事项：一\n\n.\n"});
  const TakenMail mail{{}, {}, text};
  CHECK(mail.header("Bcc").empty());
  CHECK(mail.header("Message-ID") == "<1-case.warning-2@example.gov.cn>");
  CHECK(mail.header("Date") == "Sun, 22 Nov 2026 10:00:00 +0800");
  CHECK(holds(text, "To: office@example.gov.cn,\r\n head@example.gov.cn\r\n"));
  CHECK(decoded(mail.body()) == "事项：一\r\n\r\n.\r\n");
  std::size_t from = 0;
  std::string again;
  for (std::size_t end = text.find("\r\n"); end != std::string::npos;
       end = text.find("\r\n", from)) {
    const std::string line = text.substr(from, end - from);
    CHECK(line.size() <= 76);
    CHECK(std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c <= '~'; }));
    constexpr std::string_view kWord = "=?UTF-8?B?";
    if (const std::size_t word = line.find(kWord); word != std::string::npos) {
      const std::string part = decoded(line.substr(word + kWord.size()));
      CHECK(yiping::is_utf8(part));
      again += part;
    }
    from = end + 2;
  }
  CHECK(again == subject);
}
