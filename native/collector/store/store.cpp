// SPDX-License-Identifier: Apache-2.0
#include "collector/store.hpp"

#include <ctime>
#include <utility>

#include "collector/sqlite/connection.hpp"
#include "collector/store/implementation.hpp"
#include "collector/store/snapshot.hpp"
#include "yiping/sha256.hpp"

namespace yiping::collector {
namespace {

// A holder of one token could otherwise fill the disk with refused bodies.
constexpr std::int64_t kQuarantinePerSubject = 16;

constexpr std::string_view kCountQuarantine =
    "SELECT COUNT(*) FROM quarantine WHERE area = $1 AND subject = $2";
constexpr std::string_view kInsertQuarantine =
    "INSERT INTO quarantine (area, id, reason, subject, body, received)"
    " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (area, id) DO NOTHING";

constexpr std::string_view kCounts =
    "SELECT (SELECT COUNT(*) FROM service), (SELECT COUNT(*) FROM evaluation),"
    " (SELECT COUNT(*) FROM rectification), (SELECT COUNT(*) FROM quarantine)";
constexpr std::string_view kAstray =
    "SELECT (SELECT COUNT(*) FROM token_use u LEFT JOIN evaluation e ON e.area = u.area"
    "   AND e.submission = u.submission WHERE e.area IS NULL)"
    " + (SELECT COUNT(*) FROM evaluation e LEFT JOIN token_use u ON u.area = e.area"
    "   AND u.case_digest = e.case_digest AND u.round = e.round AND u.submission = e.submission"
    "   WHERE u.area IS NULL)";

StoreOptions with_clock(StoreOptions options) {
  if (!options.clock) options.clock = [] { return static_cast<Seconds>(std::time(nullptr)); };
  return options;
}

std::vector<std::unique_ptr<Connection>> open_readers(const StoreOptions& options) {
  std::vector<std::unique_ptr<Connection>> readers;
  for (std::size_t i = 0; i < std::max<std::size_t>(1, options.readers); ++i) {
    readers.push_back(std::make_unique<sqlite::ReadConnection>(options.path));
  }
  return readers;
}

std::unique_ptr<Store::Implementation> open(const StoreOptions& options) {
  // The writer first: it creates the file that the readers open.
  auto writing = std::make_unique<sqlite::WriteConnection>(options.path);
  return std::make_unique<Store::Implementation>(options, std::move(writing),
                                                 open_readers(options));
}

}  // namespace

Store::Implementation::Implementation(StoreOptions options,
                                      std::unique_ptr<WritingConnection> writing,
                                      std::vector<std::unique_ptr<Connection>> readers)
    : options_(std::move(options)),
      readers_(std::move(readers)),
      writer_(std::move(writing), options_) {}

Store::Implementation::Lease::Lease(Implementation& implementation) : owner(implementation) {
  std::unique_lock lock(owner.mutex_);
  owner.returned_.wait(lock, [this] { return !owner.readers_.empty(); });
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
  const StoreOptions& opened = implementation_->options();
  const Seconds due = implementation_->read(snapshot_due);
  implementation_->writer().repeat(
      due, [opened](Transaction& transaction) { return take_snapshot_now(transaction, opened); });
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

void quarantine_body(Transaction& transaction, std::string_view area, std::string_view reason,
                     const Id16& subject, std::string_view body) {
  std::int64_t kept = 0;
  transaction.database.query(kCountQuarantine, {area, bytes_of(subject)},
                             [&](const Row& row) { kept = row.integer(0); });
  if (kept >= kQuarantinePerSubject) return;
  const Id16 id = derived_id("yp-quarantine", {bytes_of(subject), as_bytes(body)});
  transaction.database.execute(
      kInsertQuarantine, {area, bytes_of(id), reason, bytes_of(subject), body, transaction.now});
}

void Store::audit(AuditNote note) {
  const std::size_t bytes = note.subject.size();
  implementation_->write(1, bytes, [note = std::move(note)](Transaction& transaction) {
    transaction.audit.append(transaction.database, transaction.now, note);
    return Done{};
  });
}

Verification Store::verify() {
  return implementation_->read([](Connection& database) {
    Verification found;
    // One transaction, so that all counts are of the same moment.
    database.execute("BEGIN");
    try {
      database.query(kCounts, {}, [&](const Row& row) {
        found.services = row.integer(0);
        found.evaluations = row.integer(1);
        found.cases = row.integer(2);
        found.quarantined = row.integer(3);
      });
      database.query(kAstray, {}, [&](const Row& row) { found.tokens_astray = row.integer(0); });
      const AuditCheck audit = check_audit(database);
      found.audit_entries = audit.entries;
      found.audit_broken = audit.broken;
      found.cells_different = static_cast<std::int64_t>(recount(database).size());
      database.query("PRAGMA integrity_check", {},
                     [&](const Row& row) { found.intact = row.text(0) == "ok"; });
    } catch (...) {
      database.execute("COMMIT");
      throw;
    }
    database.execute("COMMIT");
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

std::string_view name_of(ServiceState state) {
  switch (state) {
    case ServiceState::open:
      return "open";
    case ServiceState::rated:
      return "rated";
    case ServiceState::closed:
      return "closed";
  }
  return {};
}

}  // namespace yiping::collector
