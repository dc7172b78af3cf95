// SPDX-License-Identifier: Apache-2.0
// Group commit: one thread writes, many requests share one sync, and none is answered before it.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "collector/store.hpp"
#include "collector/store/alarm.hpp"
#include "collector/store/audit.hpp"
#include "collector/store/database.hpp"
#include "collector/store/rollup.hpp"

namespace yiping::collector {

/// What a job writes through.
/// Whether somebody waits to be told of ratings, of cases.
struct Tells {
  bool relay = false;
  bool notices = false;
};

struct Transaction {
  Connection& database;
  RollupDeltas& rollups;
  AuditChain& audit;
  Seconds now;
  Tells tells;
};

/// One unit of work. The queue owns it: a caller that stopped waiting leaves nothing behind.
class Job {
 public:
  Job(std::size_t rows, std::size_t bytes) : rows_(rows), bytes_(bytes) {}
  virtual ~Job() = default;
  /// May run again: a group with a bad row is rolled back and replayed row by row, and one that met
  /// another collector's as a whole.
  virtual void run(Transaction& transaction) = 0;
  virtual void answer() = 0;
  virtual void fail(std::exception_ptr error) = 0;

  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  std::size_t rows_;
  std::size_t bytes_;
};

class Writer {
 public:
  Writer(std::unique_ptr<WritingConnection> database, const StoreOptions& options);
  ~Writer();  // stores what is queued, then stops
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// Waits for the commit. Throws Unavailable, or what `work` threw for this row alone.
  template <typename R>
  R write(std::size_t rows, std::size_t bytes, std::function<R(Transaction&)> work);

  /// One row of a call that brings many.
  template <typename R>
  struct RowWork {
    std::size_t bytes = 0;
    std::function<R(Transaction&)> run;
  };
  /// All are queued at once or none, so that they share a group; nothing stands for a row that
  /// failed alone. Throws Unavailable when that holds for any.
  template <typename R>
  std::vector<std::optional<R>> write_each(std::vector<RowWork<R>> works);

  /// Runs `work` in a group of its own each time it is due; `work` returns the next time.
  void repeat(Seconds due, std::function<Seconds(Transaction&)> work);

  void arrive() { in_flight_.fetch_add(1, std::memory_order_relaxed); }
  void leave() { in_flight_.fetch_sub(1, std::memory_order_relaxed); }
  [[nodiscard]] bool ready() const { return ready_.load(); }
  [[nodiscard]] StoreFigures figures() const;

 private:
  using Clock = std::chrono::steady_clock;
  struct Queued {
    std::shared_ptr<Job> job;
    Clock::time_point since;
  };
  template <typename R>
  class JobOf;

  template <typename R>
  R wait(std::future<R>& future, Clock::time_point until);
  [[nodiscard]] Clock::time_point answer_until() const {
    return Clock::now() + std::chrono::milliseconds(options_.answer_milliseconds);
  }
  void post(std::vector<std::shared_ptr<Job>> jobs);
  void loop();
  std::vector<Queued> take(std::unique_lock<std::mutex>& lock);
  void refuse_late(std::vector<Queued>& group);
  void store(const std::vector<Queued>& group);
  void store_or_replay(const std::vector<Queued>& group);
  bool store_together(const std::vector<Queued>& group);
  void store_one_by_one(const std::vector<Queued>& group);
  void count(const std::vector<Queued>& group);
  void fail_all(const std::vector<Queued>& group, const DatabaseError& error);
  void recover();
  void run_repeated();
  void probe();
  [[nodiscard]] Seconds now() const { return options_.clock(); }
  [[nodiscard]] bool is_due() const { return repeated_ && due_.is_due(now()); }

  StoreOptions options_;
  std::unique_ptr<WritingConnection> database_;
  AuditChain audit_;

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Queued> queue_;
  std::size_t queued_rows_ = 0;
  std::size_t queued_bytes_ = 0;
  bool stopping_ = false;
  std::function<Seconds(Transaction&)> repeated_;
  Alarm due_;

  std::atomic<std::int64_t> in_flight_{0};
  std::atomic<bool> ready_{true};
  std::atomic<std::uint64_t> groups_{0};
  std::atomic<std::uint64_t> rows_{0};
  std::atomic<std::uint64_t> largest_group_{0};
  std::atomic<std::uint64_t> replayed_groups_{0};
  std::atomic<std::uint64_t> refused_{0};
  std::thread thread_;  // last: it uses all of the above
};

template <typename R>
class Writer::JobOf final : public Job {
 public:
  JobOf(std::size_t rows, std::size_t bytes, std::function<R(Transaction&)> work,
        Acknowledge acknowledge)
      : Job(rows, bytes), work_(std::move(work)), acknowledge_(acknowledge) {}
  [[nodiscard]] std::future<R> future() { return promise_.get_future(); }

  void run(Transaction& transaction) override {
    result_.emplace(work_(transaction));
    if (acknowledge_ == Acknowledge::before_commit) answer();
  }
  void answer() override {
    if (std::exchange(answered_, true)) return;
    promise_.set_value(std::move(*result_));
  }
  void fail(std::exception_ptr error) override {
    if (std::exchange(answered_, true)) return;
    promise_.set_exception(std::move(error));
  }

 private:
  std::function<R(Transaction&)> work_;
  std::promise<R> promise_;
  std::optional<R> result_;
  Acknowledge acknowledge_;
  bool answered_ = false;
};

template <typename R>
R Writer::write(std::size_t rows, std::size_t bytes, std::function<R(Transaction&)> work) {
  auto job = std::make_shared<JobOf<R>>(rows, bytes, std::move(work), options_.acknowledge);
  std::future<R> future = job->future();
  post({std::move(job)});
  return wait(future, answer_until());
}

template <typename R>
std::vector<std::optional<R>> Writer::write_each(std::vector<RowWork<R>> works) {
  std::vector<std::shared_ptr<Job>> jobs;
  std::vector<std::future<R>> futures;
  for (RowWork<R>& work : works) {
    auto job = std::make_shared<JobOf<R>>(1, work.bytes, std::move(work.run), options_.acknowledge);
    futures.push_back(job->future());
    jobs.push_back(std::move(job));
  }
  post(std::move(jobs));
  const Clock::time_point until = answer_until();
  std::vector<std::optional<R>> results;
  for (std::future<R>& future : futures) {
    try {
      results.emplace_back(wait(future, until));
    } catch (const Unavailable&) {
      throw;
    } catch (const std::exception&) {
      results.emplace_back();
    }
  }
  return results;
}

template <typename R>
R Writer::wait(std::future<R>& future, Clock::time_point until) {
  // The row may still be stored after this: its key makes the caller's retry harmless.
  if (future.wait_until(until) == std::future_status::timeout) {
    throw Unavailable(Unavailable::Why::busy, "the write did not finish in time");
  }
  return future.get();
}

}  // namespace yiping::collector
