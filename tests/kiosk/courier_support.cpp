// SPDX-License-Identifier: Apache-2.0
#include "courier_support.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "host/request_signature.hpp"
#include "yiping/evaluation.hpp"
#include "yiping/sha256.hpp"

namespace yiping::kiosk::test {
namespace {

using namespace std::chrono_literals;

constexpr auto kPatience = 5s;
constexpr std::int64_t kSkewAllowed = 300;

std::int64_t system_now() {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

Identity device() {
  Identity identity;
  identity.seed.fill(7);
  identity.id = host::device_id_of(host::public_key_of(identity.seed));
  identity.area = "440300000000";
  return identity;
}

bool is_genuine(const Heard& heard) {
  const std::string header = heard.header("Authorization");
  const auto claim = host::read_signature_claim(header, host::kDeviceScheme);
  return claim && claim->key == device().id &&
         host::verify(
             host::public_key_of(device().seed),
             as_bytes(host::signed_text(heard.method, heard.target, claim->time, heard.body)),
             claim->signature);
}

std::int64_t time_of(const Heard& heard) {
  const std::string header = heard.header("Authorization");
  return host::read_signature_claim(header, host::kDeviceScheme)->seconds;
}

}  // namespace

SubmissionId id_of(int number) {
  const Sha256 hash = sha256(as_bytes("submission " + std::to_string(number)));
  SubmissionId id{};
  std::copy_n(hash.begin(), id.size(), id.begin());
  return id;
}

KeepDraft draft(int number) {
  return {id_of(number),
          "yp1.token-" + std::to_string(number),
          kReceiptArea,
          {1, 2, 3, static_cast<char>(number)},
          1'795'312'800U + static_cast<std::uint32_t>(number)};
}

KeepRating rating(int number) {
  return {id_of(number), draft(number).token,
          R"({"level":"satisfied","submission":")" + to_hex(id_of(number)) + R"("})",
          receipt_of(kReceiptArea, id_of(number))};
}

std::string bytes_of_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

CourierOptions options_for(const Folder& folder, const std::string& collector) {
  CourierOptions options;
  options.outbox = folder.outbox();
  options.link.collector = collector;
  options.link.device = device();
  options.link.http.time_limit = 2s;
  options.link.poll = 20ms;
  options.link.backoff_first = 10ms;
  options.link.backoff_most = 50ms;
  return options;
}

Terminal::Terminal(CourierOptions options) {
  options.wake = [this] {
    const std::lock_guard lock(mutex_);
    woken_.notify_one();
  };
  courier_ = std::make_unique<Courier>(std::move(options));
}

void Terminal::take() {
  if (courier_ == nullptr) return;
  for (Report& report : courier_->take_reports()) reports_.push_back(std::move(report));
}

void Terminal::stop() {
  take();
  courier_.reset();
}

bool Terminal::wait(const std::function<bool()>& done) {
  const auto until = std::chrono::steady_clock::now() + kPatience;
  while (true) {
    take();
    if (done()) return true;
    if (std::chrono::steady_clock::now() > until) return false;
    std::unique_lock lock(mutex_);
    woken_.wait_for(lock, 5ms);
  }
}

bool Terminal::reached(const std::function<bool(const LinkState&)>& state) {
  return wait([&] {
    const auto states = all<LinkState>();
    return !states.empty() && state(states.back());
  });
}

FakeCollector::FakeCollector()
    : clock_(system_now()), server_([this](const Heard& heard) { return answer(heard); }) {}

void FakeCollector::play(Script script) {
  const std::lock_guard lock(mutex_);
  script_ = std::move(script);
}

void FakeCollector::twist(Twist twist) {
  const std::lock_guard lock(mutex_);
  twist_ = std::move(twist);
}

void FakeCollector::invite(const std::string& token) {
  const std::lock_guard lock(mutex_);
  invited_ = token;
  invited_until_ = clock_.load() + 900;
}

std::size_t FakeCollector::stored() const {
  const std::lock_guard lock(mutex_);
  return stored_.size();
}

int FakeCollector::arrivals(const std::string& submission) const {
  const std::lock_guard lock(mutex_);
  const auto found = arrivals_.find(submission);
  return found == arrivals_.end() ? 0 : found->second;
}

int FakeCollector::requests(const std::string& target) const {
  const std::lock_guard lock(mutex_);
  const auto found = requests_.find(target);
  return found == requests_.end() ? 0 : found->second;
}

Json FakeCollector::report() const {
  const std::lock_guard lock(mutex_);
  return report_;
}

std::vector<std::string> FakeCollector::numbers() const {
  const std::lock_guard lock(mutex_);
  return numbers_;
}

std::string FakeCollector::answer(const Heard& heard) {
  const std::lock_guard lock(mutex_);
  ++requests_[heard.target];
  if (script_) {
    if (auto scripted = script_(heard)) return *scripted;
  }
  if (!is_genuine(heard)) {
    ++forgeries_;
    return problem(401, "signature_wrong");
  }
  if (std::abs(time_of(heard) - clock_) > kSkewAllowed) {
    return problem(401, "signature_stale", {{"now", clock_.load()}});
  }
  if (heard.target == "/v1/device/heartbeat") {
    report_ = Json::parse(heard.body);
    return http_answer(200, Json{{"now", clock_.load()}}.dump());
  }
  std::string said = heard.method == "GET" ? next() : take_batch(heard.body);
  return twist_ ? twist_(heard, std::move(said)) : said;
}

std::string FakeCollector::next() const {
  if (invited_.empty()) {
    return http_answer(200, Json{{"state", "idle"}, {"now", clock_.load()}}.dump());
  }
  const Json service{{"item_name", "居住证签发"},
                     {"org_name", "深圳市公安局"},
                     {"service_name", "申报"},
                     {"service_time", 1'795'312'800}};
  const Json invitation{{"state", "open"},
                        {"area", "440300000000"},
                        {"round", 1},
                        {"service", service},
                        {"questionnaire", {{"id", "online-item"}, {"version", 1}}}};
  return http_answer(200, Json{{"state", "invited"},
                               {"now", clock_.load()},
                               {"until", invited_until_},
                               {"token", invited_},
                               {"invitation", invitation}}
                              .dump());
}

std::string FakeCollector::take_batch(const std::string& body) {
  const host::ParsedJson parsed = host::parse_json(body);
  if (!parsed) return problem(400, parsed.fault.code);
  Json results = Json::array();
  for (const Json& row : parsed.value["evaluations"]) {
    const std::string submission = row["evaluation"]["submission"];
    const std::string document = host::canonical(row["evaluation"]);
    ++arrivals_[submission];
    numbers_.push_back(parsed.value["series"].get<std::string>() + " " + row["number"].dump());
    const auto [token, is_first] = by_token_.emplace(row["token"], submission);
    if (!is_first && token->second != submission) {
      results.push_back({{"status", 409}, {"code", "already_rated"}});
      continue;
    }
    const bool is_new = stored_.emplace(submission, document).second;
    results.push_back({{"status", is_new ? 201 : 200},
                       {"digest", digest_of(document)},
                       {"receipt", receipt_of(kReceiptArea, *read_submission(submission))},
                       {"submission", submission}});
  }
  return http_answer(200, Json{{"results", results}}.dump());
}

std::string problem(int status, const std::string& code, Json more) {
  more["type"] = "urn:yiping:problem:" + code;
  more["code"] = code;
  more["status"] = status;
  return http_answer(status, more.dump(), "Content-Type: application/problem+json\r\n");
}

}  // namespace yiping::kiosk::test
