// SPDX-License-Identifier: Apache-2.0
// Counts by cohort, kept while ratings arrive: figures cost the same whatever was stored before.
// What an event counts for is the core's to say (yiping/counts.hpp); here it has columns.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collector/store/database.hpp"
#include "yiping/eligibility.hpp"
#include "yiping/indicator.hpp"
#include "yiping/level.hpp"
#include "yiping/tally.hpp"

namespace yiping::collector {

/// Key of a cell. The collector's number completes it, so that collectors never share a row.
struct Cell {
  std::string area;
  std::string month;  // of the service time, UTC+8
  std::string tally;  // name of a Table: they are never added up
  std::string org_code;
  std::string item_code;
  std::string channel;
  auto operator<=>(const Cell&) const = default;
};

/// A rating as far as figures count it.
struct CountedRating {
  Level level{};
  RatingWay way = RatingWay::anonymous;
  Timing timing = Timing::on_time;
  bool corrected = false;
  // Of its case: `add_case`.
  Ruling ruling = Ruling::none;
  bool replied = false;
  bool rectified = false;
  CallBack call_back = CallBack::none;
  std::optional<CallBackAnswer> answer = std::nullopt;
};

/// What a rating's case says of it.
void add_case(CountedRating& rating, const Case& its);

/// Nothing for what is in no figure.
[[nodiscard]] std::optional<Record> record_of(EventState state,
                                              const std::optional<CountedRating>& rating);

/// Changes of a group, merged: one upsert for each touched cell, in key order.
class RollupDeltas {
 public:
  /// An event before and after something happened to it.
  void move(const Cell& cell, const std::optional<Record>& from, const std::optional<Record>& to);
  void write(Connection& database, std::int64_t collector);
  [[nodiscard]] bool empty() const { return cells_.empty(); }

 private:
  std::map<Cell, Counts> cells_;
};

// Names that we never wrote mean a damaged file.
[[nodiscard]] Level read_level(const Row& row, int column);
[[nodiscard]] EventState read_state(const Row& row, int column);
[[nodiscard]] Timing read_timing(const Row& row, int column);
[[nodiscard]] RatingWay read_way(const Row& row, int column);

/// The counts as columns of a table, in the order of `read_counts` and `append_counts`:
/// "pending, unrated, …", and the same summed ("CAST(SUM(r.pending) AS BIGINT), …": a sum of whole
/// numbers is no whole number to every engine).
[[nodiscard]] std::string count_columns();
[[nodiscard]] std::string sums_of_counts(std::string_view prefix);
/// "$9, $10, …", as many as there are columns.
[[nodiscard]] std::string count_parameters(int first);
/// "pending = excluded.pending, …"
[[nodiscard]] std::string count_assignments();

[[nodiscard]] Counts read_counts(const Row& row, int first);
void append_counts(std::vector<Value>& values, const Counts& counts);

/// Cells whose stored counts differ from a recount of all services, ratings and cases.
struct Difference {
  Cell cell;
  Counts stored;
  Counts counted;
};
[[nodiscard]] std::vector<Difference> recount(Connection& database);

}  // namespace yiping::collector
