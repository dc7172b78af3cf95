// SPDX-License-Identifier: Apache-2.0
#include "client.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <stdexcept>
#include <thread>
#include <utility>

#include "collector/signature.hpp"
#include "host/json.hpp"
#include "site.hpp"
#include "yiping/evaluation.hpp"
#include "yiping/session.hpp"
#include "yiping/sha256.hpp"

namespace yiping::faults {
namespace {

using json = host::Json;

constexpr auto kPatience = std::chrono::seconds(10);
constexpr int kServicesPerReport = 500;
constexpr int kTriesToInvite = 50;
constexpr std::array<std::string_view, 3> kOfTime = {"token_expired", "window_closed", "not_open"};

std::int64_t now() { return static_cast<std::int64_t>(std::time(nullptr)); }

json service_event(const std::string& area, const std::string& case_no, std::mt19937& random) {
  static constexpr std::array<std::array<const char*, 2>, 3> kOffices = {
      {{"11440300MB2C9", "深圳市公安局"},
       {"11440300MB2D7", "深圳市人力资源和社会保障局"},
       {"11440300MB2E5", "深圳市市场监督管理局"}}};
  const auto& office = kOffices[random() % kOffices.size()];
  return {{"area", area},
          {"case_no", case_no},
          {"service_no", 1},
          {"service_name", "申报"},
          {"service_time", now() - 3'600},
          {"item_code", "440300-" + std::to_string(random() % 5)},
          {"item_name", "居住证签发"},
          {"org_code", office[0]},
          {"org_name", office[1]},
          {"channel", random() % 2 == 0 ? "mobile" : "window"},
          {"rater_kind", "natural_person"},
          {"status", "accepted"}};
}

SubmissionId submission_of(std::mt19937& random) {
  SubmissionId id{};
  for (std::uint8_t& byte : id) byte = static_cast<std::uint8_t>(random());
  return id;
}

/// A document as a citizen's page makes it: through a session of the core.
std::string document_of(const Questionnaire& questionnaire, std::uint32_t area,
                        const SubmissionId& submission, std::mt19937& random) {
  const auto time = static_cast<UnixTime>(now());
  Result<Session> session =
      Session::open(questionnaire, questionnaire.locales.front().language, submission, area);
  if (!session) throw std::runtime_error("no session: " + session.error().where);
  const Level level = kLevels[random() % kLevels.size()];
  bool accepted = bool(session->choose_level(level, time));
  for (const Item& item : questionnaire.items) {
    if (item.kind == Item::Kind::multi) {
      for (const Option& code : questionnaire.lists[item.list].codes) {
        if (code.level != level || random() % 3 != 0) continue;
        accepted = accepted && bool(session->toggle(item.id, code.code, time));
      }
    }
    if (item.kind == Item::Kind::text && random() % 2 == 0) {
      const std::string text =
          "第" + std::to_string(random()) + "次：𠮷祥路窗口排队久 👩‍💼";
      accepted = accepted && bool(session->set_text(item.id, text, time));
    }
  }
  accepted = accepted && bool(session->submit(time + 5));
  // A long number in a text is looked at twice.
  if (session->phase() == Phase::review) accepted = bool(session->submit(time + 5));
  if (!accepted) throw std::runtime_error("the core refused a plain rating");
  return write_evaluation(*session);
}

std::string post(const std::string& path, const std::string& authorization,
                 const std::string& body) {
  return test::written(
      "POST", path, {{"Authorization", authorization}, {"Content-Type", "application/json"}}, body);
}

}  // namespace

bool Client::connect() {
  try {
    if (connection_ == nullptr) connection_ = std::make_unique<test::Connection>(port_);
    return true;
  } catch (const std::runtime_error&) {
    return false;
  }
}

test::Reply Client::exchange(std::string_view request) {
  if (!connect()) return {};
  // A server that refuses early may close before all is sent; its answer is there all the same.
  static_cast<void>(connection_->send(request));
  test::Reply reply = connection_->read(kPatience);
  if (!reply.whole) reply = {};
  if (!reply.whole || reply.status >= 400 || reply.header("Connection") == "close") disconnect();
  return reply;
}

BusinessSystem::BusinessSystem(const Site& site, unsigned seed)
    : site_(site),
      client_(site.port()),
      random_(seed),
      prefix_("440300" + std::to_string(seed) + "-") {}

std::vector<Invitation> BusinessSystem::report(int count, Ledger& ledger) {
  if (case_nos_.empty()) {
    json services = json::array();
    for (int i = 0; i < count; ++i) {
      case_nos_.push_back(prefix_ + std::to_string(next_++));
      services.push_back(service_event(site_.area(), case_nos_.back(), random_));
    }
    body_ = json{{"services", services}}.dump();
  }
  const test::Reply reply = post_signed("/v1/services", body_);
  if (reply.status != 200) return {};
  std::vector<Invitation> invitations;
  const json answer = reply.json();
  for (const json& one : answer.at("services")) {
    invitations.push_back({one.at("case_no"), one.at("token")});
  }
  for (const std::string& case_no : case_nos_) ledger.confirm_service(case_no);
  case_nos_.clear();
  return invitations;
}

bool BusinessSystem::ask_at_window(const std::string& window, const std::string& case_no) {
  const json body{{"area", site_.area()}, {"case_no", case_no}, {"service_no", 1}};
  return post_signed("/v1/windows/" + window + "/invitation", body.dump()).status == 200;
}

test::Reply BusinessSystem::post_signed(const std::string& path, const std::string& body) {
  const std::string authorization =
      collector::sign(site_.config().system_keys.front(), "POST", path, body, now());
  return client_.exchange(post(path, authorization, body));
}

std::vector<Invitation> invite(const Site& site, int count, unsigned seed, Ledger& ledger) {
  BusinessSystem system(site, seed);
  std::vector<Invitation> invitations;
  for (int tries = 0; static_cast<int>(invitations.size()) < count; ++tries) {
    if (tries == kTriesToInvite) throw std::runtime_error("services are not confirmed");
    const int left = count - static_cast<int>(invitations.size());
    for (Invitation& each : system.report(std::min(left, kServicesPerReport), ledger)) {
      invitations.push_back(std::move(each));
    }
  }
  return invitations;
}

Submission Citizen::rate(const Invitation& invitation) {
  const SubmissionId id = submission_of(random_);
  const auto area = static_cast<std::uint32_t>(std::stoul(site_.area().substr(0, 6)));
  const std::string document = document_of(site_.questionnaire(), area, id, random_);
  return {
      {to_hex(id), digest_of(document), receipt_of(area, id)},
      post("/v1/evaluations", "Yiping " + invitation.token, "{\"evaluation\":" + document + "}")};
}

std::string text_in(const test::Reply& reply, const std::string& name) {
  const json answer = json::parse(reply.body, nullptr, false);
  return answer.is_object() ? answer.value(name, "") : "";
}

bool send_once(Client& client, const Submission& submission, Ledger& ledger, Refusals refusals) {
  const test::Reply reply = client.exchange(submission.request);
  if (reply.status == 200 || reply.status == 201) {
    ledger.acknowledge(submission.rating, reply.status, text_in(reply, "receipt"));
    return true;
  }
  if (reply.status == 0 || reply.status == 503) {
    ledger.retry();
    return false;
  }
  const std::string code = text_in(reply, "code");
  if (refusals == Refusals::of_time_are_fine && std::ranges::count(kOfTime, code) > 0) {
    ledger.turn_away();
    return true;
  }
  ledger.fault(std::to_string(reply.status) + " for " + submission.rating.submission + ": " +
               reply.body);
  return true;
}

}  // namespace yiping::faults
