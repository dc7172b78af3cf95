// SPDX-License-Identifier: Apache-2.0
#include "collector/night.hpp"

#include <spdlog/spdlog.h>

#include <chrono>
#include <utility>

namespace yiping::collector {
namespace {

constexpr std::chrono::minutes kBetween{1};

}  // namespace

Night::Night(Store& store, Metrics& metrics, std::function<Seconds()> clock)
    : store_(store), metrics_(metrics), clock_(std::move(clock)), thread_([this] { loop(); }) {}

Night::~Night() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_one();
  thread_.join();
}

void Night::loop() {
  std::unique_lock lock(mutex_);
  while (!stopped_.wait_for(lock, kBetween, [this] { return stopping_; })) {
    lock.unlock();
    try {
      if (store_.take_recount()) recount();
    } catch (const Unavailable&) {
      // The store's own figures say it, and the next minute tries again.
    }
    lock.lock();
  }
}

void Night::recount() {
  const Verification found = store_.verify();
  metrics_.recounted(found.faults(), clock_());
  if (found.faults() == 0) {
    spdlog::info("夜间核对无误 / the recount found everything as stored: {} ratings",
                 found.evaluations);
    return;
  }
  spdlog::error(
      "夜间核对发现不符，请保留数据库并联系维护 / the recount differs, keep the database: {} "
      "figures, "
      "{} tokens, {} audit entries, {}",
      found.cells_different, found.tokens_astray, found.audit_broken,
      found.intact ? "intact" : "damaged pages");
}

}  // namespace yiping::collector
