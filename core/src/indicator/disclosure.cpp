// SPDX-License-Identifier: Apache-2.0
#include "yiping/disclosure.hpp"

#include "indicator/cells.hpp"

namespace yiping {
namespace {

bool is_small(std::int64_t count, std::int64_t k) { return count > 0 && count < k; }

/// The smallest cell that is shown and not empty.
std::optional<std::size_t> smallest_shown(std::span<const std::int64_t> cells,
                                          const std::vector<bool>& hidden) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (hidden[i] || cells[i] == 0) continue;
    if (!found || cells[i] < cells[*found]) found = i;
  }
  return found;
}

struct Sum {
  std::int64_t ratings = 0;
  std::int64_t cells = 0;

  void add(std::int64_t count) {
    ratings += count;
    ++cells;
  }
};

}  // namespace

std::string_view name_of(Rung rung) {
  switch (rung) {
    case Rung::month:
      return "month";
    case Rung::quarter:
      return "quarter";
    case Rung::year:
      return "year";
    case Rung::parent_month:
      return "parent_month";
    case Rung::parent_quarter:
      return "parent_quarter";
    case Rung::parent_year:
      return "parent_year";
  }
  return "";
}

std::string_view name_of(Revision revision) {
  switch (revision) {
    case Revision::show:
      return "show";
    case Revision::keep:
      return "keep";
    case Revision::same:
      return "same";
  }
  return "";
}

std::optional<Rung> widen(std::span<const LadderCell> ladder, std::int64_t k) {
  for (std::size_t i = 0; i < ladder.size() && i < kRungs.size(); ++i) {
    const std::int64_t rest = ladder[i].ratings - ladder[i].within;
    if (ladder[i].ratings >= k && (rest == 0 || rest >= k)) return kRungs[i];
  }
  return std::nullopt;
}

Revision revise(const Counts& published, const Counts& current, std::int64_t k) {
  if (published == current) return Revision::same;
  // Windows that closed and replies say nothing of how one person rated.
  const bool same_ratings =
      published.levels == current.levels && published.defaults == current.defaults;
  const std::int64_t gain = current.rated() - published.rated();
  return same_ratings || gain >= k ? Revision::show : Revision::keep;
}

Result<HiddenLine> suppress_line(std::span<const std::int64_t> cells, std::int64_t k) {
  if (Status status = check_cells(cells); !status) return status;
  HiddenLine line;
  line.cells.resize(cells.size());
  Sum total;
  Sum hidden;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    total.add(cells[i]);
    line.cells[i] = is_small(cells[i], k);
    if (line.cells[i]) hidden.add(cells[i]);
  }
  line.total = is_small(total.ratings, k);
  // Total minus what is shown is a cell of its own; and everyone knows that a hidden cell is not
  // empty, so as many ratings as hidden cells would be one each.
  const auto is_known = [&] {
    return hidden.cells > 0 && (hidden.ratings < k || hidden.ratings == hidden.cells);
  };
  while (!line.total && is_known()) {
    if (const auto next = smallest_shown(cells, line.cells)) {
      line.cells[*next] = true;
      hidden.add(cells[*next]);
    } else {
      line.total = true;
    }
  }
  return line;
}

}  // namespace yiping
