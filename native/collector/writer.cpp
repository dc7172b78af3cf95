// SPDX-License-Identifier: Apache-2.0
#include "collector/writer.hpp"

#include <algorithm>
#include <random>

namespace yiping::collector {
namespace {

Tells tells_of(const StoreOptions& options) { return {options.relays, options.notifies}; }

Id16 random_id() {
  std::random_device device;
  Id16 id{};
  for (std::uint8_t& byte : id) byte = static_cast<std::uint8_t>(device());
  return id;
}

// Two collectors that met once rarely meet again, and each try may wait for a deadlock to be seen.
constexpr int kTries = 4;

std::exception_ptr unavailable(Unavailable::Why why, const std::string& what) {
  return std::make_exception_ptr(Unavailable(why, what));
}

}  // namespace

Writer::Writer(std::unique_ptr<WritingConnection> database, const StoreOptions& options)
    : options_(options),
      database_(std::move(database)),
      audit_(options.collector, random_id()),
      thread_([this] { loop(); }) {}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  arrived_.notify_one();
  thread_.join();
}

void Writer::repeat(Seconds due, std::function<Seconds(Transaction&)> work) {
  {
    const std::lock_guard lock(mutex_);
    repeated_ = std::move(work);
    due_.set(due, now());
  }
  arrived_.notify_one();
}

void Writer::post(std::vector<std::shared_ptr<Job>> jobs) {
  std::size_t rows = 0;
  std::size_t bytes = 0;
  for (const auto& job : jobs) {
    rows += job->rows();
    bytes += job->bytes();
  }
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    // A full queue, or one whose head has waited too long: more would only wait longer.
    const bool late =
        !queue_.empty() && Clock::now() - queue_.front().since >
                               std::chrono::milliseconds(options_.queue_age_milliseconds);
    if (stopping_ || late || queued_rows_ + rows > options_.queue_rows ||
        queued_bytes_ + bytes > options_.queue_bytes) {
      refused_.fetch_add(jobs.size(), std::memory_order_relaxed);
      throw Unavailable(Unavailable::Why::busy, "the writer's queue is full");
    }
    queued_rows_ += rows;
    queued_bytes_ += bytes;
    const bool was_empty = queue_.empty();
    for (auto& job : jobs) queue_.push_back({std::move(job), Clock::now()});
    // The writer sleeps on an empty queue, or lingers until all that are on their way have come:
    // waking it for each row between would cost more than the row.
    const auto queued = static_cast<std::int64_t>(queue_.size());
    wake = was_empty || queued >= in_flight_.load(std::memory_order_relaxed) ||
           queued_rows_ >= options_.group_rows;
  }
  if (wake) arrived_.notify_one();
}

std::vector<Writer::Queued> Writer::take(std::unique_lock<std::mutex>& lock) {
  const auto complete = [this] {
    return stopping_ || queued_rows_ >= options_.group_rows ||
           static_cast<std::int64_t>(queue_.size()) >= in_flight_.load(std::memory_order_relaxed);
  };
  arrived_.wait_for(lock, std::chrono::microseconds(options_.linger_microseconds), complete);
  std::vector<Queued> group;
  std::size_t rows = 0;
  while (!queue_.empty() &&
         (group.empty() || rows + queue_.front().job->rows() <= options_.group_rows)) {
    rows += queue_.front().job->rows();
    queued_bytes_ -= queue_.front().job->bytes();
    group.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  queued_rows_ -= rows;
  return group;
}

void Writer::loop() {
  std::unique_lock lock(mutex_);
  while (true) {
    // Once a second: is a snapshot due, can a failed disk be written again?
    arrived_.wait_for(lock, std::chrono::seconds(1),
                      [this] { return stopping_ || !queue_.empty() || is_due(); });
    if (queue_.empty() && stopping_) return;
    std::vector<Queued> group;
    if (!queue_.empty()) group = take(lock);
    const bool repeat_now = is_due() && !stopping_;
    lock.unlock();
    if (!group.empty()) {
      refuse_late(group);
      store(group);
    } else if (!ready_) {
      probe();
    }
    if (repeat_now) run_repeated();
    group.clear();
    lock.lock();
  }
}

void Writer::refuse_late(std::vector<Queued>& group) {
  const auto oldest = Clock::now() - std::chrono::milliseconds(options_.queue_age_milliseconds);
  const auto late = std::stable_partition(group.begin(), group.end(),
                                          [&](const Queued& row) { return row.since >= oldest; });
  for (auto row = late; row != group.end(); ++row) {
    refused_.fetch_add(1, std::memory_order_relaxed);
    row->job->fail(unavailable(Unavailable::Why::busy, "the writer is behind"));
  }
  group.erase(late, group.end());
}

void Writer::store(const std::vector<Queued>& group) {
  if (group.empty()) return;
  try {
    store_or_replay(group);
    ready_ = true;
  } catch (const DatabaseError& error) {
    fail_all(group, error);
    return;
  }
  try {
    database_->between_groups();
  } catch (const DatabaseError&) {
    ready_ = false;  // the group is durable; the next write tells whether the disk recovered
  }
}

void Writer::store_or_replay(const std::vector<Queued>& group) {
  for (int tries = 1;; ++tries) {
    try {
      if (!store_together(group)) store_one_by_one(group);
      return;
    } catch (const DatabaseError& error) {
      if (error.kind() != DatabaseError::Kind::conflict || tries == kTries) throw;
      replayed_groups_.fetch_add(1, std::memory_order_relaxed);
    }
  }
}

/// False when a row is at fault: nothing is stored then, and nothing answered.
bool Writer::store_together(const std::vector<Queued>& group) {
  const AuditChain mark = audit_;
  RollupDeltas rollups;
  Transaction transaction{*database_, rollups, audit_, now(), tells_of(options_)};
  try {
    database_->begin();
    for (const Queued& row : group) row.job->run(transaction);
    rollups.write(*database_, options_.collector);
    database_->commit();
  } catch (const DatabaseError& error) {
    database_->rollback();
    audit_ = mark;
    if (error.kind() != DatabaseError::Kind::row) throw;
    return false;
  } catch (const std::exception&) {
    database_->rollback();
    audit_ = mark;
    return false;
  }
  count(group);
  for (const Queued& row : group) row.job->answer();
  return true;
}

void Writer::store_one_by_one(const std::vector<Queued>& group) {
  replayed_groups_.fetch_add(1, std::memory_order_relaxed);
  const AuditChain mark = audit_;
  std::vector<std::exception_ptr> faults(group.size());
  try {
    database_->begin();
    for (std::size_t i = 0; i < group.size(); ++i) {
      const AuditChain row_mark = audit_;
      RollupDeltas rollups;
      Transaction transaction{*database_, rollups, audit_, now(), tells_of(options_)};
      database_->savepoint();
      try {
        group[i].job->run(transaction);
        rollups.write(*database_, options_.collector);
        database_->release_savepoint();
      } catch (const DatabaseError& error) {
        if (error.kind() != DatabaseError::Kind::row) throw;
        faults[i] = std::current_exception();
      } catch (const std::exception&) {
        faults[i] = std::current_exception();
      }
      if (faults[i] == nullptr) continue;
      database_->rollback_to_savepoint();
      audit_ = row_mark;
    }
    database_->commit();
  } catch (const DatabaseError&) {
    database_->rollback();
    audit_ = mark;
    throw;
  }
  count(group);
  for (std::size_t i = 0; i < group.size(); ++i) {
    if (faults[i] == nullptr) {
      group[i].job->answer();
    } else {
      group[i].job->fail(faults[i]);
    }
  }
}

void Writer::count(const std::vector<Queued>& group) {
  std::uint64_t rows = 0;
  for (const Queued& row : group) rows += row.job->rows();
  groups_.fetch_add(1, std::memory_order_relaxed);
  rows_.fetch_add(rows, std::memory_order_relaxed);
  largest_group_ = std::max<std::uint64_t>(largest_group_, rows);
}

void Writer::fail_all(const std::vector<Queued>& group, const DatabaseError& error) {
  // Nothing is stored and nothing is broken: the others were in the way each time.
  const bool busy = error.kind() == DatabaseError::Kind::conflict;
  const auto why = busy ? Unavailable::Why::busy : Unavailable::Why::storage_failed;
  if (!busy) ready_ = false;
  for (const Queued& row : group) row.job->fail(unavailable(why, error.what()));
  if (!busy) recover();
}

/// A sync that failed may "succeed" when tried again while the pages are gone: nothing in memory is
/// trusted. Whether the group is in the file is open too, so its audit entries may be: the chain
/// begins anew, as after a start.
void Writer::recover() {
  audit_ = AuditChain(options_.collector, random_id());
  try {
    database_->reopen();
  } catch (const std::exception&) {
    ready_ = false;  // tried again by the next probe
  }
}

void Writer::run_repeated() {
  // One for all: the clock may be set at any moment.
  const Seconds time = now();
  Seconds next = time + 1;
  try {
    RollupDeltas rollups;
    const AuditChain mark = audit_;
    Transaction transaction{*database_, rollups, audit_, time, tells_of(options_)};
    try {
      database_->begin();
      next = repeated_(transaction);
      rollups.write(*database_, options_.collector);
      database_->commit();
    } catch (const std::exception&) {
      database_->rollback();
      audit_ = mark;
      throw;
    }
  } catch (const DatabaseError& error) {
    if (error.kind() != DatabaseError::Kind::conflict) {
      ready_ = false;
      recover();
    }
  } catch (const std::exception&) {
    ready_ = false;
    recover();
  }
  const std::lock_guard lock(mutex_);
  due_.set(next, time);
}

void Writer::probe() {
  try {
    database_->reopen();
    database_->begin();
    database_->execute("UPDATE schema_version SET version = version");
    database_->commit();
    ready_ = true;
  } catch (const std::exception&) {
    database_->rollback();
  }
}

StoreFigures Writer::figures() const {
  StoreFigures figures;
  figures.groups = groups_;
  figures.rows = rows_;
  figures.largest_group = largest_group_;
  figures.replayed_groups = replayed_groups_;
  figures.refused = refused_;
  figures.in_flight = std::max<std::int64_t>(0, in_flight_);
  return figures;
}

}  // namespace yiping::collector
