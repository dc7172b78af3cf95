// SPDX-License-Identifier: Apache-2.0
// SQLite's file layer with faults in it: the k-th write, sync or truncation fails, once; or the
// power goes, and only what was synced is left.
#pragma once

#include <filesystem>

namespace yiping::collector::test {

/// `lies`: a disk that says it synced and did not.
enum class Sync { works, lies };

/// While it lives, every database that is opened goes through it. One at a time.
class FaultyFiles {
 public:
  FaultyFiles();
  ~FaultyFiles();
  FaultyFiles(const FaultyFiles&) = delete;
  FaultyFiles& operator=(const FaultyFiles&) = delete;

  /// The `call`-th from now on fails; 0: none.
  void fail_at(int call);
  /// False when there were fewer calls than that.
  [[nodiscard]] bool failed() const;
  [[nodiscard]] int syncs_failed() const;

  /// From now on each sync of a file in `live` copies it to `folder`.
  void keep_synced(const std::filesystem::path& live, const std::filesystem::path& folder,
                   Sync sync);
  /// What a power cut at this moment would leave of the files, copied to `folder`.
  void cut_power(const std::filesystem::path& folder);
};

}  // namespace yiping::collector::test
