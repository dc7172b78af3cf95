// SPDX-License-Identifier: Apache-2.0
// Deadlines of cases that are near or have passed.
#include <algorithm>

#include "collector/store/case_steps.hpp"
#include "collector/store/deliveries.hpp"
#include "collector/store/implementation.hpp"
#include "collector/store/rectification.hpp"

namespace yiping::collector {
namespace {

constexpr std::int64_t kRemindersAtOnce = 200;
constexpr std::string_view kWarns =
    "SELECT area, id, duty, due FROM rectification"
    " WHERE duty <> '' AND told = 0 AND warns <= $1 AND due > $1 ORDER BY warns, area, id LIMIT $2";
constexpr std::string_view kLate =
    "SELECT area, id, duty, due FROM rectification"
    " WHERE duty <> '' AND told < 2 AND due <= $1 ORDER BY due, area, id LIMIT $2";
constexpr std::string_view kTell =
    "UPDATE rectification SET told = $5 WHERE area = $1 AND id = $2 AND duty = $3 AND due = $4"
    " AND told < $5";

/// A deadline that is near, or has passed.
struct Near {
  std::string area;
  Id16 id{};
  std::string duty;
  Seconds due = 0;
};

std::vector<Near> near(Connection& database, std::string_view sql, Seconds now) {
  std::vector<Near> found;
  database.query(sql, {now, kRemindersAtOnce}, [&](const Row& row) {
    found.push_back({row.string(0), row.id(1), row.string(2), row.integer(3)});
  });
  return found;
}

/// Once, by whichever collector is first.
void tell(Transaction& transaction, const Near& one, std::int64_t told, std::string_view kind) {
  const std::int64_t ours = transaction.database.execute(
      kTell, {one.area, bytes_of(one.id), std::string_view(one.duty), one.due, told});
  if (ours != 0 && transaction.tells.notices) {
    deliver(transaction, one.area, one.id, kind, Target::notices);
  }
}

/// 无联系方式: who stayed anonymous had the days for calling back to answer by the receipt.
bool close_without_contact(Transaction& transaction, const Near& one, const Regions& regions) {
  if (one.duty != name_of(DeadlineKind::call_back)) return false;
  const auto standing = find_case(transaction.database, one.area, one.id);
  if (!standing) return false;
  const Mover system{"system", {{CaseRole::system, one.area, {}, {}}}};
  return apply(transaction, one.area, one.id, *standing, {.move = CaseMove::no_contact}, system,
               rules_of(regions, one.area))
             .result == CasePut::moved;
}

}  // namespace

bool remind_now(Transaction& transaction, const Regions& regions) {
  const auto warned = near(transaction.database, kWarns, transaction.now);
  for (const Near& one : warned) tell(transaction, one, 1, "case.warning");
  const auto late = near(transaction.database, kLate, transaction.now);
  for (const Near& one : late) {
    if (!close_without_contact(transaction, one, regions)) {
      tell(transaction, one, 2, "case.overdue");
    }
  }
  return std::max(warned.size(), late.size()) == static_cast<std::size_t>(kRemindersAtOnce);
}

void Store::remind() {
  const auto regions = implementation_->options().regions;
  const auto page = [&] {
    return implementation_->write(
        1, 0, [regions](Transaction& transaction) { return remind_now(transaction, *regions); });
  };
  while (page()) {
  }
}

}  // namespace yiping::collector
