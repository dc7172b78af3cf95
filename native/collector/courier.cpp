// SPDX-License-Identifier: Apache-2.0
#include "collector/courier.hpp"

#include <spdlog/spdlog.h>

#include <chrono>
#include <utility>

namespace yiping::collector {
namespace {

using std::chrono::milliseconds;

/// Longer than all that are claimed at once may take: nobody else tells them meanwhile.
constexpr Seconds kLease = 300;
constexpr milliseconds kPoll{1'000};
constexpr milliseconds kAfterFault{5'000};

}  // namespace

Courier::Courier(Store& store, Target target, std::unique_ptr<Teller> teller,
                 std::function<Seconds()> clock)
    : store_(store),
      target_(target),
      teller_(std::move(teller)),
      clock_(std::move(clock)),
      thread_([this] { loop(); }) {}

Courier::~Courier() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  teller_->cancel();
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
  Attempt attempt = teller_->tell(delivery, clock_());
  // Given up because we stop: the other side may have it, and is told again.
  if (!wait(milliseconds(0))) return;
  if (attempt.result == Attempt::Result::refused) {
    spdlog::warn("{}: {} refused: {}", name_of(target_), delivery.kind, attempt.error);
  }
  store_.settle_delivery(delivery, std::move(attempt));
}

}  // namespace yiping::collector
