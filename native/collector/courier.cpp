// SPDX-License-Identifier: Apache-2.0
#include "collector/courier.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>

#include "collector/signature.hpp"
#include "host/json.hpp"
#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

using host::Json;
using std::chrono::milliseconds;

/// Longer than all that are claimed at once may take: nobody else tells them meanwhile.
constexpr Seconds kLease = 300;
constexpr Seconds kLongestPause = 3'600;
constexpr std::int64_t kDoublings = 12;
/// Of what a refusal says.
constexpr std::size_t kMaxReason = 500;
constexpr milliseconds kPoll{1'000};
constexpr milliseconds kAfterFault{5'000};

/// Without the receipt, which is its holder's, and without a contact.
Json written(const RelayedRating& rating) {
  const ReportedService& event = rating.event;
  Json out = {{"submission", to_hex(rating.submission)},
              {"round", rating.round},
              {"level", name_of(rating.level)},
              {"way", name_of(rating.way)},
              {"via", rating.via},
              {"timing", rating.timing},
              {"judged", rating.judged},
              {"received", rating.received},
              {"digest", rating.digest}};
  out["service"] = {{"standing", name_of(event.standing)},
                    {"case_no", event.case_no},
                    {"service_no", event.service_no},
                    {"service_name", event.service_name},
                    {"service_time", event.service_time},
                    {"item_code", event.item_code},
                    {"item_name", event.item_name},
                    {"org_code", event.org_code},
                    {"org_name", event.org_name},
                    {"org_area", event.org_area},
                    {"channel", event.channel},
                    {"rater_kind", event.rater_kind},
                    {"status", event.status},
                    {"stage", name_of(event.stage)},
                    {"business", name_of(event.business)},
                    {"group", event.group},
                    {"commitment", name_of(event.commitment)}};
  Json& replaces = out["replaces"] = Json::array();
  for (const Id16& submission : rating.replaces) replaces.push_back(to_hex(submission));
  out["document"] = host::parse_json(rating.document).value;
  return out;
}

Json written(const CaseSummary& one) {
  Json out = {{"case", to_hex(one.id)},     {"state", name_of(one.facts.state)},
              {"owner", one.facts.owner},   {"org_name", one.org_name},
              {"item_name", one.item_name}, {"due", one.due}};
  if (one.duty) out["duty"] = name_of(*one.duty);
  return out;
}

bool is_of_case(const Delivery& delivery) { return delivery.kind.starts_with("case."); }

/// "https://upper.example/v1/x?y" → "/v1/x": what is signed.
std::string path_of(const std::string& url) {
  const std::size_t host = url.find("://") + 3;
  const std::size_t path = url.find('/', host);
  if (path == std::string::npos) return "/";
  return url.substr(path, url.find('?', path) - path);
}

std::string one_line(std::string_view text) {
  std::string out(text.substr(0, kMaxReason));
  std::replace_if(
      out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  return out;
}

}  // namespace

std::string telling_of(Store& store, const Delivery& delivery) {
  Json body = {{"schema", is_of_case(delivery) ? "yiping.notice/1" : "yiping.relay/1"},
               {"kind", delivery.kind},
               {"area", delivery.area},
               {"created", delivery.created}};
  if (is_of_case(delivery)) {
    const auto found = store.find_notified(delivery.area, delivery.id);
    if (!found) return {};
    body.update(written(*found));
  } else {
    const auto found = store.find_relayed(delivery.area, delivery.id);
    if (!found) return {};
    body.update(written(*found));
  }
  return host::canonical(body);
}

Attempt judge(const host::HttpAnswer& answer, std::int64_t attempts, Seconds now) {
  const Seconds pause = std::min(kLongestPause, Seconds{1} << std::min(attempts, kDoublings));
  if (!answer) return {Attempt::Result::later, now + pause, one_line(answer.error)};
  if (answer.status >= 200 && answer.status < 300) return {};
  const std::string said = std::to_string(answer.status) + " " + one_line(answer.body);
  switch (answer.status) {
    case 400:
    case 404:
    case 409:
    case 410:
    case 413:
    case 415:
    case 422:
      // This one is at fault, and the next may pass.
      return {Attempt::Result::refused, 0, said};
    default:
      // A wrong key, a redirect, an overload, a fault: of none of them does the row know.
      return {Attempt::Result::later, now + std::max(pause, Seconds{answer.retry_after.count()}),
              said};
  }
}

Courier::Courier(Store& store, Target target, TargetConfig config, std::function<Seconds()> clock)
    : store_(store),
      target_(target),
      config_(std::move(config)),
      clock_(std::move(clock)),
      client_({.ca_file = config_.ca_file, .proxy = {}}),
      thread_([this] { loop(); }) {}

Courier::~Courier() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  client_.cancel();
  thread_.join();
}

bool Courier::wait(milliseconds time) {
  std::unique_lock lock(mutex_);
  return !stopped_.wait_for(lock, time, [this] { return stopping_; });
}

void Courier::loop() {
  do {
    try {
      while (round() != 0) {
        if (!wait(milliseconds(0))) return;
      }
    } catch (const std::exception& error) {
      spdlog::warn("{}: {}", name_of(target_), error.what());
      if (!wait(kAfterFault)) return;
    }
  } while (wait(kPoll));
}

std::size_t Courier::round() {
  const std::vector<Delivery> due = store_.claim_deliveries(target_, kLease);
  for (const Delivery& delivery : due) {
    if (!wait(milliseconds(0))) break;
    tell(delivery);
  }
  return due.size();
}

void Courier::tell(const Delivery& delivery) {
  std::string body = telling_of(store_, delivery);
  if (body.empty()) {
    store_.settle_delivery(delivery, {});
    return;
  }
  const Seconds now = clock_();
  host::HttpRequest request{"POST", config_.url, {}, std::move(body)};
  request.headers = {
      {"Content-Type", "application/json"},
      {"Idempotency-Key", to_hex(delivery.id) + "-" + delivery.kind},
      {"Authorization", sign(config_.key, "POST", path_of(config_.url), request.body, now)}};
  const host::HttpAnswer answer = client_.perform(request);
  // Given up because we stop: the other side may have it, and is told again.
  if (!wait(milliseconds(0))) return;
  Attempt attempt = judge(answer, delivery.attempts, now);
  if (attempt.result == Attempt::Result::refused) {
    spdlog::warn("{}: {} refused: {}", name_of(target_), delivery.kind, attempt.error);
  }
  store_.settle_delivery(delivery, std::move(attempt));
}

}  // namespace yiping::collector
