// SPDX-License-Identifier: Apache-2.0
#include "collector/store/rollup.hpp"

namespace yiping::collector {
namespace {

constexpr std::string_view kUpsert =
    "INSERT INTO rollup (area, month, org_code, item_code, channel, collector, pending, unrated,"
    " very_satisfied, satisfied, basically_satisfied, dissatisfied, very_dissatisfied, bad_replied)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
    " ON CONFLICT (area, month, org_code, item_code, channel, collector) DO UPDATE SET"
    " pending = rollup.pending + excluded.pending, unrated = rollup.unrated + excluded.unrated,"
    " very_satisfied = rollup.very_satisfied + excluded.very_satisfied,"
    " satisfied = rollup.satisfied + excluded.satisfied,"
    " basically_satisfied = rollup.basically_satisfied + excluded.basically_satisfied,"
    " dissatisfied = rollup.dissatisfied + excluded.dissatisfied,"
    " very_dissatisfied = rollup.very_dissatisfied + excluded.very_dissatisfied,"
    " bad_replied = rollup.bad_replied + excluded.bad_replied";

constexpr std::string_view kStored =
    "SELECT area, month, org_code, item_code, channel, " YIPING_SUM_OF_COUNTS(
        "") " FROM rollup GROUP BY area, month, org_code, item_code, channel";

constexpr std::string_view kServices =
    "SELECT s.area, s.month, s.org_code, s.item_code, s.channel, s.state, e.level, r.replied"
    " FROM service s"
    " LEFT JOIN token_use u ON u.area = s.area AND u.case_digest = s.case_digest AND u.round = 1"
    " LEFT JOIN evaluation e ON e.area = u.area AND e.submission = u.submission"
    " LEFT JOIN rectification r ON r.area = e.area AND r.submission = e.submission";

Cell read_cell(const Row& row) {
  return {row.string(0), row.string(1), row.string(2), row.string(3), row.string(4)};
}

bool is_zero(const Counts& counts) { return equal(counts, Counts{}); }

}  // namespace

Level read_level(const Row& row, int column) {
  if (const auto level = level_named(row.text(column))) return *level;
  throw DatabaseError(DatabaseError::Kind::storage, "a stored level has an unknown name");
}

std::int64_t& count_of(Counts& counts, Level level) {
  return counts.levels[static_cast<std::size_t>(level)];
}

void add(Counts& to, const Counts& more) {
  to.pending += more.pending;
  to.unrated += more.unrated;
  for (std::size_t i = 0; i < to.levels.size(); ++i) to.levels[i] += more.levels[i];
  to.bad_replied += more.bad_replied;
}

bool equal(const Counts& a, const Counts& b) {
  return a.pending == b.pending && a.unrated == b.unrated && a.levels == b.levels &&
         a.bad_replied == b.bad_replied;
}

Counts read_counts(const Row& row, int first) {
  Counts counts;
  counts.pending = row.integer(first);
  counts.unrated = row.integer(first + 1);
  for (std::size_t i = 0; i < counts.levels.size(); ++i) {
    counts.levels[i] = row.integer(first + 2 + static_cast<int>(i));
  }
  counts.bad_replied = row.integer(first + 7);
  return counts;
}

void RollupDeltas::write(Connection& database, std::int64_t collector) {
  for (const auto& [cell, counts] : cells_) {
    if (is_zero(counts)) continue;
    database.execute(kUpsert,
                     {cell.area, cell.month, cell.org_code, cell.item_code, cell.channel, collector,
                      counts.pending, counts.unrated, counts.levels[0], counts.levels[1],
                      counts.levels[2], counts.levels[3], counts.levels[4], counts.bad_replied});
  }
  cells_.clear();
}

std::vector<Difference> recount(Connection& database) {
  struct Both {
    Counts stored;
    Counts counted;
  };
  std::map<Cell, Both> cells;
  database.query(kStored, {},
                 [&](const Row& row) { add(cells[read_cell(row)].stored, read_counts(row, 5)); });
  database.query(kServices, {}, [&](const Row& row) {
    Counts& counted = cells[read_cell(row)].counted;
    const std::string_view state = row.text(5);
    if (state == "pending") ++counted.pending;
    if (state == "unrated") ++counted.unrated;
    if (!row.is_null(6)) ++count_of(counted, read_level(row, 6));
    if (!row.is_null(7) && row.integer(7) != 0) ++counted.bad_replied;
  });
  std::vector<Difference> differences;
  for (const auto& [cell, both] : cells) {
    if (!equal(both.stored, both.counted)) differences.push_back({cell, both.stored, both.counted});
  }
  return differences;
}

}  // namespace yiping::collector
