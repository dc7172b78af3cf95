// SPDX-License-Identifier: Apache-2.0
// Ratings a second through the writer alone, without HTTP: group commit against a group of one, or,
// with a URI as the third argument, SQLite against PostgreSQL.
// Absolute figures belong to the machine; the ratio is the point.
#include <stdlib.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "bench_ratings.hpp"

namespace {

namespace fs = std::filesystem;
using namespace yiping;
using namespace yiping::collector;
using namespace yiping::bench;

struct Figures {
  std::int64_t rows_per_second = 0;
  std::int64_t groups = 0;
  std::int64_t mean_group = 0;
};

enum class Commit { by_group, by_rating };

/// Cases `from` to `from + rows`.
Figures measure(const std::string& where, Commit commit, int threads, std::int64_t rows,
                std::int64_t from = 0) {
  StoreOptions options;
  options.store = where;
  options.regions = shipped_regions();
  Store store(options);
  for (std::int64_t at = 0; at < rows; at += kPerReport) {
    std::vector<ReportedService> events;
    for (std::int64_t i = at; i < std::min(rows, at + kPerReport); ++i)
      events.push_back(service(from + i));
    store.put_services(std::move(events));
  }
  const StoreFigures before = store.figures();
  const auto started = std::chrono::steady_clock::now();
  std::atomic<std::int64_t> next{0};
  // A lock of the whole store makes groups of one: what a commit for each request costs.
  std::mutex one_at_a_time;
  std::vector<std::thread> pool;
  pool.reserve(static_cast<std::size_t>(threads));
  for (int t = 0; t < threads; ++t) {
    pool.emplace_back([&] {
      for (std::int64_t i = next++; i < rows; i = next++) {
        NewEvaluation evaluation = rating(from + i);
        if (commit == Commit::by_rating) {
          const std::lock_guard lock(one_at_a_time);
          require_stored(store.put_evaluation(std::move(evaluation)));
        } else {
          const Store::InFlight guard(store);
          require_stored(store.put_evaluation(std::move(evaluation)));
        }
      }
    });
  }
  for (std::thread& thread : pool) thread.join();
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(
                        std::chrono::steady_clock::now() - started)
                        .count();
  const StoreFigures after = store.figures();
  Figures figures;
  figures.rows_per_second = rows * 1'000'000 / std::max<std::int64_t>(1, took);
  figures.groups = static_cast<std::int64_t>(after.groups - before.groups);
  figures.mean_group = rows / std::max<std::int64_t>(1, figures.groups);
  return figures;
}

void print(const char* name, const Figures& figures) {
  std::cout << name << ": " << figures.rows_per_second << " rows/s, " << figures.groups
            << " groups, mean " << figures.mean_group << " rows\n";
}

constexpr int kRounds = 5;

std::int64_t median(std::vector<Figures> rounds) {
  std::sort(rounds.begin(), rounds.end(), [](const Figures& a, const Figures& b) {
    return a.rows_per_second < b.rows_per_second;
  });
  return rounds[rounds.size() / 2].rows_per_second;
}

/// In turns, so that both meet the same machine. The server's tables grow from round to round.
void compare_engines(const fs::path& folder, const std::string& uri, int threads,
                     std::int64_t rows) {
  std::vector<Figures> sqlite;
  std::vector<Figures> postgresql;
  for (int round = 0; round < kRounds; ++round) {
    const std::string file = (folder / ("round" + std::to_string(round) + ".db")).string();
    sqlite.push_back(measure(file, Commit::by_group, threads, rows));
    print("SQLite", sqlite.back());
    postgresql.push_back(measure(uri, Commit::by_group, threads, rows, round * rows));
    print("PostgreSQL", postgresql.back());
  }
  std::cout << "median of " << kRounds << " rounds, " << threads << " threads, " << rows
            << " ratings a round: SQLite " << median(sqlite) << ", PostgreSQL "
            << median(postgresql) << " rows/s, ratio (hundredths): "
            << median(sqlite) * 100 / std::max<std::int64_t>(1, median(postgresql)) << "\n";
}

}  // namespace

int main(int argc, char** argv) {
  const std::int64_t rows = argc > 1 ? std::stoll(argv[1]) : 10'000;
  const int threads = argc > 2 ? std::stoi(argv[2]) : 64;
  std::string name = (fs::temp_directory_path() / "yiping-bench-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) return 2;
  if (argc > 3) {
    compare_engines(name, argv[3], threads, rows);
    fs::remove_all(name);
    return 0;
  }
  const Figures group = measure(name + "/group.db", Commit::by_group, threads, rows);
  const Figures single = measure(name + "/single.db", Commit::by_rating, threads, rows / 5);
  fs::remove_all(name);
  std::cout << "writer, " << threads << " threads, " << rows << " ratings\n";
  print("group commit", group);
  print("a commit for each rating", single);
  std::cout << "ratio (hundredths): "
            << group.rows_per_second * 100 / std::max<std::int64_t>(1, single.rows_per_second)
            << "\n";
  return 0;
}
