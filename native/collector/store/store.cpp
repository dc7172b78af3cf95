// SPDX-License-Identifier: Apache-2.0
#include "collector/store.hpp"

#include <chrono>
#include <ctime>
#include <filesystem>
#include <stdexcept>
#include <utility>

#include "collector/postgresql/connection.hpp"
#include "collector/sqlite/connection.hpp"
#include "collector/store/implementation.hpp"
#include "collector/store/rectification.hpp"
#include "collector/store/snapshot.hpp"
#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

// A holder of one token could otherwise fill the disk with refused bodies.
constexpr std::int64_t kQuarantinePerSubject = 16;
constexpr Seconds kBetweenReminders = 60;

// The slot is unique for a subject, so that collectors which count at once do not pass the limit.
constexpr std::string_view kFreeSlot =
    "SELECT COALESCE(MAX(slot) + 1, 0), COALESCE(MAX(CASE WHEN id = $3 THEN 1 ELSE 0 END), 0)"
    " FROM quarantine WHERE area = $1 AND subject = $2";
constexpr std::string_view kInsertQuarantine =
    "INSERT INTO quarantine (area, id, reason, subject, slot, body, received)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";

constexpr std::string_view kCounts =
    "SELECT (SELECT COUNT(*) FROM service), (SELECT COUNT(*) FROM evaluation),"
    " (SELECT COUNT(*) FROM rectification), (SELECT COUNT(*) FROM quarantine)";
constexpr std::string_view kAstray =
    "SELECT (SELECT COUNT(*) FROM service s LEFT JOIN evaluation e ON e.area = s.area"
    "   AND e.submission = s.rated_by WHERE s.rated_by IS NOT NULL AND e.area IS NULL)"
    " + (SELECT COUNT(*) FROM follow_up f LEFT JOIN evaluation e ON e.area = f.area"
    "   AND e.submission = f.submission WHERE e.area IS NULL)"
    " + (SELECT COUNT(*) FROM evaluation e LEFT JOIN service s ON s.area = e.area"
    "   AND s.case_digest = e.case_digest AND s.rated_by = e.submission"
    "   WHERE e.round = 1 AND s.area IS NULL AND e.replaced_by IS NULL)"
    " + (SELECT COUNT(*) FROM evaluation e LEFT JOIN follow_up f ON f.area = e.area"
    "   AND f.case_digest = e.case_digest AND f.round = e.round AND f.submission = e.submission"
    "   WHERE e.round > 1 AND f.area IS NULL AND e.replaced_by IS NULL)";

class Moment {
 public:
  explicit Moment(ReadingConnection& database) : database_(database) { database_.begin_moment(); }
  ~Moment() { database_.end_moment(); }
  Moment(const Moment&) = delete;
  Moment& operator=(const Moment&) = delete;

 private:
  ReadingConnection& database_;
};

/// What a collector does by itself: snapshots when they are due, reminders every minute. One of
/// them in a transaction, so that a fault of one takes nothing of the other back.
class Timers {
 public:
  explicit Timers(const StoreOptions& options) : regions_(options.regions), snapshots_(options) {}

  Seconds operator()(Transaction& transaction) {
    const Seconds now = transaction.now;
    if (snapshot_.is_due(now)) {
      snapshot_.set(snapshots_(transaction), now);
    } else if (reminders_.is_due(now)) {
      const bool more = remind_now(transaction, *regions_);
      reminders_.set(now + (more ? 0 : kBetweenReminders), now);
    }
    return std::min(snapshot_.due(), reminders_.due());
  }

 private:
  std::shared_ptr<const Regions> regions_;
  SnapshotTimer snapshots_;
  Alarm snapshot_;
  Alarm reminders_;
};

StoreOptions with_clock(StoreOptions options) {
  if (!options.clock) options.clock = [] { return static_cast<Seconds>(std::time(nullptr)); };
  return options;
}

/// `Server`: what tells a connection where to; `open` makes one of either kind.
template <typename Writing, typename Reading, typename Server>
std::unique_ptr<Store::Implementation> open_engine(const StoreOptions& options,
                                                   const Server& server) {
  // The writer first: it creates what the readers open.
  auto writing = std::make_unique<Writing>(server);
  std::vector<std::unique_ptr<ReadingConnection>> readers;
  for (std::size_t i = 0; i < std::max<std::size_t>(1, options.readers); ++i) {
    readers.push_back(std::make_unique<Reading>(server));
  }
  return std::make_unique<Store::Implementation>(options, std::move(writing), std::move(readers));
}

std::unique_ptr<Store::Implementation> open(const StoreOptions& options) {
  if (is_server(options.store)) {
    const postgresql::Server server{options.store,
                                    std::chrono::milliseconds(options.answer_milliseconds)};
    return open_engine<postgresql::WriteConnection, postgresql::ReadConnection>(options, server);
  }
  return open_engine<sqlite::WriteConnection, sqlite::ReadConnection>(
      options, std::filesystem::path(options.store));
}

}  // namespace

Store::Implementation::Implementation(StoreOptions options,
                                      std::unique_ptr<WritingConnection> writing,
                                      std::vector<std::unique_ptr<ReadingConnection>> readers)
    : options_(std::move(options)),
      readers_(std::move(readers)),
      writer_(std::move(writing), options_) {}

Store::Implementation::Lease::Lease(Implementation& implementation) : owner(implementation) {
  std::unique_lock lock(owner.mutex_);
  const auto patience = std::chrono::milliseconds(owner.options_.queue_age_milliseconds);
  if (!owner.returned_.wait_for(lock, patience, [this] { return !owner.readers_.empty(); })) {
    throw Unavailable(Unavailable::Why::busy, "every reading connection is in use");
  }
  connection = std::move(owner.readers_.back());
  owner.readers_.pop_back();
}

Store::Implementation::Lease::~Lease() {
  {
    const std::lock_guard lock(owner.mutex_);
    owner.readers_.push_back(std::move(connection));
  }
  owner.returned_.notify_one();
}

Store::Store(StoreOptions options) : implementation_(open(with_clock(std::move(options)))) {
  if (!implementation_->options().regions) throw std::invalid_argument("a store without regions");
  const StoreOptions& opened = implementation_->options();
  if (opened.publishing == Publishing::on_time) {
    implementation_->writer().repeat(0, Timers(opened));
  }
}

Store::~Store() = default;

Store::InFlight::InFlight(Store& store) : store_(store) {
  store_.implementation_->writer().arrive();
}
Store::InFlight::~InFlight() { store_.implementation_->writer().leave(); }

void Store::take_snapshot() {
  const StoreOptions& options = implementation_->options();
  implementation_->write(1, 0, [&options](Transaction& transaction) {
    take_snapshot_now(transaction, options);
    return Done{};
  });
}

void Store::quarantine(std::string area, std::string reason, std::string body) {
  const std::size_t bytes = body.size();
  implementation_->write(1, bytes,
                         [area = std::move(area), reason = std::move(reason),
                          body = std::move(body)](Transaction& transaction) {
                           quarantine_body(transaction, area, reason,
                                           derived_id("yp-subject", {as_bytes(reason)}), body);
                           return Done{};
                         });
}

void refuse_schema(const std::string& name, const std::string& found) {
  const std::string ours = std::to_string(kSchemaVersion);
  throw StoreRefused(
      name + " has schema " + found + "; this program knows up to " + ours +
      ". Install the release that wrote it, or restore a backup. / 数据库结构版本为 " + found +
      "，本程序只支持到 " + ours + "。请安装写入它的版本，或恢复备份。");
}

void quarantine_body(Transaction& transaction, std::string_view area, std::string_view reason,
                     const Id16& subject, std::string_view body) {
  const Id16 id = derived_id("yp-quarantine", {bytes_of(subject), as_bytes(body)});
  while (true) {
    std::int64_t slot = 0;
    std::int64_t known = 0;
    transaction.database.query(kFreeSlot, {area, bytes_of(subject), bytes_of(id)},
                               [&](const Row& row) {
                                 slot = row.integer(0);
                                 known = row.integer(1);
                               });
    if (known != 0 || slot >= kQuarantinePerSubject) return;
    const std::int64_t kept = transaction.database.execute(
        kInsertQuarantine,
        {area, bytes_of(id), reason, bytes_of(subject), slot, as_bytes(body), transaction.now});
    if (kept != 0) return;  // else another collector took the slot
  }
}

void Store::audit(AuditNote note) {
  const std::size_t bytes = note.subject.size();
  implementation_->write(1, bytes, [note = std::move(note)](Transaction& transaction) {
    transaction.audit.append(transaction.database, transaction.now, note);
    return Done{};
  });
}

Store::Implementation::LongRead::LongRead(Implementation& implementation,
                                          ReadingConnection& database)
    : owner_(implementation), database_(database) {
  const std::lock_guard lock(owner_.long_mutex_);
  owner_.long_reads_.push_back(&database_);
}

Store::Implementation::LongRead::~LongRead() {
  {
    const std::lock_guard lock(owner_.long_mutex_);
    std::erase(owner_.long_reads_, &database_);
  }
  owner_.long_ended_.notify_all();
}

void Store::Implementation::LongRead::go_on() const {
  const std::lock_guard lock(owner_.long_mutex_);
  if (owner_.long_reads_over_) {
    throw DatabaseError(DatabaseError::Kind::storage, "a read of everything was cut short");
  }
}

void Store::Implementation::end_long_reads() {
  // A query may begin between our look and the interruption: so again, until they are gone.
  constexpr std::chrono::milliseconds kAgain{20};
  std::unique_lock lock(long_mutex_);
  long_reads_over_ = true;
  while (!long_reads_.empty()) {
    for (ReadingConnection* each : long_reads_) each->interrupt();
    long_ended_.wait_for(lock, kAgain);
  }
}

void Store::end_verifying() { implementation_->end_long_reads(); }

Verification Store::verify() {
  return implementation_->read([this](ReadingConnection& database) {
    Verification found;
    const Implementation::LongRead all(*implementation_, database);
    all.go_on();
    // All counts are of the same moment.
    const Moment moment(database);
    database.query(kCounts, {}, [&](const Row& row) {
      found.services = row.integer(0);
      found.evaluations = row.integer(1);
      found.cases = row.integer(2);
      found.quarantined = row.integer(3);
    });
    all.go_on();
    database.query(kAstray, {}, [&](const Row& row) { found.tokens_astray = row.integer(0); });
    all.go_on();
    const AuditCheck audit = check_audit(database);
    found.audit_entries = audit.entries;
    found.audit_broken = audit.broken;
    all.go_on();
    found.cells_different = static_cast<std::int64_t>(recount(database).size());
    all.go_on();
    found.intact = database.is_intact();
    return found;
  });
}

bool Store::ready() const { return implementation_->writer().ready(); }

StoreFigures Store::figures() const { return implementation_->writer().figures(); }

Id16 derived_id(std::string_view purpose, std::initializer_list<Bytes> parts) {
  std::string input(purpose);
  for (const Bytes part : parts) {
    input.push_back('\0');
    input.append(reinterpret_cast<const char*>(part.data()), part.size());
  }
  const Hash32 hash = sha256(as_bytes(input));
  Id16 id{};
  std::copy_n(hash.begin(), id.size(), id.begin());
  return id;
}

Id16 case_id(std::string_view area, const Id16& submission) {
  return derived_id("yp-case-id", {as_bytes(area), bytes_of(submission)});
}

Hash32 receipt_hash(std::string_view receipt) { return sha256(as_bytes(receipt)); }

bool is_server(std::string_view store) {
  return store.starts_with("postgresql://") || store.starts_with("postgres://");
}

bool is_server_uri(const std::string& store) {
  return is_server(store) && postgresql::is_readable(store);
}

}  // namespace yiping::collector
