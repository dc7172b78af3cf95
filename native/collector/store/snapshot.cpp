// SPDX-License-Identifier: Apache-2.0
#include "collector/store/snapshot.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "collector/store/implementation.hpp"

namespace yiping::collector {
namespace {

constexpr Seconds kChina = 8 * 3'600;
constexpr std::int64_t kSweepRows = 1'000;

// Long enough for any snapshot. One that died at it delays the next by no more, and by no more than
// there is between two.
constexpr Seconds kLongestLease = 600;

// What one collector does for all: a turn has a name, and whose update moved it takes it.
constexpr std::string_view kPublication = "publication";
constexpr std::string_view kRecount = "recount";
constexpr std::string_view kDue = "SELECT due FROM snapshot_turn WHERE name = $1";
constexpr std::string_view kClaim =
    "UPDATE snapshot_turn SET due = $2 WHERE name = $1 AND (due <= $3 OR due > $4)";
constexpr std::string_view kSettle =
    "UPDATE snapshot_turn SET due = $1 WHERE name = 'publication' AND due = $2";
constexpr std::string_view kSettleAnyway =
    "UPDATE snapshot_turn SET due = $1 WHERE name = 'publication'";
constexpr std::string_view kLastCutOff = "SELECT MAX(cut_off) FROM snapshot";
constexpr std::string_view kOver =
    "SELECT area, case_digest, month, org_code, item_code, channel FROM service"
    " WHERE state = 'pending' AND window_closes <= $1"
    " ORDER BY window_closes, area, case_digest LIMIT $2";
constexpr std::string_view kPurgeContacts = "DELETE FROM contact WHERE keep_until <= $1";
constexpr std::string_view kPurgeQuarantine = "DELETE FROM quarantine WHERE received <= $1";
constexpr std::string_view kPurgeAsked = "DELETE FROM window_invitation WHERE asked <= $1";
constexpr std::string_view kPurgeLinks = "DELETE FROM link WHERE expires <= $1";
constexpr Seconds kDay = 86'400;
constexpr Seconds kNight = 3 * 3'600;  // after midnight
constexpr std::string_view kClose =
    "UPDATE service SET state = 'unrated' WHERE area = $1 AND case_digest = $2"
    " AND state = 'pending'";

const std::string& current() {
  static const std::string sql =
      "SELECT r.area, r.month, r.tally, r.org_code, o.name, " + sums_of_counts("r.") +
      " FROM rollup r JOIN organisation o ON o.area = r.area AND o.org_code = r.org_code"
      " GROUP BY r.area, r.month, r.tally, r.org_code, o.name"
      " ORDER BY r.area, r.month, r.tally, r.org_code";
  return sql;
}

const std::string& latest() {
  static const std::string sql =
      "SELECT p.org_code, p.name, p.cut_off, " + count_columns() +
      " FROM publication p WHERE p.area = $1 AND p.month = $2 AND p.tally = $3 AND p.cut_off ="
      " (SELECT MAX(q.cut_off) FROM publication q WHERE q.area = p.area AND q.month = p.month"
      " AND q.tally = p.tally AND q.org_code = p.org_code) ORDER BY p.org_code";
  return sql;
}

const std::string& publication() {
  static const std::string sql =
      "INSERT INTO publication (area, month, tally, org_code, cut_off, name, " + count_columns() +
      ") VALUES ($1, $2, $3, $4, $5, $6, " + count_parameters(7) +
      ") ON CONFLICT (area, month, tally, org_code, cut_off) DO UPDATE SET name = excluded.name, " +
      count_assignments();
  return sql;
}

constexpr std::string_view kHead =
    "INSERT INTO snapshot (area, month, cut_off, next) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (area, month) DO UPDATE SET cut_off = excluded.cut_off, next = excluded.next";
constexpr std::string_view kFindHead =
    "SELECT cut_off, next FROM snapshot WHERE area = $1 AND month = $2";
constexpr std::string_view kAreas = "SELECT DISTINCT area FROM snapshot ORDER BY area";
constexpr std::string_view kMonths = "SELECT DISTINCT month FROM snapshot ORDER BY month DESC";

void purge(Transaction& transaction, std::string_view sql, Seconds until, const char* kind) {
  const std::int64_t purged = transaction.database.execute(sql, {until});
  if (purged == 0) return;
  transaction.audit.append(
      transaction.database, transaction.now,
      {.kind = kind, .area = {}, .actor = "system", .subject = std::to_string(purged)});
}

/// What was kept for as long as it may be.
void purge(Transaction& transaction, const StoreOptions& options) {
  const Seconds now = transaction.now;
  purge(transaction, kPurgeContacts, now, "contact.purged");
  purge(transaction, kPurgeQuarantine, now - options.quarantine_seconds, "quarantine.purged");
  // Of no interest to an audit: over by themselves.
  transaction.database.execute(kPurgeAsked, {now - kDay});
  transaction.database.execute(kPurgeLinks, {now});
}

/// Windows that are over: the service becomes 未评.
void sweep(Transaction& transaction) {
  struct Over {
    Cell cell;
    Id16 case_digest;
  };
  std::vector<Over> over;
  do {
    over.clear();
    transaction.database.query(kOver, {transaction.now, kSweepRows}, [&](const Row& row) {
      over.push_back({{row.string(0), row.string(2), std::string(name_of(Table::cases)),
                       row.string(3), row.string(4), row.string(5)},
                      row.id(1)});
    });
    for (const Over& one : over) {
      const std::int64_t closed =
          transaction.database.execute(kClose, {one.cell.area, bytes_of(one.case_digest)});
      if (closed == 0) continue;  // rated or closed by another collector meanwhile
      transaction.rollups.move(one.cell, record_of(EventState::pending, std::nullopt),
                               record_of(EventState::unrated, std::nullopt));
    }
  } while (over.size() == static_cast<std::size_t>(kSweepRows));
}

/// What is published together.
struct Sheet {
  std::string area;
  std::string month;
  std::string tally;
  auto operator<=>(const Sheet&) const = default;
};

std::map<Sheet, std::vector<Group>> current_groups(Connection& database) {
  std::map<Sheet, std::vector<Group>> all;
  database.query(current(), {}, [&](const Row& row) {
    std::vector<Group>& groups = all[{row.string(0), row.string(1), row.string(2)}];
    if (groups.empty()) groups.emplace_back();  // the area itself
    Group group;
    group.code = row.string(3);
    group.name = row.string(4);
    group.current = read_counts(row, 5);
    groups.front().current.merge(group.current);
    groups.push_back(std::move(group));
  });
  return all;
}

void add_published(Connection& database, const Sheet& sheet, std::vector<Group>& groups) {
  database.query(latest(), {sheet.area, sheet.month, sheet.tally}, [&](const Row& row) {
    const auto group = std::find_if(groups.begin(), groups.end(),
                                    [&](const Group& one) { return one.code == row.text(0); });
    if (group == groups.end()) return;
    group->was_published = true;
    group->published = read_counts(row, 3);
  });
}

/// How many ratings moved: came, or by a correction or a ruling went from one level or away.
std::int64_t gain(const Group& group) {
  std::int64_t more = 0;
  std::int64_t fewer = 0;
  for (std::size_t i = 0; i < group.current.levels.size(); ++i) {
    const std::int64_t change = group.current.levels[i] - group.published.levels[i];
    (change > 0 ? more : fewer) += std::abs(change);
  }
  return std::max(more, fewer);
}

void publish(Connection& database, const Sheet& sheet, const Group& group, Seconds cut_off) {
  if (group.was_published && group.current == group.published) return;
  std::vector<Value> values = {sheet.area, sheet.month, sheet.tally,
                               group.code, cut_off,     group.name};
  append_counts(values, group.current);
  database.execute(publication(), values);
}

/// The caller has updated the turn's row: until the commit nobody else publishes.
void publish_all(Transaction& transaction, const StoreOptions& options, Seconds next) {
  sweep(transaction);
  purge(transaction, options);
  transaction.rollups.write(transaction.database, options.collector);
  // By our clock, and never before what another collector published.
  Seconds cut_off = transaction.now;
  transaction.database.query(kLastCutOff, {}, [&](const Row& row) {
    if (!row.is_null(0)) cut_off = std::max(cut_off, row.integer(0));
  });
  for (auto& [sheet, groups] : current_groups(transaction.database)) {
    add_published(transaction.database, sheet, groups);
    const std::vector<bool> shown = publishable(groups, options.publication_min_gain);
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (shown[i]) publish(transaction.database, sheet, groups[i], cut_off);
    }
    transaction.database.execute(kHead, {sheet.area, sheet.month, cut_off, next});
  }
}

/// Later than any collector sets `due` whose clock is right: one that was ahead has set it. The
/// lease is more than clocks of several collectors differ by.
Seconds latest_due(Seconds now, Seconds every) { return now + every + kLongestLease; }

Seconds due_of(Connection& database, std::string_view turn) {
  Seconds due = 0;
  database.query(kDue, {turn}, [&](const Row& row) { due = row.integer(0); });
  return due;
}

}  // namespace

Seconds next_snapshot(Seconds now, Seconds every) {
  return ((now + kChina) / every + 1) * every - kChina;
}

std::vector<bool> publishable(const std::vector<Group>& groups, std::int64_t min_gain) {
  const auto quiet = [](const Group& one) { return one.current.levels == one.published.levels; };
  std::vector<bool> shown(groups.size());
  std::int64_t hidden = 0;  // gained by groups that stay as they are
  for (std::size_t i = 0; i < groups.size(); ++i) {
    shown[i] = quiet(groups[i]) || gain(groups[i]) >= min_gain;
    if (i > 0 && !shown[i]) hidden += gain(groups[i]);
  }
  if (!shown[0]) {
    for (std::size_t i = 1; i < groups.size(); ++i) shown[i] = shown[i] && quiet(groups[i]);
    return shown;
  }
  if (hidden == 0 || hidden >= min_gain) return shown;
  // Too few ratings hide behind the total: the smallest of the changed groups waits with them.
  std::size_t smallest = 0;
  for (std::size_t i = 1; i < groups.size(); ++i) {
    if (!shown[i] || quiet(groups[i])) continue;
    if (smallest == 0 || gain(groups[i]) < gain(groups[smallest])) smallest = i;
  }
  shown[smallest] = false;
  return shown;
}

Seconds take_snapshot_now(Transaction& transaction, const StoreOptions& options) {
  const Seconds next = next_snapshot(transaction.now, options.snapshot_seconds);
  transaction.database.execute(kSettleAnyway, {next});
  publish_all(transaction, options, next);
  return next;
}

Seconds SnapshotTimer::operator()(Transaction& transaction) {
  Connection& database = transaction.database;
  if (lease_ == 0) {
    const Seconds lease = transaction.now + std::min(kLongestLease, options_.snapshot_seconds);
    if (database.execute(kClaim, {kPublication, lease, transaction.now,
                                  latest_due(transaction.now, options_.snapshot_seconds)}) == 0) {
      return due_of(database, kPublication);
    }
    lease_ = lease;
    return transaction.now;
  }
  const Seconds claimed = std::exchange(lease_, 0);
  const Seconds next = next_snapshot(transaction.now, options_.snapshot_seconds);
  if (database.execute(kSettle, {next, claimed}) == 0) {
    return due_of(database, kPublication);
  }
  publish_all(transaction, options_, next);
  return next;
}

bool Store::take_recount() {
  const Seconds now = implementation_->now();
  const Seconds due =
      implementation_->read([](Connection& database) { return due_of(database, kRecount); });
  if (now < due && due <= latest_due(now, kDay)) return false;
  return implementation_->write(1, 0, [due](Transaction& transaction) {
    const Seconds next = next_snapshot(transaction.now - kNight, kDay) + kNight;
    const bool is_ours =
        transaction.database.execute(
            kClaim, {kRecount, next, transaction.now, latest_due(transaction.now, kDay)}) != 0;
    // The first only begins the nights: a start is no time to read everything.
    return is_ours && due != 0;
  });
}

std::optional<Snapshot> Store::latest_snapshot(std::string_view area, std::string_view month,
                                               Table table) {
  return implementation_->read([&](Connection& database) {
    std::optional<Snapshot> snapshot;
    database.query(kFindHead, {area, month}, [&](const Row& row) {
      snapshot = Snapshot{.area = std::string(area),
                          .month = std::string(month),
                          .table = table,
                          .cut_off = row.integer(0),
                          .next = row.integer(1),
                          .total = {},
                          .organisations = {}};
    });
    if (!snapshot) return snapshot;
    database.query(latest(), {area, month, name_of(table)}, [&](const Row& row) {
      if (row.text(0).empty()) {
        snapshot->total = read_counts(row, 3);
        return;
      }
      snapshot->organisations.push_back(
          {row.string(0), row.string(1), row.integer(2), read_counts(row, 3)});
    });
    return snapshot;
  });
}

PublicIndex Store::public_index() {
  return implementation_->read([](Connection& database) {
    PublicIndex index;
    database.query(kAreas, {}, [&](const Row& row) { index.areas.push_back(row.string(0)); });
    database.query(kMonths, {}, [&](const Row& row) { index.months.push_back(row.string(0)); });
    return index;
  });
}

}  // namespace yiping::collector
