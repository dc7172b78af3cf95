// SPDX-License-Identifier: Apache-2.0
// What the store's tests share: a folder that goes away, a clock that is set, plausible rows.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "collector/store.hpp"
#include "postgresql_server.hpp"
#include "support/folder.hpp"

namespace yiping::collector::test {

inline constexpr const char* kArea = "440300000000";
inline constexpr Seconds kNow = 1'795'312'800;  // 2026-11-22 10:00 UTC+8
inline constexpr Seconds kDay = 86'400;

/// Of the database that this release makes, and of a later one.
extern const std::int64_t kSchema;
extern const std::string kNewerSchema;

using yiping::test::Folder;

/// The one place that names an engine: SQLite, or with YIPING_STORE=postgresql a schema of its own
/// on the server that YIPING_POSTGRESQL names; the test is skipped when that names none.
class Fixture {
 public:
  Fixture();
  explicit Fixture(StoreOptions options);
  Store& operator*() { return *store_; }
  Store* operator->() { return store_.get(); }
  void reopen();
  void close() { store_.reset(); }
  void set_clock(Seconds now) { *now_ = now; }
  /// For another store on the same database.
  [[nodiscard]] const StoreOptions& options() const { return options_; }
  [[nodiscard]] std::filesystem::path file() const { return folder_.path() / "yiping.db"; }

 private:
  Folder folder_;
  std::unique_ptr<Schema> schema_;  // on PostgreSQL only
  std::shared_ptr<std::atomic<Seconds>> now_ = std::make_shared<std::atomic<Seconds>>(kNow);
  StoreOptions options_;
  std::unique_ptr<Store> store_;
};

/// The default profile and the shipped calendars, but ratings cannot be corrected: a bad one's case
/// is at the desk at once.
[[nodiscard]] std::shared_ptr<const Regions> regions_at_once();
/// As shipped, changed by the test.
[[nodiscard]] std::shared_ptr<const Regions> regions(const std::function<void(Profile&)>& change);

/// Answers for every case of the area, and calls back.
[[nodiscard]] Staff officer(std::string area = kArea);

/// The default profile as shipped; figures are published by hand, however little changed, so that
/// no snapshot of the timer's hides what a step did.
[[nodiscard]] StoreOptions as_shipped();

/// A recount confirms every figure, every token's use and the audit trail.
void check_clean(Fixture& store);

/// What became of each event.
[[nodiscard]] std::vector<ServicePut> puts(const std::vector<ServiceAnswer>& answers);

/// `number` makes the case; everything else follows from it.
[[nodiscard]] ReportedService service(std::int64_t number);

/// A rating of that case. `submission` makes the document; equal arguments, equal rows.
[[nodiscard]] NewEvaluation rating(std::int64_t case_number, std::int64_t submission, Level level);

[[nodiscard]] std::string receipt_text(std::int64_t submission);

}  // namespace yiping::collector::test
