// SPDX-License-Identifier: Apache-2.0
#include "client.hpp"

#include <httplib.h>

#include <chrono>
#include <ctime>
#include <nlohmann/json.hpp>
#include <random>

#include "collector/signature.hpp"
#include "yiping/evaluation.hpp"
#include "yiping/session.hpp"
#include "yiping/sha256.hpp"

namespace yiping::faults {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;

constexpr int kServicesPerReport = 50;
constexpr std::size_t kPoolOfInvitations = 200;

std::int64_t now() { return static_cast<std::int64_t>(std::time(nullptr)); }

/// A connection that is made anew after each failure: the collector on it may be dead.
class Connection {
 public:
  explicit Connection(int port) : port_(port) { connect(); }

  /// Null when there was no whole answer.
  httplib::Result post(const std::string& path, const std::string& body,
                       const std::string& authorization) {
    httplib::Result result =
        client_->Post(path, {{"Authorization", authorization}}, body, "application/json");
    if (!result) connect();
    return result;
  }

 private:
  void connect() {
    client_ = std::make_unique<httplib::Client>("127.0.0.1", port_);
    client_->set_keep_alive(true);
    client_->set_tcp_nodelay(true);
    client_->set_connection_timeout(1, 0);
    client_->set_read_timeout(5, 0);
  }

  int port_;
  std::unique_ptr<httplib::Client> client_;
};

json service_event(const std::string& area, const std::string& case_no, std::mt19937& random) {
  static const std::vector<std::pair<std::string, std::string>> offices = {
      {"11440300MB2C9", "深圳市公安局"},
      {"11440300MB2D7", "深圳市人力资源和社会保障局"},
      {"11440300MB2E5", "深圳市市场监督管理局"}};
  const auto& office = offices[random() % offices.size()];
  return {{"area", area},
          {"case_no", case_no},
          {"service_no", 1},
          {"service_name", "申报"},
          {"service_time", now() - 3'600},
          {"item_code", "440300-" + std::to_string(random() % 5)},
          {"item_name", "居住证签发"},
          {"org_code", office.first},
          {"org_name", office.second},
          {"channel", random() % 2 == 0 ? "mobile" : "window"},
          {"rater_kind", "natural_person"},
          {"status", "accepted"}};
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
      for (const ReasonCode& code : questionnaire.lists[item.list].codes) {
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
  if (!accepted) throw std::runtime_error("the core refused a plain rating");
  return write_evaluation(*session);
}

SubmissionId submission_of(std::mt19937& random) {
  SubmissionId id{};
  for (std::uint8_t& byte : id) byte = static_cast<std::uint8_t>(random());
  return id;
}

void pause(std::mt19937& random, unsigned most) {
  std::this_thread::sleep_for(milliseconds(random() % most));
}

}  // namespace

Load::Load(const collector::Config& config, const Questionnaire& questionnaire, Ledger& ledger,
           unsigned seed)
    : config_(config), questionnaire_(questionnaire), ledger_(ledger), seed_(seed) {}

void Load::start(int citizens) {
  threads_.emplace_back([this] { report(seed_); });
  for (int i = 1; i <= citizens; ++i) {
    threads_.emplace_back([this, i] { rate(seed_ + static_cast<unsigned>(i) * 7'919U); });
  }
}

void Load::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void Load::report(unsigned seed) {
  std::mt19937 random(seed);
  Connection connection(config_.port);
  const std::string area = config_.areas.front().code;
  std::int64_t next = 0;
  while (!stopping()) {
    json services = json::array();
    std::vector<std::string> case_nos;
    for (int i = 0; i < kServicesPerReport; ++i) {
      case_nos.push_back("440300" + std::to_string(seed) + "-" + std::to_string(next++));
      services.push_back(service_event(area, case_nos.back(), random));
    }
    const std::string body = json{{"services", services}}.dump();
    {
      const std::lock_guard lock(ledger_.mutex);
      ledger_.reported.insert(case_nos.begin(), case_nos.end());
    }
    httplib::Result result;
    while (!result || result->status != 200) {
      const std::string authorization =
          collector::sign(config_.system_keys.front(), "POST", "/v1/services", body, now());
      result = connection.post("/v1/services", body, authorization);
      if (!result || result->status != 200) pause(random, 30);
      if (stopping() && !result) return;
    }
    const json answer = json::parse(result->body);
    {
      const std::lock_guard lock(ledger_.mutex);
      ledger_.reports_confirmed.insert(case_nos.begin(), case_nos.end());
    }
    std::unique_lock lock(mutex_);
    for (const json& one : answer.at("services")) {
      invitations_.push_back({one.at("case_no"), one.at("token")});
    }
    changed_.notify_all();
    changed_.wait(lock, [this] { return stopping_ || invitations_.size() < kPoolOfInvitations; });
  }
}

bool Load::take(Invitation& invitation) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return stopping_ || !invitations_.empty(); });
  if (stopping_) return false;
  invitation = std::move(invitations_.front());
  invitations_.pop_front();
  if (invitations_.size() < kPoolOfInvitations) changed_.notify_all();
  return true;
}

void Load::rate(unsigned seed) {
  std::mt19937 random(seed);
  Connection connection(config_.port);
  const auto area = static_cast<std::uint32_t>(std::stoul(config_.areas.front().code.substr(0, 6)));
  Invitation invitation;
  while (take(invitation)) {
    const SubmissionId submission = submission_of(random);
    const std::string document = document_of(questionnaire_, area, submission, random);
    const std::string receipt = receipt_of(area, submission);
    const std::string id = to_hex(submission);
    const std::string body = "{\"evaluation\":" + document + "}";
    {
      const std::lock_guard lock(ledger_.mutex);
      ledger_.ratings[id] = {receipt, digest_of(document), invitation.case_no, false};
    }
    // Some send an acknowledged rating once more, as a page does that lost track of itself.
    int acknowledgements_wanted = random() % 10 == 0 ? 2 : 1;
    bool first = true;
    while (acknowledgements_wanted > 0) {
      const httplib::Result result =
          connection.post("/v1/evaluations", body, "Yiping " + invitation.token);
      const int status = result ? result->status : 0;
      const std::lock_guard lock(ledger_.mutex);
      Ledger::Rating& rating = ledger_.ratings[id];
      if (status == 200 || status == 201) {
        if (json::parse(result->body).at("receipt") != receipt) {
          ledger_.faults.push_back("another receipt for " + id);
        }
        if (rating.acknowledged && status == 201) ledger_.faults.push_back("201 twice: " + id);
        if (!rating.acknowledged && status == 200) ++ledger_.recovered;
        if (!first && rating.acknowledged) ++ledger_.replays;
        rating.acknowledged = true;
        --acknowledgements_wanted;
      } else if (status == 0 || status == 503) {
        ++ledger_.retries;
      } else {
        ledger_.faults.push_back(std::to_string(status) + " for " + id + ": " + result->body);
        break;
      }
      first = false;
      if (status == 0 || status == 503) std::this_thread::sleep_for(milliseconds(random() % 20));
    }
  }
}

bool wait_until_up(int port, int seconds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  while (std::chrono::steady_clock::now() < end) {
    httplib::Client client("127.0.0.1", port);
    client.set_connection_timeout(1, 0);
    const httplib::Result result = client.Get("/readyz");
    if (result && result->status == 200) return true;
    std::this_thread::sleep_for(milliseconds(10));
  }
  return false;
}

}  // namespace yiping::faults
