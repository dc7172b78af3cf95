// SPDX-License-Identifier: Apache-2.0
// How devices are doing, and which of the ratings that they numbered never arrived.
#include <algorithm>

#include "collector/store/implementation.hpp"

namespace yiping::collector {
namespace {

// A device reports every minute; this long without a word, and it is silent.
constexpr Seconds kSilence = 5 * 60;

constexpr std::string_view kReport =
    "INSERT INTO device_report (device, seen, version, waiting, refused)"
    " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (device) DO UPDATE SET seen = excluded.seen,"
    " version = excluded.version, waiting = excluded.waiting, refused = excluded.refused";
// Reports may overtake one another: a number that was given stays given.
constexpr std::string_view kIssued =
    "INSERT INTO device_series (device, series, issued, arrived) VALUES ($1, $2, $3, 0)"
    " ON CONFLICT (device, series) DO UPDATE SET issued ="
    " CASE WHEN device_series.issued < excluded.issued THEN excluded.issued"
    " ELSE device_series.issued END";
constexpr std::string_view kArrived =
    "SELECT arrived FROM device_series WHERE device = $1 AND series = $2";
constexpr std::string_view kSetArrived =
    "UPDATE device_series SET arrived = $3 WHERE device = $1 AND series = $2";
constexpr std::string_view kAddGap =
    "INSERT INTO device_gap (device, series, first, last) VALUES ($1, $2, $3, $4)";
constexpr std::string_view kGapAround =
    "SELECT first, last FROM device_gap WHERE device = $1 AND series = $2 AND first <= $3"
    " AND last >= $3";
constexpr std::string_view kDropGap =
    "DELETE FROM device_gap WHERE device = $1 AND series = $2 AND first = $3";

constexpr std::string_view kDevices =
    "SELECT d.id, d.public_key, d.area, d.window_id, d.hall, d.enrolled, COALESCE(r.seen, 0),"
    " COALESCE(r.version, ''), COALESCE(r.waiting, 0), COALESCE(r.refused, 0)"
    " FROM device d LEFT JOIN device_report r ON r.device = d.id"
    " ORDER BY d.area, d.window_id, d.id";
constexpr std::string_view kSeries =
    "SELECT series, issued, arrived FROM device_series WHERE device = $1 ORDER BY series";
constexpr std::string_view kGaps =
    "SELECT first, last FROM device_gap WHERE device = $1 AND series = $2 ORDER BY first";
constexpr std::string_view kFigures =
    "SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN r.seen > $1 THEN 1 ELSE 0 END), 0) AS BIGINT),"
    " CAST(COALESCE(SUM(r.waiting), 0) AS BIGINT), CAST(COALESCE(SUM(r.refused), 0) AS BIGINT)"
    " FROM device d LEFT JOIN device_report r ON r.device = d.id";
constexpr std::string_view kMissing =
    "SELECT CAST(COALESCE(SUM(last - first + 1), 0) AS BIGINT) FROM device_gap";

/// One file of one device: what of its numbers has arrived.
class Arrivals {
 public:
  Arrivals(Connection& database, std::string_view device, std::string_view series)
      : database_(database), device_(device), series_(series) {}

  /// Ascending.
  void note(const std::vector<std::int64_t>& numbers) {
    // Holds the row, so that another collector waits: its own answer is the count from here on.
    database_.execute(kIssued, {device_, series_, numbers.back()});
    std::int64_t highest = 0;
    database_.query(kArrived, {device_, series_},
                    [&](const Row& row) { highest = row.integer(0); });
    for (const std::int64_t number : numbers) {
      if (number > highest) {
        add_gap({highest + 1, number - 1});
        highest = number;
      } else {
        fill(number);
      }
    }
    database_.execute(kSetArrived, {device_, series_, highest});
  }

 private:
  void add_gap(NumberSpan span) {
    if (span.first > span.last) return;
    database_.execute(kAddGap, {device_, series_, span.first, span.last});
  }

  void fill(std::int64_t number) {
    std::optional<NumberSpan> gap;
    database_.query(kGapAround, {device_, series_, number}, [&](const Row& row) {
      gap = {row.integer(0), row.integer(1)};
    });
    if (!gap) return;
    database_.execute(kDropGap, {device_, series_, gap->first});
    add_gap({gap->first, number - 1});
    add_gap({number + 1, gap->last});
  }

  Connection& database_;
  std::string_view device_;
  std::string_view series_;
};

DeviceState read_state(const Row& row) {
  DeviceState state;
  state.device = {row.string(0), row.hash(1), row.string(2), row.string(3), row.string(4)};
  state.enrolled = row.integer(5);
  state.seen = row.integer(6);
  state.version = row.string(7);
  state.waiting = row.integer(8);
  state.refused = row.integer(9);
  return state;
}

std::vector<DeviceSeries> read_series(Connection& database, std::string_view device) {
  std::vector<DeviceSeries> all;
  database.query(kSeries, {device}, [&](const Row& row) {
    all.push_back({row.string(0), row.integer(1), row.integer(2)});
  });
  for (DeviceSeries& one : all) {
    database.query(kGaps, {device, one.id}, [&](const Row& row) {
      one.missing.push_back({row.integer(0), row.integer(1)});
    });
  }
  return all;
}

}  // namespace

void Store::note_device(DeviceReport report) {
  implementation_->write(1, sizeof report, [report = std::move(report)](Transaction& transaction) {
    transaction.database.execute(
        kReport, {report.device, transaction.now, report.version, report.waiting, report.refused});
    transaction.database.execute(kIssued, {report.device, report.series, report.issued});
    return Done{};
  });
}

void Store::note_numbers(std::string device, std::string series,
                         std::vector<std::int64_t> numbers) {
  if (numbers.empty()) return;
  std::sort(numbers.begin(), numbers.end());
  const std::size_t bytes = numbers.size() * sizeof numbers.front();
  implementation_->write(1, bytes,
                         [device = std::move(device), series = std::move(series),
                          numbers = std::move(numbers)](Transaction& transaction) {
                           Arrivals(transaction.database, device, series).note(numbers);
                           return Done{};
                         });
}

std::vector<DeviceState> Store::list_devices() {
  return implementation_->read([](Connection& database) {
    std::vector<DeviceState> all;
    database.query(kDevices, {}, [&](const Row& row) { all.push_back(read_state(row)); });
    for (DeviceState& one : all) one.series = read_series(database, one.device.id);
    return all;
  });
}

DeviceFigures Store::device_figures() {
  const Seconds since = implementation_->now() - kSilence;
  return implementation_->read([&](Connection& database) {
    DeviceFigures figures;
    database.query(kFigures, {since}, [&](const Row& row) {
      figures.seen = row.integer(1);
      figures.silent = row.integer(0) - figures.seen;
      figures.waiting = row.integer(2);
      figures.refused = row.integer(3);
    });
    database.query(kMissing, {}, [&](const Row& row) { figures.missing = row.integer(0); });
    return figures;
  });
}

}  // namespace yiping::collector
