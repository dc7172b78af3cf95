// SPDX-License-Identifier: Apache-2.0
// Power cuts: kill -9 leaves what was written, a power cut only what was synced.
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <random>
#include <thread>

#include "faulty_vfs.hpp"
#include "store_support.hpp"

using namespace yiping;
using namespace yiping::collector;
using namespace yiping::collector::test;

namespace {

constexpr int kCuts = 12;
constexpr unsigned kSeed = 20'261'122;

struct Losses {
  int acknowledged = 0;  // over all cuts
  int lost = 0;
};

/// Ratings arrive while the power is cut again and again; each time a store is opened on what is
/// left, and asked for every rating that was acknowledged before.
Losses cut_and_count(FaultyFiles& files, Sync sync) {
  const Folder live;
  const Folder shadow;
  const Folder left;
  files.keep_synced(live.path(), shadow.path(), Sync::works);
  Fixture store(StoreOptions{.store = (live.path() / "yiping.db").string(), .clock = {}});
  std::vector<ReportedService> events;
  events.reserve(2'000);
  for (int i = 0; i < 2'000; ++i) events.push_back(service(i));
  store->put_services(events);
  files.keep_synced(live.path(), shadow.path(), sync);

  std::atomic<int> acknowledged{0};
  std::atomic<bool> stop{false};
  std::thread citizen([&] {
    for (int i = 0; i < 2'000 && !stop; ++i) {
      if (store->put_evaluation(rating(i, i, Level::dissatisfied)) == EvaluationPut::stored) {
        acknowledged = i + 1;
      }
    }
  });
  Losses losses;
  std::mt19937 random(kSeed);
  for (int cut = 0; cut < kCuts; ++cut) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20 + random() % 30));
    const int told = acknowledged;
    const auto folder = left.path() / std::to_string(cut);
    files.cut_power(folder);
    Store survivor(StoreOptions{.store = (folder / "yiping.db").string(),
                                .regions = regions_at_once(),
                                .clock = [] { return kNow; }});
    losses.acknowledged += told;
    for (int i = 0; i < told; ++i) {
      if (!survivor.find_receipt(receipt_hash(receipt_text(i)))) ++losses.lost;
    }
    const auto found = survivor.verify();
    CHECK(found.intact);
    CHECK(found.cells_different == 0);
    CHECK(found.tokens_astray == 0);
    CHECK(found.audit_broken == 0);
  }
  stop = true;
  citizen.join();
  return losses;
}

}  // namespace

TEST_CASE("a power cut loses nothing that was acknowledged", "[store][sqlite][power]") {
  FaultyFiles files;
  const Losses losses = cut_and_count(files, Sync::works);
  CAPTURE(kSeed, losses.acknowledged);
  CHECK(losses.acknowledged > kCuts);
  CHECK(losses.lost == 0);
}

TEST_CASE("the control, on a disk that lies about its syncs, loses", "[store][sqlite][power]") {
  FaultyFiles files;
  const Losses losses = cut_and_count(files, Sync::lies);
  CAPTURE(kSeed, losses.acknowledged);
  CHECK(losses.lost > 0);
}
