// SPDX-License-Identifier: Apache-2.0
// What other systems are to be told: written with what happened, deleted when it was told.
#include "collector/store/deliveries.hpp"

#include "collector/store/implementation.hpp"
#include "collector/store/services.hpp"

namespace yiping::collector {
namespace {

constexpr std::int64_t kAtOnce = 16;

constexpr std::string_view kInsert =
    "INSERT INTO delivery (area, created, id, kind, target, attempts, next, dead, error)"
    " VALUES ($1, $2, $3, $4, $5, 0, 0, 0, '') ON CONFLICT (area, created, id, kind) DO NOTHING";
constexpr std::string_view kDue =
    "SELECT area, created, id, kind, attempts, error, next FROM delivery"
    " WHERE target = $1 AND dead = 0 AND next <= $2 ORDER BY next, created, area, id LIMIT $3";
// Whose update has an effect tells it.
constexpr std::string_view kLease =
    "UPDATE delivery SET next = $5 WHERE area = $1 AND created = $2 AND id = $3 AND kind = $4"
    " AND dead = 0 AND next = $6";
constexpr std::string_view kTold =
    "DELETE FROM delivery WHERE area = $1 AND created = $2 AND id = $3 AND kind = $4";
constexpr std::string_view kTried =
    "UPDATE delivery SET attempts = attempts + 1, next = $5, dead = $6, error = $7"
    " WHERE area = $1 AND created = $2 AND id = $3 AND kind = $4";
constexpr std::string_view kFigures =
    "SELECT CAST(COUNT(*) - COALESCE(SUM(dead), 0) AS BIGINT),"
    " CAST(COALESCE(SUM(dead), 0) AS BIGINT), COALESCE(MIN(CASE dead WHEN 0 THEN created END), 0) "
    "FROM delivery WHERE target = $1";
constexpr std::string_view kDead =
    "SELECT area, created, id, kind, attempts, error FROM delivery WHERE dead = 1"
    " ORDER BY created, area, id LIMIT $1";
constexpr std::string_view kReplay =
    "UPDATE delivery SET dead = 0, next = 0, attempts = 0 WHERE dead = 1";
constexpr std::string_view kRelayed =
    "SELECT " YIPING_SERVICE
    ", e.round, e.level, e.way, e.via, e.timing, e.judged, e.received, e.document, e.digest"
    " FROM evaluation e JOIN service s ON s.area = e.area AND s.case_digest = e.case_digest"
    " WHERE e.area = $1 AND e.submission = $2";
constexpr std::string_view kReplaces =
    "SELECT submission FROM evaluation WHERE area = $1 AND replaced_by = $2 ORDER BY submission";

Delivery read_delivery(const Row& row) {
  return {row.string(0), row.integer(1), row.id(2), row.string(3), row.integer(4), row.string(5)};
}

struct Due {
  Delivery delivery;
  Seconds next = 0;
};

std::vector<Due> due_now(Connection& database, Target target, Seconds now) {
  std::vector<Due> due;
  database.query(kDue, {name_of(target), now, kAtOnce}, [&](const Row& row) {
    due.push_back({read_delivery(row), row.integer(6)});
  });
  return due;
}

}  // namespace

void deliver(Transaction& transaction, std::string_view area, const Id16& id, std::string_view kind,
             Target target) {
  transaction.database.execute(kInsert,
                               {area, transaction.now, bytes_of(id), kind, name_of(target)});
}

std::vector<Delivery> Store::claim_deliveries(Target target, Seconds lease) {
  const Seconds now = implementation_->now();
  // Nothing is written while there is nothing to tell.
  const bool any = implementation_->read(
      [&](Connection& database) { return !due_now(database, target, now).empty(); });
  if (!any) return {};
  return implementation_->write(1, 0, [target, lease](Transaction& transaction) {
    std::vector<Delivery> claimed;
    for (Due& one : due_now(transaction.database, target, transaction.now)) {
      const Delivery& delivery = one.delivery;
      const std::int64_t ours = transaction.database.execute(
          kLease, {delivery.area, delivery.created, bytes_of(delivery.id), delivery.kind,
                   transaction.now + lease, one.next});
      if (ours != 0) claimed.push_back(std::move(one.delivery));
    }
    return claimed;
  });
}

void Store::settle_delivery(const Delivery& delivery, Attempt attempt) {
  implementation_->write(1, 0, [delivery, attempt = std::move(attempt)](Transaction& transaction) {
    const Bytes id = bytes_of(delivery.id);
    if (attempt.result == Attempt::Result::told) {
      transaction.database.execute(kTold, {delivery.area, delivery.created, id, delivery.kind});
      return Done{};
    }
    const std::int64_t dead = attempt.result == Attempt::Result::refused ? 1 : 0;
    transaction.database.execute(kTried, {delivery.area, delivery.created, id, delivery.kind,
                                          attempt.next, dead, attempt.error});
    if (dead != 0) {
      transaction.audit.append(transaction.database, transaction.now,
                               {.kind = "delivery.refused",
                                .area = delivery.area,
                                .actor = "system",
                                .subject = delivery.kind});
    }
    return Done{};
  });
}

std::optional<RelayedRating> Store::find_relayed(std::string_view area, const Id16& submission) {
  return implementation_->read([&](Connection& database) {
    std::optional<RelayedRating> found;
    database.query(kRelayed, {area, bytes_of(submission)}, [&](const Row& row) {
      found.emplace();
      found->event = read_service(row, 0, area);
      found->submission = submission;
      found->round = row.integer(kServiceColumns);
      found->level = read_level(row, kServiceColumns + 1);
      found->way = read_way(row, kServiceColumns + 2);
      found->via = row.string(kServiceColumns + 3);
      found->timing = row.string(kServiceColumns + 4);
      found->judged = row.integer(kServiceColumns + 5);
      found->received = row.integer(kServiceColumns + 6);
      found->document = row.string(kServiceColumns + 7);
      found->digest = row.string(kServiceColumns + 8);
    });
    if (found) {
      database.query(kReplaces, {area, bytes_of(submission)},
                     [&](const Row& row) { found->replaces.push_back(row.id(0)); });
    }
    return found;
  });
}

DeliveryFigures Store::delivery_figures(Target target) {
  return implementation_->read([&](Connection& database) {
    DeliveryFigures figures;
    database.query(kFigures, {name_of(target)}, [&](const Row& row) {
      figures = {row.integer(0), row.integer(1), row.integer(2)};
    });
    return figures;
  });
}

std::vector<Delivery> Store::dead_deliveries(std::size_t limit) {
  return implementation_->read([&](Connection& database) {
    std::vector<Delivery> dead;
    database.query(kDead, {static_cast<std::int64_t>(limit)},
                   [&](const Row& row) { dead.push_back(read_delivery(row)); });
    return dead;
  });
}

std::int64_t Store::replay_deliveries() {
  return implementation_->write(1, 0, [](Transaction& transaction) {
    const std::int64_t count = transaction.database.execute(kReplay, {});
    if (count != 0) {
      transaction.audit.append(transaction.database, transaction.now,
                               {.kind = "delivery.replayed",
                                .area = {},
                                .actor = "operator",
                                .subject = std::to_string(count)});
    }
    return count;
  });
}

std::string_view name_of(Target target) { return target == Target::relay ? "relay" : "notices"; }

}  // namespace yiping::collector
