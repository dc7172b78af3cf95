// SPDX-License-Identifier: Apache-2.0
#include "kiosk/courier/link.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "host/hmac.hpp"
#include "host/request_signature.hpp"

namespace yiping::kiosk {
namespace {

// Below this, a difference of the clocks is the way's, not the clocks'.
constexpr std::int64_t kClockTolerance = 2;

unsigned random_seed() {
  std::array<std::uint8_t, sizeof(unsigned)> bytes;
  host::fill_random(bytes);
  unsigned seed = 0;
  for (const std::uint8_t byte : bytes) seed = seed << 8U | byte;
  return seed;
}

std::int64_t system_seconds() {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace

Link::Link(LinkOptions options, Outbox& outbox, Reports& reports)
    : options_(std::move(options)),
      outbox_(outbox),
      reports_(reports),
      client_(options_.http),
      sends_(options_.backoff_first, options_.backoff_most, random_seed()),
      polls_(options_.backoff_first, options_.backoff_most, random_seed()) {
  if (!options_.clock) options_.clock = system_seconds;
  thread_ = std::thread([this] { loop(); });
}

Link::~Link() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  client_.cancel();
  changed_.notify_one();
  thread_.join();
}

void Link::wake() {
  {
    const std::lock_guard lock(mutex_);
    waiting_ = true;
  }
  changed_.notify_one();
}

void Link::loop() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    const Clock::time_point now = Clock::now();
    const bool sends = waiting_ && sends_.due() <= now;
    const bool polls = polls_.due() <= now;
    if (sends || polls) {
      if (sends) waiting_ = false;
      lock.unlock();
      try {
        if (sends) send();
        if (polls) poll();
        reports_.count(outbox_);
      } catch (const OutboxFailed& error) {
        complain(error.what());
        sends_.failed(Clock::now(), std::chrono::seconds(0));
        wake();
      }
      lock.lock();
      continue;
    }
    const auto due = waiting_ ? std::min(sends_.due(), polls_.due()) : polls_.due();
    changed_.wait_until(lock, due);
  }
}

void Link::send() {
  const std::vector<ReadyRating> batch = outbox_.ready(batch_rows_, kBatchBytes);
  reports_.count(outbox_);
  if (batch.empty()) return;
  wake();  // until the outbox has nothing more
  const CollectorSays says = ask("POST", "/v1/evaluations:batch", batch_body(batch));
  if (says.kind == CollectorSays::Kind::done) {
    if (const auto verdicts = read_verdicts(says.body, batch)) {
      take_verdicts(*verdicts);
      return;
    }
    complain("对批量上传的应答无法识别 / the answer to a batch was not understood");
  }
  sends_.failed(Clock::now(), retry_after_);
  if (says.kind == CollectorSays::Kind::refused) take_refusal(says, batch);
}

void Link::take_verdicts(const std::vector<Verdict>& verdicts) {
  outbox_.settle(verdicts);
  bool again = false;
  for (const Verdict& verdict : verdicts) {
    switch (verdict.kind) {
      case Verdict::Kind::delivered:
        reports_.push(Delivered{verdict.submission});
        break;
      case Verdict::Kind::refused:
        spdlog::warn("采集端拒收一条评价，已留存 / the collector refused a rating, it is kept: {}",
                     verdict.reason);
        break;
      case Verdict::Kind::again:
        again = true;
        break;
    }
  }
  batch_rows_ = kBatchRows;
  if (again) {
    sends_.failed(Clock::now(), retry_after_);
  } else {
    sends_.succeeded(Clock::now(), std::chrono::milliseconds(0));
  }
  outbox_.wipe_log();
}

/// The whole was refused. When that is for what it holds, smaller ones find the rating at fault, so
/// that its neighbours are not held up; a refusal of the terminal itself is for the operator.
void Link::take_refusal(const CollectorSays& says, const std::vector<ReadyRating>& batch) {
  if (says.status != 400 && says.status != 413) return;
  if (batch.size() > 1) {
    batch_rows_ = batch.size() / 2;
    sends_.succeeded(Clock::now(), std::chrono::milliseconds(0));
    return;
  }
  take_verdicts({{batch.front().submission, Verdict::Kind::refused, says.code}});
}

void Link::poll() {
  const bool was_online = online_;
  const CollectorSays says = ask("GET", "/v1/device/next", "");
  auto next = says.kind == CollectorSays::Kind::done ? read_next(says.body) : std::nullopt;
  if (!next) {
    if (says.kind == CollectorSays::Kind::done) {
      complain("对待评价办件的应答无法识别 / the answer about the next errand was not understood");
    }
    polls_.failed(Clock::now(), retry_after_);
    return;
  }
  if (says.now) take_clock(*says.now);
  polls_.succeeded(Clock::now(), options_.poll);
  // Back again: what waits goes at once.
  if (!was_online) sends_.succeeded(Clock::now(), std::chrono::milliseconds(0));
  take_errand(std::move(next->errand));
}

void Link::take_errand(std::optional<Errand> errand) {
  if (!errand) return withdraw_errand();
  if (errand->token == offered_) return;
  if (outbox_.holds(errand->token)) {
    withdraw_errand();
    offered_ = errand->token;
    return;
  }
  offered_ = errand->token;
  reports_.push(ErrandOffered{std::move(*errand)});
}

void Link::withdraw_errand() {
  if (offered_.empty()) return;
  offered_.clear();
  reports_.push(ErrandWithdrawn{});
}

CollectorSays Link::ask(const char* method, const char* path, const std::string& body) {
  CollectorSays says = ask_once(method, path, body);
  if (says.kind == CollectorSays::Kind::clock_wrong) {
    take_clock(*says.now);
    says = ask_once(method, path, body);
  }
  online_ = says.kind == CollectorSays::Kind::done;
  if (online_) {
    complaint_.clear();
    reports_.heard(clock_offset_);
    return says;
  }
  reports_.unreachable();
  return says;
}

CollectorSays Link::ask_once(const char* method, const char* path, const std::string& body) {
  const std::int64_t now = options_.clock() + clock_offset_;
  host::HttpRequest request{method, options_.collector + path, {}, body};
  request.headers = {
      {"Authorization", host::device_authorization(options_.device.id, options_.device.seed, method,
                                                   path, body, now)}};
  if (!body.empty()) request.headers.emplace_back("Content-Type", "application/json");
  const host::HttpAnswer answer = client_.perform(request);
  retry_after_ = answer.retry_after;
  CollectorSays says = read_answer(answer);
  switch (says.kind) {
    case CollectorSays::Kind::done:
    case CollectorSays::Kind::clock_wrong:
      break;
    case CollectorSays::Kind::refused:
      complain(
          "采集端拒绝了本终端，请检查登记与采集端配置 / the collector refused this kiosk, "
          "check its enrolment and the collector's configuration: " +
          says.code);
      break;
    case CollectorSays::Kind::away:
      complain(answer ? "应答不是来自采集端，或采集端繁忙 / the answer is not the collector's, or "
                        "the collector is busy: " +
                            std::to_string(answer.status)
                      : answer.error);
      break;
  }
  return says;
}

void Link::take_clock(std::int64_t collector_now) {
  const std::int64_t offset = collector_now - options_.clock();
  if (std::abs(offset - clock_offset_) < kClockTolerance) return;
  clock_offset_ = offset;
  if (online_) reports_.heard(clock_offset_);
}

void Link::complain(const std::string& about) {
  if (std::exchange(complaint_, about) != about) spdlog::warn("{}", about);
}

}  // namespace yiping::kiosk
