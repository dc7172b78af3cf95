// SPDX-License-Identifier: Apache-2.0
#include <sys/mount.h>

#include <catch2/catch_test_macros.hpp>
#include <cstring>
#include <fstream>
#include <thread>

#include "store_support.hpp"

using namespace yiping;
using namespace yiping::collector;
using namespace yiping::collector::test;

namespace {

/// A file system of 8 MiB; `error` says why there is none.
class SmallDisk {
 public:
  SmallDisk() {
    if (mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, "size=8m,mode=0700") != 0) {
      error = std::strerror(errno);
    }
  }
  ~SmallDisk() {
    if (error.empty()) umount2(folder_.path().c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  [[nodiscard]] std::filesystem::path file() const { return folder_.path() / "yiping.db"; }
  [[nodiscard]] std::filesystem::path ballast() const { return folder_.path() / "ballast"; }
  std::string error;

 private:
  Folder folder_;
};

}  // namespace

TEST_CASE("a full disk is told, loses nothing, and is survived", "[store][sqlite][disk]") {
  const SmallDisk disk;
  if (!disk.error.empty()) SKIP("a small file system cannot be mounted here: " << disk.error);
  std::ofstream(disk.ballast()) << std::string(1024 * 1024, 'b');
  Fixture store(StoreOptions{.store = disk.file().string(), .clock = {}});
  int stored = 0;
  bool full = false;
  for (int i = 0; i < 5'000 && !full; ++i) {
    try {
      store->put_services({service(i)});
      if (store->put_evaluation(rating(i, i, Level::dissatisfied)) == EvaluationPut::stored) {
        ++stored;
      }
    } catch (const Unavailable& error) {
      CHECK(error.why() == Unavailable::Why::storage_failed);
      full = true;
    }
  }
  REQUIRE(full);
  CHECK(stored > 20);
  CHECK_FALSE(store->ready());
  CHECK(store->find_receipt(receipt_hash(receipt_text(0))));

  std::filesystem::remove(disk.ballast());
  for (int tries = 0; tries < 100 && !store->ready(); ++tries) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  REQUIRE(store->ready());
  store->put_services({service(9'999)});
  CHECK(store->put_evaluation(rating(9'999, 9'999, Level::satisfied)) == EvaluationPut::stored);
  const auto found = store->verify();
  CHECK(found.evaluations == stored + 1);
  CHECK(found.cells_different == 0);
  CHECK(found.audit_broken == 0);
  CHECK(found.intact);
}
