// SPDX-License-Identifier: Apache-2.0
#include "visits.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "database_file.hpp"
#include "yiping/evaluation.hpp"

namespace yiping::faults {
namespace {

struct Row {
  std::string level;
  std::string receipt;
};

std::string receipt_of_row(const std::string& area, const std::string& submission) {
  return receipt_of(static_cast<std::uint32_t>(std::stoul(area.substr(0, 6))),
                    *read_submission(submission));
}

/// By case number.
std::multimap<std::string, Row> read_rows(const std::filesystem::path& file, Sets& sets) {
  std::multimap<std::string, Row> rows;
  std::set<std::string> documents;
  DatabaseFile database(file);
  database.query(
      "SELECT s.case_no, e.level, e.area, lower(hex(e.submission)), e.document, e.digest"
      " FROM evaluation e LEFT JOIN service s ON s.area = e.area AND"
      " s.case_digest = e.case_digest",
      [&](const DatabaseFile::Texts& row) {
        rows.emplace(row[0], Row{row[1], receipt_of_row(row[2], row[3])});
        documents.insert(row[4]);
        if (digest_of(row[4]) != row[5]) ++sets.unexpected;
      });
  sets.stored = static_cast<std::int64_t>(documents.size());
  return rows;
}

}  // namespace

void Visit::thanked(const std::string& level, const std::string& receipt) {
  kept_ = level;
  receipt_ = receipt;
}

bool Visit::may_store(std::string_view level) const {
  const auto from = kept_.empty() ? pressed_.begin() : std::ranges::find(pressed_, kept_);
  return std::find(from, pressed_.end(), level) != pressed_.end();
}

Sets check_visits(const std::filesystem::path& file, const std::vector<Visit>& visits,
                  Ledger& ledger) {
  Sets sets;
  std::multimap<std::string, Row> rows = read_rows(file, sets);
  for (const Visit& visit : visits) {
    const auto [first, last] = rows.equal_range(visit.case_no());
    const auto count = std::distance(first, last);
    ++sets.attempted;
    if (visit.is_acknowledged()) ++sets.acknowledged;
    if (count > 1) sets.doubled += count - 1;
    const bool holds = count > 0 && visit.may_store(first->second.level);
    if (visit.is_acknowledged() && !holds) ++sets.lost;
    if (!visit.is_acknowledged() && count > 0) ++(holds ? sets.recovered : sets.unexpected);
    if (count > 0 && !visit.receipt().empty() && first->second.receipt != visit.receipt()) {
      ledger.fault("another receipt than the one shown, for " + visit.case_no());
    }
    rows.erase(first, last);
  }
  sets.unexpected += static_cast<std::int64_t>(rows.size());
  sets.services_lost = services_lost(file, ledger);
  return sets;
}

}  // namespace yiping::faults
