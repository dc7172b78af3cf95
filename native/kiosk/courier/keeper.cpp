// SPDX-License-Identifier: Apache-2.0
#include "kiosk/courier/keeper.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace yiping::kiosk {
namespace {

constexpr auto kDropRetry = std::chrono::seconds(1);
constexpr auto kUnsafeDelay = std::chrono::milliseconds(500);

}  // namespace

Keeper::Keeper(Outbox& outbox, Reports& reports, std::function<void()> rating_kept,
               Durability durability)
    : outbox_(outbox),
      reports_(reports),
      rating_kept_(std::move(rating_kept)),
      durability_(durability),
      thread_([this] { loop(); }) {}

Keeper::~Keeper() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  posted_.notify_one();
  thread_.join();
}

void Keeper::post(Order order) {
  {
    const std::lock_guard lock(mutex_);
    orders_.push_back(std::move(order));
  }
  posted_.notify_one();
}

void Keeper::loop() {
  const auto has_work = [this] { return stopping_ || !orders_.empty(); };
  while (true) {
    std::unique_lock lock(mutex_);
    if (drops_.empty()) {
      posted_.wait(lock, has_work);
    } else {
      posted_.wait_for(lock, kDropRetry, has_work);
    }
    if (orders_.empty()) {
      const bool stopping = stopping_;
      lock.unlock();
      retry_drops();
      if (stopping) return;
      continue;
    }
    const Order order = std::move(orders_.front());
    orders_.pop_front();
    lock.unlock();
    handle(order);
  }
}

void Keeper::handle(const Order& order) {
  if (const auto* draft = std::get_if<KeepDraft>(&order)) {
    keep(draft->submission, DraftKept{draft->submission}, [&] {
      outbox_.keep(*draft);
      return true;
    });
  } else if (const auto* rating = std::get_if<KeepRating>(&order)) {
    keep(rating->submission, RatingKept{rating->submission}, [&] { return outbox_.keep(*rating); });
    // After the report: what the link tells of it comes later.
    rating_kept_();
  } else {
    drop(std::get<DropDraft>(order).submission);
  }
}

void Keeper::keep(const SubmissionId& submission, const Report& kept,
                  const std::function<bool()>& write) {
  if (durability_ == Durability::before_commit) {
    reports_.push(kept);
    wait_unsafely();
  }
  try {
    const bool is_kept = write();
    // A visitor who took a level back and chose another: the draft that was to go is replaced.
    std::erase(drops_, submission);
    if (durability_ == Durability::before_commit) return;
    reports_.push(is_kept ? kept : RatingRefused{submission});
  } catch (const OutboxFailed& error) {
    spdlog::error("未能写入磁盘 / not written to the disk: {}", error.what());
    reports_.push(KeepFailed{submission});
  }
}

void Keeper::drop(const SubmissionId& submission) {
  if (is_dropped(submission)) return;
  drops_.push_back(submission);
  spdlog::error("未能从磁盘删除，将重试 / not deleted from the disk, will be tried again");
}

/// A draft that was taken back must not come back as a rating at the next start.
void Keeper::retry_drops() {
  std::erase_if(drops_, [this](const SubmissionId& each) { return is_dropped(each); });
}

bool Keeper::is_dropped(const SubmissionId& submission) {
  try {
    outbox_.drop(submission);
    outbox_.wipe_log();
    return true;
  } catch (const OutboxFailed&) {
    return false;
  }
}

void Keeper::wait_unsafely() {
  std::unique_lock lock(mutex_);
  posted_.wait_for(lock, kUnsafeDelay, [this] { return stopping_; });
}

}  // namespace yiping::kiosk
