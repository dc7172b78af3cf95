// SPDX-License-Identifier: Apache-2.0
#include "kiosk/courier/link.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "host/clock.hpp"
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

}  // namespace

Link::Link(LinkOptions options, Outbox& outbox, Reports& reports)
    : options_(std::move(options)),
      outbox_(outbox),
      reports_(reports),
      client_(options_.http),
      sending_{"POST", "/v1/evaluations:batch",
               Backoff(options_.backoff_first, options_.backoff_most, random_seed())},
      polling_{"GET", "/v1/device/next",
               Backoff(options_.backoff_first, options_.backoff_most, random_seed())},
      beating_{"POST", "/v1/device/heartbeat",
               Backoff(options_.backoff_first, options_.backoff_most, random_seed())} {
  if (!options_.clock) options_.clock = host::unix_now;
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

void Link::Call::succeeded(std::chrono::milliseconds pause) {
  complaint.clear();
  pace.succeeded(Clock::now(), pause);
}

void Link::Call::failed() { pace.failed(Clock::now(), retry_after); }

void Link::Call::complain(const std::string& about) {
  if (std::exchange(complaint, about) != about) spdlog::warn("{}: {}", path, about);
}

void Link::loop() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    const Clock::time_point now = Clock::now();
    const bool sends = waiting_ && sending_.pace.due() <= now;
    const bool polls = polling_.pace.due() <= now;
    const bool beats = online_ && beating_.pace.due() <= now;
    if (!sends && !polls && !beats) {
      const auto polled = polling_.pace.due();
      const auto due = online_ ? std::min(polled, beating_.pace.due()) : polled;
      changed_.wait_until(lock, waiting_ ? std::min(due, sending_.pace.due()) : due);
      continue;
    }
    if (sends) waiting_ = false;
    lock.unlock();
    try {
      if (sends) send();
      if (polls) poll();
      if (beats) beat();
      reports_.count(outbox_);
    } catch (const OutboxFailed& error) {
      sending_.complain(error.what());
      sending_.failed();
      wake();
    }
    lock.lock();
  }
}

void Link::send() {
  const std::vector<ReadyRating> batch = outbox_.ready(batch_rows_, kBatchBytes);
  reports_.count(outbox_);
  if (batch.empty()) return;
  wake();  // until the outbox has nothing more
  const CollectorSays says = ask(sending_, batch_body(batch, outbox_.numbering().series));
  if (says.kind == CollectorSays::Kind::done) {
    if (const auto verdicts = read_verdicts(says.body, batch)) {
      take_verdicts(*verdicts);
      return;
    }
    sending_.complain("应答无法识别 / the answer was not understood");
  }
  sending_.failed();
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
    sending_.failed();
  } else {
    sending_.succeeded(std::chrono::milliseconds(0));
  }
  outbox_.wipe_log();
}

/// The whole was refused. When that is for what it holds, smaller ones find the rating at fault, so
/// that its neighbours are not held up; a refusal of the terminal itself is for the operator.
void Link::take_refusal(const CollectorSays& says, const std::vector<ReadyRating>& batch) {
  if (says.status != 400 && says.status != 413) return;
  if (batch.size() > 1) {
    batch_rows_ = batch.size() / 2;
    sending_.succeeded(std::chrono::milliseconds(0));
    return;
  }
  take_verdicts({{batch.front().submission, Verdict::Kind::refused, says.code}});
}

void Link::poll() {
  const CollectorSays says = ask(polling_, "");
  const bool done = says.kind == CollectorSays::Kind::done;
  auto next = done ? read_next(says.body) : std::nullopt;
  if (!next) {
    if (done) polling_.complain("应答无法识别 / the answer was not understood");
    polling_.failed();
    online_ = false;
    reports_.unreachable();
    return;
  }
  if (says.now) take_clock(*says.now);
  polling_.succeeded(options_.poll);
  reports_.heard(clock_offset_);
  // Back again: what waits goes at once.
  if (!std::exchange(online_, true)) sending_.succeeded(std::chrono::milliseconds(0));
  take_errand(*std::move(next));
}

void Link::beat() {
  const CollectorSays says = ask(beating_, heartbeat_body(outbox_.numbering(), outbox_.counts()));
  if (says.kind != CollectorSays::Kind::done) return beating_.failed();
  beating_.succeeded(options_.heartbeat);
}

void Link::take_errand(NextErrand next) {
  if (!next.errand) return withdraw_errand();
  const Errand& errand = *next.errand;
  // Told once, and again when the counter asks again.
  const bool is_told = errand.token == offered_ && next.until <= offered_until_;
  if (is_told) return;
  const bool is_here = outbox_.holds(errand.token);
  if (is_here && errand.token != offered_) withdraw_errand();
  offered_ = errand.token;
  offered_until_ = next.until;
  if (!is_here) reports_.push(ErrandOffered{*std::move(next.errand)});
}

void Link::withdraw_errand() {
  if (offered_.empty()) return;
  offered_.clear();
  reports_.push(ErrandWithdrawn{});
}

CollectorSays Link::ask(Call& call, const std::string& body) {
  CollectorSays says = ask_once(call, body);
  if (says.kind != CollectorSays::Kind::clock_wrong) return says;
  take_clock(*says.now);
  return ask_once(call, body);
}

CollectorSays Link::ask_once(Call& call, const std::string& body) {
  const std::int64_t now = options_.clock() + clock_offset_;
  host::HttpRequest request{call.method, options_.collector + call.path, {}, body};
  request.headers.emplace_back("Authorization",
                               host::device_authorization(options_.device.id, options_.device.seed,
                                                          call.method, call.path, body, now));
  if (!body.empty()) request.headers.emplace_back("Content-Type", "application/json");
  const host::HttpAnswer answer = client_.perform(request);
  call.retry_after = answer.retry_after;
  CollectorSays says = read_answer(answer);
  switch (says.kind) {
    case CollectorSays::Kind::done:
    case CollectorSays::Kind::clock_wrong:
      break;
    case CollectorSays::Kind::refused:
      call.complain(
          "采集端拒绝了请求，请检查本终端的登记 / the collector refused the request, check "
          "the enrolment of this terminal: " +
          says.code);
      break;
    case CollectorSays::Kind::away:
      call.complain(answer ? "采集端繁忙，或应答不是来自采集端 / the collector is busy, or the "
                             "answer is not its own: " +
                                 std::to_string(answer.status)
                           : answer.error);
      break;
  }
  return says;
}

void Link::take_clock(std::int64_t collector_now) {
  const std::int64_t offset = collector_now - options_.clock();
  if (std::abs(offset - clock_offset_) >= kClockTolerance) clock_offset_ = offset;
}

}  // namespace yiping::kiosk
