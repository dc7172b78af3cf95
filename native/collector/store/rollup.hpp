// SPDX-License-Identifier: Apache-2.0
// Counts by cohort, kept while ratings arrive: figures cost the same whatever was stored before.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "collector/store/database.hpp"
#include "yiping/indicator.hpp"
#include "yiping/level.hpp"

// A sum of whole numbers is no whole number to every engine.
#define YIPING_SUM(column) "CAST(SUM(" column ") AS BIGINT)"
/// The eight counts of a table `prefix`, summed, as read_counts() takes them.
#define YIPING_SUM_OF_COUNTS(prefix) \
  YIPING_SUM(prefix "pending")       \
  ", " YIPING_SUM(prefix "unrated") ", " YIPING_SUM(prefix "very_satisfied") ", "           \
  YIPING_SUM(prefix "satisfied") ", " YIPING_SUM(prefix "basically_satisfied") ", "         \
  YIPING_SUM(prefix "dissatisfied") ", " YIPING_SUM(prefix "very_dissatisfied") ", "        \
  YIPING_SUM(prefix "bad_replied")

namespace yiping::collector {

/// Key of a cell. The collector's number completes it, so that collectors never share a row.
struct Cell {
  std::string area;
  std::string month;  // of the service time, UTC+8
  std::string org_code;
  std::string item_code;
  std::string channel;
  auto operator<=>(const Cell&) const = default;
};

/// Changes of a group, merged: one upsert for each touched cell, in key order.
class RollupDeltas {
 public:
  Counts& at(const Cell& cell) { return cells_[cell]; }
  void write(Connection& database, std::int64_t collector);
  [[nodiscard]] bool empty() const { return cells_.empty(); }

 private:
  std::map<Cell, Counts> cells_;
};

/// A stored level's name; one that we never wrote means a damaged file.
[[nodiscard]] Level read_level(const Row& row, int column);

[[nodiscard]] std::int64_t& count_of(Counts& counts, Level level);
void add(Counts& to, const Counts& more);
[[nodiscard]] bool equal(const Counts& a, const Counts& b);

/// Reads the eight counts from column `first` on, in the tables' order.
[[nodiscard]] Counts read_counts(const Row& row, int first);

/// Cells whose stored counts differ from a recount of all services, ratings and cases.
struct Difference {
  Cell cell;
  Counts stored;
  Counts counted;
};
[[nodiscard]] std::vector<Difference> recount(Connection& database);

}  // namespace yiping::collector
