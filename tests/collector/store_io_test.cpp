// SPDX-License-Identifier: Apache-2.0
// The k-th write, sync or truncation of a file fails, for every k until a run meets no fault.
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <set>
#include <thread>

#include "faulty_vfs.hpp"
#include "store_support.hpp"

using namespace yiping;
using namespace yiping::collector;
using namespace yiping::collector::test;

namespace {

constexpr int kRatings = 2;

/// Calls `work` as a client does: again after a refusal, until it succeeds.
template <typename Work>
bool retry(Work work, int& refusals) {
  for (int tries = 0; tries < 200; ++tries) {
    try {
      work();
      return true;
    } catch (const Unavailable&) {
      ++refusals;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
  return false;
}

}  // namespace

TEST_CASE("whichever write or sync fails, nothing acknowledged is lost and nothing doubled",
          "[store][sqlite][disk]") {
  FaultyFiles files;
  int faults = 0;
  int sync_faults = 0;
  int refusals = 0;
  for (int call = 1;; ++call) {
    CAPTURE(call);
    Fixture store;
    files.fail_at(call);
    for (int i = 0; i < kRatings; ++i) {
      REQUIRE(retry([&] { store->put_services({service(i)}); }, refusals));
      EvaluationPut put{};
      REQUIRE(
          retry([&] { put = store->put_evaluation(rating(i, i, Level::dissatisfied)); }, refusals));
      CHECK((put == EvaluationPut::stored || put == EvaluationPut::replay));
      // Acknowledged: it must be there now, and after a start.
      CHECK(store->find_receipt(receipt_hash(receipt_text(i))));
    }
    const bool failed = files.failed();
    sync_faults += files.syncs_failed();
    files.fail_at(0);
    store.reopen();
    const auto found = store->verify();
    CHECK(found.evaluations == kRatings);
    CHECK(found.cases == kRatings);
    CHECK(found.cells_different == 0);
    CHECK(found.tokens_astray == 0);
    CHECK(found.audit_broken == 0);
    CHECK(found.intact);
    if (!failed) break;
    ++faults;
  }
  // The count of tries says what was tried: a run without faults would prove nothing.
  CAPTURE(faults, sync_faults, refusals);
  CHECK(faults > 50);
  CHECK(sync_faults >= kRatings);
  // The others met the first snapshot, which nobody waits for.
  CHECK(refusals >= faults * 3 / 4);
}
