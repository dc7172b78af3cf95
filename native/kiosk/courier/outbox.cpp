// SPDX-License-Identifier: Apache-2.0
#include "kiosk/courier/outbox.hpp"

#include <algorithm>
#include <utility>

#include "yiping/sha256.hpp"

namespace yiping::kiosk {
namespace {

// A rating that was submitted is never a draft again, whatever order comes late.
constexpr const char* kKeepDraft =
    "INSERT INTO visit (submission, state, token, area, touched, snapshot, document, receipt,"
    " reason, attempts) VALUES (?, 'draft', ?, ?, ?, ?, '', '', '', 0) ON CONFLICT (submission)"
    " DO UPDATE SET token = excluded.token, area = excluded.area, touched = excluded.touched,"
    " snapshot = excluded.snapshot WHERE state = 'draft'";

constexpr const char* kKeepRating =
    "INSERT INTO visit (submission, state, token, area, touched, snapshot, document, receipt,"
    " reason, attempts, number)"
    " VALUES (?, 'ready', ?, 0, 0, x'', ?, ?, '', 0, (SELECT issued + 1 FROM numbering))"
    " ON CONFLICT (submission) DO UPDATE SET state = 'ready', token = excluded.token,"
    " snapshot = x'', document = excluded.document, receipt = excluded.receipt,"
    " number = excluded.number WHERE state = 'draft'";
constexpr const char* kIssued = "UPDATE numbering SET issued = issued + 1 WHERE changes() = 1";

constexpr const char* kDelivered = "DELETE FROM visit WHERE submission = ? AND state = 'ready'";
constexpr const char* kDropDraft = "DELETE FROM visit WHERE submission = ? AND state = 'draft'";
constexpr const char* kRefused =
    "UPDATE visit SET state = 'refused', reason = ?, attempts = attempts + 1"
    " WHERE submission = ? AND state = 'ready'";
constexpr const char* kAgain =
    "UPDATE visit SET attempts = attempts + 1 WHERE submission = ? AND state = 'ready'";

SubmissionId submission_of(std::span<const std::uint8_t> bytes) {
  SubmissionId id{};
  std::copy_n(bytes.begin(), std::min(bytes.size(), id.size()), id.begin());
  return id;
}

}  // namespace

template <typename Work>
auto Outbox::attempt(Work work) {
  const std::lock_guard lock(mutex_);
  try {
    if (database_ == nullptr) database_ = open_outbox_file(file_);
    return work(*database_);
  } catch (const DatabaseError& error) {
    database_.reset();
    throw OutboxFailed(error.what());
  } catch (const OutboxRefused& error) {
    database_.reset();
    throw OutboxFailed(error.what());
  }
}

Outbox::Outbox(std::filesystem::path file) : file_(std::move(file)), lock_(file_) {
  try {
    database_ = open_outbox_file(file_);
  } catch (const DatabaseError& error) {
    throw OutboxFailed(error.what());
  }
}

void Outbox::keep(const KeepDraft& draft) {
  attempt([&](Database& database) {
    database.prepare(kKeepDraft)
        .bind(draft.submission)
        .bind(draft.token)
        .bind(draft.area)
        .bind(draft.touched)
        .bind(as_bytes(draft.snapshot))
        .step();
  });
}

bool Outbox::keep(const KeepRating& rating) {
  return attempt([&](Database& database) {
    Transaction transaction(database);
    database.prepare(kKeepRating)
        .bind(rating.submission)
        .bind(rating.token)
        .bind(rating.document)
        .bind(rating.receipt)
        .step();
    database.prepare(kIssued).step();
    transaction.commit();
    return database.prepare("SELECT 1 FROM visit WHERE submission = ? AND document = ?")
        .bind(rating.submission)
        .bind(rating.document)
        .step();
  });
}

void Outbox::drop(const SubmissionId& submission) {
  attempt([&](Database& database) {
    database.prepare(kDropDraft).bind(submission).step();
    log_holds_deleted_ = true;
  });
}

void Outbox::settle(const std::vector<Verdict>& verdicts) {
  attempt([&](Database& database) {
    Transaction transaction(database);
    for (const Verdict& verdict : verdicts) {
      switch (verdict.kind) {
        case Verdict::Kind::delivered:
          database.prepare(kDelivered).bind(verdict.submission).step();
          break;
        case Verdict::Kind::refused:
          database.prepare(kRefused).bind(verdict.reason).bind(verdict.submission).step();
          break;
        case Verdict::Kind::again:
          database.prepare(kAgain).bind(verdict.submission).step();
          break;
      }
    }
    transaction.commit();
    log_holds_deleted_ = true;
  });
}

std::vector<KeepDraft> Outbox::drafts() {
  return attempt([](Database& database) {
    std::vector<KeepDraft> found;
    Statement rows = database.prepare(
        "SELECT submission, token, area, touched, snapshot FROM visit WHERE state = 'draft'"
        " ORDER BY rowid");
    while (rows.step()) {
      const std::span<const std::uint8_t> snapshot = rows.bytes(4);
      found.push_back({submission_of(rows.bytes(0)),
                       std::string(rows.text(1)),
                       static_cast<std::uint32_t>(rows.integer(2)),
                       {snapshot.begin(), snapshot.end()},
                       static_cast<std::uint32_t>(rows.integer(3))});
    }
    return found;
  });
}

std::vector<ReadyRating> Outbox::ready(std::size_t most_rows, std::size_t most_bytes) {
  return attempt([&](Database& database) {
    std::vector<ReadyRating> found;
    std::size_t bytes = 0;
    Statement rows = database.prepare(
        "SELECT submission, token, document, receipt, number FROM visit WHERE state = 'ready'"
        " ORDER BY attempts, rowid LIMIT ?");
    rows.bind(static_cast<std::int64_t>(most_rows));
    while (rows.step()) {
      bytes += rows.text(1).size() + rows.text(2).size();
      if (!found.empty() && bytes > most_bytes) break;
      found.push_back({submission_of(rows.bytes(0)), std::string(rows.text(1)),
                       std::string(rows.text(2)), std::string(rows.text(3)), rows.integer(4)});
    }
    return found;
  });
}

bool Outbox::holds(std::string_view token) {
  return attempt([&](Database& database) {
    return database.prepare("SELECT 1 FROM visit WHERE token = ? LIMIT 1").bind(token).step();
  });
}

OutboxCounts Outbox::counts() {
  return attempt([](Database& database) {
    OutboxCounts counts;
    Statement rows = database.prepare("SELECT state, COUNT(*) FROM visit GROUP BY state");
    while (rows.step()) {
      const auto count = static_cast<std::size_t>(rows.integer(1));
      if (rows.text(0) == "ready") counts.waiting = count;
      if (rows.text(0) == "refused") counts.refused = count;
    }
    return counts;
  });
}

Numbering Outbox::numbering() {
  return attempt([](Database& database) {
    Statement row = database.prepare("SELECT series, issued FROM numbering");
    row.step();
    return Numbering{std::string(row.text(0)), row.integer(1)};
  });
}

void Outbox::wipe_log() {
  attempt([this](Database& database) {
    if (!log_holds_deleted_) return;
    database.run("PRAGMA wal_checkpoint(TRUNCATE)");
    log_holds_deleted_ = false;
  });
}

}  // namespace yiping::kiosk
