// SPDX-License-Identifier: Apache-2.0
// SQLite's file layer with one fault in it: the k-th write, sync or truncation fails, once.
#pragma once

namespace yiping::collector::test {

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
};

}  // namespace yiping::collector::test
