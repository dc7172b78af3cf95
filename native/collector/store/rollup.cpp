// SPDX-License-Identifier: Apache-2.0
#include "collector/store/rollup.hpp"

#include <array>

#include "collector/store/case_row.hpp"

namespace yiping::collector {
namespace {

constexpr std::string_view kKey = "area, month, tally, org_code, item_code, channel";

/// Of the levels, then of the filled-in ones, then the core's counters.
struct Column {
  std::string name;
  std::int64_t& (*of)(Counts& counts, std::size_t index);
  std::size_t index;
};

const std::vector<Column>& columns() {
  static const std::vector<Column> all = [] {
    std::vector<Column> made;
    for (const Level level : kLevels) {
      const auto index = static_cast<std::size_t>(level);
      made.push_back({std::string(name_of(level)),
                      [](Counts& c, std::size_t i) -> std::int64_t& { return c.levels[i]; },
                      index});
      made.push_back({"default_" + std::string(name_of(level)),
                      [](Counts& c, std::size_t i) -> std::int64_t& { return c.defaults[i]; },
                      index});
    }
    for (std::size_t i = 0; i < counters().size(); ++i) {
      made.push_back(
          {std::string(counters()[i].name),
           [](Counts& c, std::size_t at) -> std::int64_t& { return c.*counters()[at].value; }, i});
    }
    return made;
  }();
  return all;
}

/// `each` of every column, with commas.
template <typename Each>
std::string joined(Each each) {
  std::string out;
  for (const Column& column : columns()) {
    if (!out.empty()) out.append(", ");
    out.append(each(column.name));
  }
  return out;
}

const std::string& upsert() {
  static const std::string sql =
      "INSERT INTO rollup (" + std::string(kKey) + ", collector, " + count_columns() +
      ") VALUES ($1, $2, $3, $4, $5, $6, $7, " + count_parameters(8) + ") ON CONFLICT (" +
      std::string(kKey) + ", collector) DO UPDATE SET " + joined([](const std::string& name) {
        return name + " = rollup." + name + " + excluded." + name;
      });
  return sql;
}

const std::string& stored() {
  static const std::string sql = "SELECT " + std::string(kKey) + ", " + sums_of_counts("") +
                                 " FROM rollup GROUP BY " + std::string(kKey);
  return sql;
}

/// Of `evaluation e`, with its case where it has one.
std::string rating_columns() {
  return "e.level, e.way, e.timing, e.corrections, r.id, " + case_columns_of_r();
}
#define YIPING_CASE " LEFT JOIN rectification r ON r.area = e.area AND r.submission = e.submission"

const std::string& services() {
  static const std::string sql =
      "SELECT s.area, s.month, CASE s.standing WHEN 'case' THEN 'cases' WHEN 'visit' THEN 'visits'"
      " ELSE 'general' END, s.org_code, s.item_code, s.channel, s.state, " +
      rating_columns() +
      " FROM service s LEFT JOIN evaluation e ON e.area = s.area AND e.submission = "
      "s.rated_by" YIPING_CASE;
  return sql;
}
const std::string& follow_ups() {
  static const std::string sql =
      "SELECT s.area, s.month, 'follow_ups', s.org_code, s.item_code, s.channel, 'rated', " +
      rating_columns() +
      " FROM follow_up f JOIN service s ON s.area = f.area AND s.case_digest = f.case_digest"
      " LEFT JOIN evaluation e ON e.area = f.area AND e.submission = f.submission" YIPING_CASE;
  return sql;
}
#undef YIPING_CASE

Cell read_cell(const Row& row) {
  return {row.string(0), row.string(1), row.string(2), row.string(3), row.string(4), row.string(5)};
}

std::optional<CountedRating> read_rating(const Row& row, int first) {
  if (row.is_null(first)) return std::nullopt;
  CountedRating rating{.level = read_level(row, first),
                       .way = read_way(row, first + 1),
                       .timing = read_timing(row, first + 2),
                       .corrected = row.integer(first + 3) != 0};
  if (!row.is_null(first + 4)) add_case(rating, read_case(row, first + 5));
  return rating;
}

template <typename Known>
Known known(std::optional<Known> value, const char* what) {
  if (value) return *value;
  throw DatabaseError(DatabaseError::Kind::storage,
                      std::string("a stored ") + what + " has an unknown name");
}

}  // namespace

std::string count_columns() {
  return joined([](const std::string& name) { return name; });
}

std::string sums_of_counts(std::string_view prefix) {
  return joined([&](const std::string& name) {
    return "CAST(SUM(" + std::string(prefix) + name + ") AS BIGINT)";
  });
}

std::string count_parameters(int first) {
  return joined(
      [next = first](const std::string&) mutable { return "$" + std::to_string(next++); });
}

std::string count_assignments() {
  return joined([](const std::string& name) { return name + " = excluded." + name; });
}

Level read_level(const Row& row, int column) {
  return known(level_named(row.text(column)), "level");
}

EventState read_state(const Row& row, int column) {
  constexpr std::array kStates{EventState::not_counted, EventState::pending, EventState::rated,
                               EventState::unrated, EventState::voided};
  std::optional<EventState> state;
  for (const EventState each : kStates) {
    if (name_of(each) == row.text(column)) state = each;
  }
  return known(state, "service's state");
}

Timing read_timing(const Row& row, int column) {
  std::optional<Timing> timing;
  for (const Timing each : {Timing::on_time, Timing::late}) {
    if (name_of(each) == row.text(column)) timing = each;
  }
  return known(timing, "rating's timing");
}

RatingWay read_way(const Row& row, int column) {
  return known(rating_way_named(row.text(column)), "way to rate");
}

Counts read_counts(const Row& row, int first) {
  Counts counts;
  for (const Column& column : columns()) column.of(counts, column.index) = row.integer(first++);
  return counts;
}

void append_counts(std::vector<Value>& values, const Counts& counts) {
  Counts copy = counts;
  for (const Column& column : columns()) values.emplace_back(column.of(copy, column.index));
}

std::optional<Record> record_of(EventState state, const std::optional<CountedRating>& rating) {
  Record record;
  switch (state) {
    case EventState::not_counted:
      return std::nullopt;
    case EventState::pending:
      return record;
    case EventState::voided:
      record.outcome = Outcome::voided;
      return record;
    case EventState::unrated:
      record.outcome = rating ? Outcome::late : Outcome::unrated;
      break;
    case EventState::rated:
      record.outcome = Outcome::rated;
      break;
  }
  if (!rating) return record;
  record.level = rating->level;
  record.way = rating->way;
  record.corrected = rating->corrected;
  record.ruling = rating->ruling;
  record.replied = rating->replied;
  record.rectified = rating->rectified;
  record.call_back = rating->call_back;
  record.answer = rating->answer;
  return record;
}

void RollupDeltas::move(const Cell& cell, const std::optional<Record>& from,
                        const std::optional<Record>& to) {
  if (!from && !to) return;
  Counts& counts = cells_[cell];
  if (from) counts.remove(*from);
  if (to) counts.add(*to);
}

void RollupDeltas::write(Connection& database, std::int64_t collector) {
  std::vector<Value> values;
  for (const auto& [cell, counts] : cells_) {
    if (counts == Counts{}) continue;
    values = {cell.area,      cell.month,   cell.tally, cell.org_code,
              cell.item_code, cell.channel, collector};
    append_counts(values, counts);
    database.execute(upsert(), values);
  }
  cells_.clear();
}

std::vector<Difference> recount(Connection& database) {
  struct Both {
    Counts stored;
    Counts counted;
  };
  std::map<Cell, Both> cells;
  database.query(stored(), {},
                 [&](const Row& row) { cells[read_cell(row)].stored.merge(read_counts(row, 6)); });
  const auto count = [&](const Row& row) {
    const auto record = record_of(read_state(row, 6), read_rating(row, 7));
    if (record) cells[read_cell(row)].counted.add(*record);
  };
  database.query(services(), {}, count);
  database.query(follow_ups(), {}, count);
  std::vector<Difference> differences;
  for (const auto& [cell, both] : cells) {
    if (both.stored != both.counted) differences.push_back({cell, both.stored, both.counted});
  }
  return differences;
}

}  // namespace yiping::collector
