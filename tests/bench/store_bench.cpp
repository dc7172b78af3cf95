// SPDX-License-Identifier: Apache-2.0
// The store without HTTP: batches beside what SQLite does with bare rows, what keeping figures
// costs, and how long figures and lists take with many ratings behind them.
// Absolute figures belong to the machine; the ratios are the point.
#include <sqlite3.h>
#include <stdlib.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <functional>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "bench_ratings.hpp"
#include "collector/sqlite/connection.hpp"
#include "collector/store/rollup.hpp"

namespace {

namespace fs = std::filesystem;
using namespace yiping;
using namespace yiping::collector;
using namespace yiping::bench;

constexpr std::int64_t kBatch = 128;

double seconds_of(const std::function<void()>& work) {
  const auto started = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

double percentile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

std::vector<NewEvaluation> ratings_of(std::int64_t from, std::int64_t rows) {
  std::vector<NewEvaluation> made;
  made.reserve(static_cast<std::size_t>(rows));
  for (std::int64_t i = 0; i < rows; ++i) made.push_back(rating(from + i));
  return made;
}

/// Batches of 128 through the store, one after the other: seconds.
double batches(Store& store, std::int64_t from, std::int64_t rows) {
  double took = 0;
  for (std::int64_t at = 0; at < rows; at += kBatch) {
    std::vector<NewEvaluation> batch = ratings_of(from + at, kBatch);
    took += seconds_of([&] {
      for (const auto& put : store.put_evaluations(std::move(batch))) require_stored(put);
    });
  }
  return took;
}

void check(int code) {
  if (code != SQLITE_OK && code != SQLITE_DONE) throw std::runtime_error(sqlite3_errstr(code));
}

/// The same documents as rows of 16 bytes and text with a unique key, 128 in a transaction.
double bare_rows(const fs::path& file, std::int64_t from, std::int64_t rows) {
  sqlite3* database = nullptr;
  check(sqlite3_open(file.c_str(), &database));
  check(sqlite3_exec(database,
                     "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE IF NOT"
                     " EXISTS row (key BLOB NOT NULL PRIMARY KEY, document TEXT NOT NULL) STRICT",
                     nullptr, nullptr, nullptr));
  sqlite3_stmt* insert = nullptr;
  check(sqlite3_prepare_v2(database, "INSERT INTO row (key, document) VALUES (?1, ?2)", -1, &insert,
                           nullptr));
  double took = 0;
  for (std::int64_t at = 0; at < rows; at += kBatch) {
    const std::vector<NewEvaluation> batch = ratings_of(from + at, kBatch);
    took += seconds_of([&] {
      check(sqlite3_exec(database, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr));
      for (const NewEvaluation& one : batch) {
        sqlite3_bind_blob(insert, 1, one.submission.data(), 16, SQLITE_TRANSIENT);
        sqlite3_bind_text(insert, 2, one.document.data(), static_cast<int>(one.document.size()),
                          SQLITE_TRANSIENT);
        check(sqlite3_step(insert));
        sqlite3_reset(insert);
      }
      check(sqlite3_exec(database, "COMMIT", nullptr, nullptr, nullptr));
    });
  }
  sqlite3_finalize(insert);
  sqlite3_close(database);
  return took;
}

/// What the cells of the same batches cost by themselves, merged and written: seconds.
double upkeep(const fs::path& file, std::int64_t from, std::int64_t rows) {
  sqlite::WriteConnection database(file);
  const auto pending = record_of(EventState::pending, std::nullopt);
  double took = 0;
  for (std::int64_t at = 0; at < rows; at += kBatch) {
    std::vector<std::pair<Cell, std::optional<Record>>> moves;
    for (std::int64_t i = 0; i < kBatch; ++i) {
      const ReportedService event = service(from + at + i);
      CountedRating rated;
      rated.level = rating(from + at + i).level;
      moves.emplace_back(
          Cell{event.area, "2026-11", "cases", event.org_code, event.item_code, event.channel},
          record_of(EventState::rated, rated));
    }
    database.begin();
    took += seconds_of([&] {
      RollupDeltas deltas;
      for (const auto& [cell, record] : moves) deltas.move(cell, pending, record);
      deltas.write(database, 1);
    });
    database.rollback();
  }
  return took;
}

StoreOptions options_for(const fs::path& file) {
  StoreOptions options;
  options.store = file.string();
  options.regions = shipped_regions();
  options.publishing = Publishing::by_hand;
  options.publication_min_gain = 1;
  return options;
}

void report(Store& store, std::int64_t from, std::int64_t rows) {
  for (std::int64_t at = 0; at < rows; at += kPerReport) {
    std::vector<ReportedService> events;
    for (std::int64_t i = at; i < std::min(rows, at + kPerReport); ++i) {
      events.push_back(service(from + i));
    }
    store.put_services(std::move(events));
  }
}

std::uintmax_t size_of(const fs::path& file) { return fs::file_size(file); }

void compare_batches(const fs::path& folder, int rounds, std::int64_t rows) {
  const fs::path file = folder / "store.db";
  std::vector<double> ours;
  std::vector<double> bare;
  std::vector<double> ratio;
  std::vector<double> kept;
  kept.reserve(static_cast<std::size_t>(rounds));
  {
    Store store(options_for(file));
    for (int round = 0; round < rounds; ++round) {
      const std::int64_t from = round * rows;
      report(store, from, rows);
      ours.push_back(batches(store, from, rows));
      bare.push_back(bare_rows(folder / "bare.db", from, rows));
      ratio.push_back(bare.back() / ours.back());
    }
    if (store.verify().faults() != 0) throw std::runtime_error("the figures do not fit");
  }
  const auto stored = static_cast<double>(rows * rounds);
  const double bytes = static_cast<double>(size_of(file)) / stored;
  for (int round = 0; round < rounds; ++round) {
    kept.push_back(upkeep(file, round * rows, rows) / ours[static_cast<std::size_t>(round)]);
  }
  const auto rate = [&](const std::vector<double>& took) {
    return static_cast<std::int64_t>(static_cast<double>(rows) / median(took));
  };
  std::cout << "batches of " << kBatch << ", " << rounds << " rounds of " << rows << " ratings\n"
            << "ours: " << rate(ours) << " ratings/s; bare rows of SQLite: " << rate(bare)
            << " rows/s; ratio, median of rounds: " << median(ratio) << "\n"
            << "keeping figures, share of a batch's time: " << median(kept) << "\n"
            << "a service with its rating: " << bytes << " bytes of the file\n";
}

/// A key that is not there yet: of 16 random bytes or more, the first changed by `n`.
void other_key(sqlite3_context* context, int, sqlite3_value** values) {
  if (sqlite3_value_type(values[0]) == SQLITE_NULL) return;
  const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_value_blob(values[0]));
  std::vector<std::uint8_t> key(bytes, bytes + sqlite3_value_bytes(values[0]));
  key[0] = static_cast<std::uint8_t>(key[0] ^ sqlite3_value_int(values[1]));
  sqlite3_result_blob(context, key.data(), static_cast<int>(key.size()), SQLITE_TRANSIENT);
}

/// Copies all that is there under other keys, by SQL: as if it had come one by one. The recount
/// says whether it fits.
class Copier {
 public:
  explicit Copier(const fs::path& file) {
    check(sqlite3_open(file.c_str(), &database_));
    check(sqlite3_create_function(database_, "other", 2, SQLITE_UTF8, nullptr, other_key, nullptr,
                                  nullptr));
    // Whatever becomes of it: the file is ours alone.
    run("PRAGMA journal_mode = OFF");
    run("PRAGMA synchronous = OFF");
    run("PRAGMA cache_size = -4000000");
  }
  ~Copier() { sqlite3_close(database_); }
  Copier(const Copier&) = delete;
  Copier& operator=(const Copier&) = delete;

  void multiply(int times) {
    run("BEGIN");
    for (int n = 1; n < times; ++n) {
      copy("service", {"case_digest", "rated_by"}, n);
      copy("evaluation", {"submission", "case_digest", "receipt_hash"}, n);
      copy("rectification", {"id", "submission"}, n);
      copy("rectification_event", {"id"}, n);
    }
    run("UPDATE rollup SET " + text("SELECT group_concat(name || ' = " + std::to_string(times) +
                                    " * ' || name, ', ') FROM pragma_table_info('rollup')"
                                    " WHERE pk = 0"));
    run("COMMIT");
  }

 private:
  void run(const std::string& sql) {
    if (sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
      throw std::runtime_error(sqlite3_errmsg(database_));
    }
  }

  std::string text(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr));
    check(sqlite3_step(statement) == SQLITE_ROW ? SQLITE_OK : SQLITE_ERROR);
    std::string found = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    return found;
  }

  std::int64_t number(const std::string& sql) { return std::stoll(text(sql)); }

  /// Of the rows that were there first; in the order of the first key, which is the table's.
  void copy(const std::string& table, const std::vector<std::string>& keys, int n) {
    std::string columns =
        text("SELECT group_concat(name, ', ') FROM pragma_table_info('" + table + "')");
    std::string values = text("SELECT group_concat(CASE WHEN name IN ('" + joined(keys, "', '") +
                              "') THEN 'other(' || name || ', " + std::to_string(n) +
                              ")' ELSE name END, ', ') FROM pragma_table_info('" + table + "')");
    run("INSERT INTO " + table + " (" + columns + ") SELECT " + values + " FROM " + table +
        " WHERE rowid <= " + std::to_string(first_rows(table)) + " ORDER BY other(" + keys.front() +
        ", " + std::to_string(n) + ")");
  }

  /// How many rows a table had before the first copy.
  std::int64_t first_rows(const std::string& table) {
    const auto [known, is_new] = first_rows_.try_emplace(table, 0);
    if (is_new) known->second = number("SELECT MAX(rowid) FROM " + table);
    return known->second;
  }

  static std::string joined(const std::vector<std::string>& parts, const char* by) {
    std::string all;
    for (const std::string& part : parts) all.append(all.empty() ? "" : by).append(part);
    return all;
  }

  sqlite3* database_ = nullptr;
  std::map<std::string, std::int64_t> first_rows_;
};

/// Milliseconds, 50th and 99th of a hundred.
void print_times(const char* what, std::int64_t ratings, const std::function<void()>& ask) {
  std::vector<double> took;
  took.reserve(100);
  for (int i = 0; i < 100; ++i) took.push_back(1'000 * seconds_of(ask));
  std::cout << what << ", " << ratings << " ratings: p50 " << median(took) << " ms, p99 "
            << percentile(took, 0.99) << " ms\n";
}

void show(const fs::path& file, std::int64_t ratings) {
  StoreOptions options = options_for(file);
  // Tomorrow: every case is at the desk.
  options.clock = [] { return static_cast<Seconds>(std::time(nullptr)) + 86'400; };
  Store store(options);
  std::cout << "publishing everything: " << 1'000 * seconds_of([&] { store.take_snapshot(); })
            << " ms\n";
  const PublicIndex index = store.public_index();
  const Staff officer{.name = "officer", .display_name = "", .area = kArea, .password_hash = ""};
  print_times("figures of an area and month", ratings, [&] {
    if (!store.latest_snapshot(kArea, index.months.front())) throw std::runtime_error("none");
  });
  print_times("the desk's first page", ratings, [&] {
    if (store.list_cases(officer, CaseFilter::open, {}, 50).size() != 50) {
      throw std::runtime_error("no cases");
    }
  });
}

void compare_sizes(const fs::path& folder, std::int64_t ratings) {
  const fs::path file = folder / "large.db";
  {
    Store store(options_for(file));
    report(store, 0, ratings);
    std::cout << ratings << " ratings stored in " << batches(store, 0, ratings) << " s\n";
  }
  show(file, ratings);
  std::cout << "copies made in " << seconds_of([&] { Copier(file).multiply(10); }) << " s\n";
  show(file, 10 * ratings);
  Store store(options_for(file));
  Verification found;
  const double took = seconds_of([&] { found = store.verify(); });
  std::cout << "recounted " << found.evaluations << " ratings in " << took
            << " s: " << found.cells_different << " figures differ, " << found.tokens_astray
            << " tokens astray\n";
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::stoi(argv[1]) : 5;
  const std::int64_t rows = argc > 2 ? std::stoll(argv[2]) : 25'600;
  const std::int64_t ratings = argc > 3 ? std::stoll(argv[3]) : 1'024'000;
  std::string name = (fs::temp_directory_path() / "yiping-bench-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) return 2;
  int status = 0;
  try {
    compare_batches(name, rounds, rows);
    if (ratings > 0) compare_sizes(name, ratings);
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    status = 1;
  }
  fs::remove_all(name);
  return status;
}
