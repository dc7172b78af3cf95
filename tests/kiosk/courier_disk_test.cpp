// SPDX-License-Identifier: Apache-2.0
// Disks that fail, fill up, lose power or lie.
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <random>
#include <thread>

#include "collector/faulty_vfs.hpp"
#include "courier_support.hpp"
#include "kiosk/courier/outbox.hpp"

using namespace yiping::kiosk;
using namespace yiping::kiosk::test;
using yiping::collector::test::FaultyFiles;
using yiping::collector::test::Sync;

namespace {

constexpr std::size_t kAll = 1'000;
constexpr int kVisits = 3;

/// Calls `work` until the disk takes it, as a visitor who presses again.
template <typename Work>
void insist(Work work, int& failures) {
  for (int tries = 0; tries < 20; ++tries) {
    try {
      work();
      return;
    } catch (const OutboxFailed&) {
      ++failures;
    }
  }
  FAIL("the disk never took it");
}

struct Losses {
  int kept = 0;  // over all cuts
  int lost = 0;
};

/// Visits go on while the power is cut again and again; what was told as kept must be in what is
/// left, as a draft or as a rating.
Losses cut_and_count(FaultyFiles& files, Sync sync) {
  constexpr int kCuts = 10;
  const Folder live;
  const Folder shadow;
  const Folder left;
  files.keep_synced(live.path(), shadow.path(), Sync::works);
  Outbox outbox(live.outbox());
  files.keep_synced(live.path(), shadow.path(), sync);
  std::atomic<int> drafts{0};
  std::atomic<int> ratings{0};
  std::atomic<bool> stop{false};
  std::thread visitors([&] {
    for (int n = 0; !stop; ++n) {
      outbox.keep(draft(n));
      drafts = n + 1;
      outbox.keep(rating(n));
      ratings = n + 1;
    }
  });
  Losses losses;
  std::mt19937 random(20'261'123);
  for (int cut = 0; cut < kCuts; ++cut) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20 + random() % 30));
    const int rated = ratings;
    const int drafted = drafts;
    const auto folder = left.path() / std::to_string(cut);
    files.cut_power(folder);
    Outbox survivor(folder / "outbox.db");
    losses.kept += drafted + rated;
    for (int n = 0; n < drafted; ++n) losses.lost += survivor.holds(draft(n).token) ? 0 : 1;
    const auto waiting = static_cast<int>(survivor.counts().waiting);
    losses.lost += waiting < rated ? rated - waiting : 0;
  }
  stop = true;
  visitors.join();
  return losses;
}

}  // namespace

TEST_CASE("whichever write or sync fails, what was told as kept is there", "[outbox][disk]") {
  FaultyFiles files;
  int faults = 0;
  int failures = 0;
  for (int call = 1;; ++call) {
    CAPTURE(call);
    const Folder folder;
    {
      Outbox outbox(folder.outbox());
      files.fail_at(call);
      for (int n = 0; n < kVisits; ++n) {
        insist([&] { outbox.keep(draft(n)); }, failures);
        insist([&] { outbox.keep(rating(n)); }, failures);
      }
      insist([&] { outbox.settle({{id_of(0), Verdict::Kind::delivered, {}}}); }, failures);
      insist([&] { outbox.wipe_log(); }, failures);
    }
    const bool failed = files.failed();
    files.fail_at(0);
    Outbox outbox(folder.outbox());
    const auto ready = outbox.ready(kAll, kAll * kAll);
    REQUIRE(ready.size() == kVisits - 1);
    CHECK(ready[0].document == rating(1).document);
    CHECK(ready[1].document == rating(2).document);
    CHECK(outbox.drafts().empty());
    if (!failed) break;
    ++faults;
  }
  CAPTURE(faults, failures);
  CHECK(faults > 10);
  CHECK(failures >= faults / 2);
}

TEST_CASE("a full disk fails the rating, and the same order later is kept", "[courier][disk]") {
  FaultyFiles files;
  const Folder folder;
  Terminal terminal(options_for(folder, "http://127.0.0.1:1"));
  terminal.post(draft(1));
  REQUIRE(terminal.heard<DraftKept>());
  files.fail_at(1);
  terminal.post(rating(1));
  REQUIRE(terminal.heard<KeepFailed>());
  CHECK(terminal.all<KeepFailed>()[0].submission == id_of(1));
  CHECK(terminal.all<RatingKept>().empty());
  terminal.post(rating(1));
  REQUIRE(terminal.heard<RatingKept>());
  CHECK(terminal.reached([](const LinkState& state) { return state.waiting == 1; }));
}

TEST_CASE("a draft that could not be dropped is dropped later", "[courier][disk]") {
  FaultyFiles files;
  const Folder folder;
  {
    Terminal terminal(options_for(folder, "http://127.0.0.1:1"));
    terminal.post(draft(1));
    REQUIRE(terminal.heard<DraftKept>());
    files.fail_at(1);
    terminal.post(DropDraft{id_of(1)});
    terminal.post(draft(2));
    REQUIRE(terminal.heard<DraftKept>(2));
    CHECK(files.failed());
  }
  Outbox outbox(folder.outbox());
  REQUIRE(outbox.drafts().size() == 1);
  CHECK(outbox.drafts()[0].submission == id_of(2));
}

TEST_CASE("a power cut loses nothing that was told as kept", "[outbox][power]") {
  FaultyFiles files;
  const Losses losses = cut_and_count(files, Sync::works);
  CAPTURE(losses.kept);
  CHECK(losses.kept > 20);
  CHECK(losses.lost == 0);
}

TEST_CASE("the control, on a disk that lies about its syncs, loses drafts and ratings",
          "[outbox][power]") {
  FaultyFiles files;
  CHECK(cut_and_count(files, Sync::lies).lost > 0);
}
