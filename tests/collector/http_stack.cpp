// SPDX-License-Identifier: Apache-2.0
#include "http_stack.hpp"

#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <catch2/catch_test_macros.hpp>

#include "collector/questionnaires.hpp"
#include "collector/signature.hpp"
#include "host/hmac.hpp"
#include "yiping/evaluation.hpp"
#include "yiping/session.hpp"

namespace yiping::collector::test {
namespace {

const std::filesystem::path kAssets = std::filesystem::path(YIPING_SOURCE_DIR) / "assets";

std::vector<std::uint8_t> key(std::uint8_t fill) { return std::vector<std::uint8_t>(32, fill); }

const Questionnaires& questionnaires() {
  static const Questionnaires all(kAssets);
  return all;
}

}  // namespace

Config test_config(const std::filesystem::path& folder) {
  Config config;
  config.port = 0;
  config.public_url = "http://collector.example";
  config.data = folder;
  config.assets = kAssets;
  config.settings = std::filesystem::path(YIPING_SOURCE_DIR) / "assets/samples/settings";
  config.areas = {
      {kArea, {{"zh-Hans", "深圳市"}, {"en", "Shenzhen"}}, {kOrigin}, "at-once"},
      {kOtherArea, {{"zh-Hans", "成都市"}, {"en", "Chengdu"}}, {kOtherOrigin}, "at-once"}};
  config.contact_keys = {{1, host::Cipher::aes_256_gcm, key(5)}};
  config.token_keys = {{1, key(1)}};
  config.case_key = key(2);
  config.system_keys = {{"shenzhen", key(3), {kArea}, true}, {"chengdu", key(4), {kOtherArea}}};
  config.publication_min_gain = 1;
  config.workers = 8;
  return config;
}

Stack::Stack(const std::function<void(Config&)>& change) : config_(test_config(folder_.path())) {
  auto sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(log_);
  spdlog::set_default_logger(std::make_shared<spdlog::logger>("test", std::move(sink)));
  if (change) change(config_);
  collector_ = std::make_unique<Collector>(config_, [now = now_] { return now->load(); });
  ports_ = collector_->bind();
  thread_ = std::thread([this] { collector_->run(); });
}

void Stack::stop() {
  stopped_ = true;
  collector_->stop();
}

Stack::~Stack() {
  if (!stopped_) stop();
  thread_.join();
  collector_.reset();
  spdlog::set_default_logger(std::make_shared<spdlog::logger>("none"));
}

Reply Stack::get(std::string_view target, const Headers& headers) const {
  return yiping::test::exchange(port(), "GET", target, headers);
}

Reply Stack::post(std::string_view target, std::string body, const Headers& headers) const {
  return yiping::test::exchange(port(), "POST", target, headers, std::move(body));
}

Reply Stack::post_signed(std::string_view target, std::string body, std::size_t key) const {
  const Headers headers = {
      {"Authorization", sign(config_.system_keys[key], "POST", target, body, now_->load())}};
  return post(target, std::move(body), headers);
}

Reply Stack::push(const std::string& body, std::size_t key) const {
  return post_signed("/v1/services", body, key);
}

std::string Stack::invited(std::int64_t number) {
  const Reply reply = push(Json{{"services", {service_event(number)}}}.dump());
  REQUIRE(reply.status == 200);
  return reply.json()["services"][0]["token"];
}

Reply Stack::rate(const std::string& token, std::string_view document,
                  const Headers& headers) const {
  Headers all = with_token(token);
  all.insert(all.end(), headers.begin(), headers.end());
  return post("/v1/evaluations", envelope(document), all);
}

std::string Stack::log() const { return log_.str(); }

Json service_event(std::int64_t number) {
  return {{"area", kArea},
          {"case_no", "4403002611" + std::to_string(number)},
          {"service_no", 1},
          {"service_name", "申报"},
          {"service_time", kNow - 3'600},
          {"item_code", "11440300MB2C12601J0500114052000"},
          {"item_name", "居住证签发"},
          {"org_code", "11440300MB2C12601J"},
          {"org_name", "深圳市公安局"},
          {"channel", "mobile"},
          {"rater_kind", "natural_person"},
          {"status", "accepted"}};
}

std::string document(const Rating& rating) {
  const auto now = static_cast<UnixTime>(kNow);
  SubmissionId submission{};
  submission.fill(rating.submission);
  auto session =
      Session::open(questionnaires().offered().questionnaire, "zh-Hans", submission, 440'300);
  REQUIRE(session);
  REQUIRE(session->choose_level(rating.level, now));
  for (const std::string& reason : rating.reasons) {
    REQUIRE(session->toggle("reasons", reason, now));
  }
  if (!rating.text.empty()) REQUIRE(session->set_text("suggestion", rating.text, now));
  REQUIRE(session->submit(now + 60));
  if (session->phase() == Phase::review) REQUIRE(session->submit(now + 60));
  return write_evaluation(*session);
}

WithContact with_contact(std::string_view way, const std::string& phone, Level level,
                         std::uint8_t number) {
  const auto now = static_cast<UnixTime>(kNow);
  SubmissionId submission{};
  submission.fill(number);
  auto session = Session::open(questionnaires().find("window-visit", 1)->questionnaire, "zh-Hans",
                               submission, 440'300);
  REQUIRE(session);
  REQUIRE(session->choose_level(level, now));
  REQUIRE(session->toggle("contact", way, now));
  if (way == "named") REQUIRE(session->set_text("contact_name", "王小明", now));
  REQUIRE(session->set_text("contact_phone", phone, now));
  REQUIRE(session->submit(now + 60));
  return {write_evaluation(*session), write_contact(*session)};
}

std::string restored_and_sent(const std::string& snapshot, Level level) {
  const auto now = static_cast<UnixTime>(kNow);
  const auto saved = host::from_base64url(snapshot);
  REQUIRE(saved);
  auto session = Session::restore(questionnaires().offered().questionnaire, *saved);
  REQUIRE(session);
  REQUIRE(session->choose_level(level, now + 120));
  REQUIRE(session->submit(now + 120));
  return write_evaluation(*session);
}

std::string envelope(std::string_view document) {
  return "{\"evaluation\":" + std::string(document) + "}";
}

std::string changed(const std::string& document, const char* pointer, const Json& value) {
  Json parsed = Json::parse(document);
  parsed[Json::json_pointer(pointer)] = value;
  return parsed.dump();
}

Headers with_token(const std::string& token) { return {{"Authorization", "Yiping " + token}}; }

Json require_problem(const Reply& reply, int status, std::string_view code) {
  INFO(reply.body);
  REQUIRE(reply.status == status);
  CHECK(reply.header("Content-Type") == "application/problem+json");
  CHECK(reply.header("X-Content-Type-Options") == "nosniff");
  CHECK(reply.header("Cache-Control") == "no-store");
  Json body = reply.json();
  CHECK(body["code"] == code);
  CHECK(body["status"] == status);
  CHECK(body["type"] == "urn:yiping:problem:" + std::string(code));
  CHECK_FALSE(body["title"].get<std::string>().empty());
  for (const char* part : {"message", "remedy"}) {
    for (const char* language : {"zh-Hans", "en"}) {
      const std::string text = body[part][language];
      CHECK_FALSE(text.empty());
      CHECK(text.find('{') == std::string::npos);
    }
  }
  return body;
}

}  // namespace yiping::collector::test
