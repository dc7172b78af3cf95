// SPDX-License-Identifier: Apache-2.0
// The acknowledgement log: what clients tried and what they were told, kept outside of the process
// that is killed. The checker compares it with what is in the file.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace yiping::faults {

/// A rating as its client knows it.
struct Rating {
  std::string submission;  // hex
  std::string digest;      // of the document, "sha-256:…": what the checker knows a row by
  std::string receipt;
};

/// Thread-safe while clients run; what is read from it is read after they ended.
class Ledger {
 public:
  struct Entry {
    Rating rating;
    bool acknowledged = false;
  };

  /// Before the first byte leaves.
  void attempt(const Rating& rating);
  /// The client holds a whole answer: `status` 201 or 200, with `receipt` in it.
  void acknowledge(const Rating& rating, int status, std::string_view receipt);
  /// No whole answer, or one that asks to come again.
  void retry();
  /// Refused for good, by a clock that is wrong: nothing was promised.
  void turn_away();
  /// A service (办件服务) whose report was answered.
  void confirm_service(const std::string& case_no);
  /// An answer or a state that may never be.
  void fault(std::string what);

  [[nodiscard]] const std::map<std::string, Entry>& entries() const { return entries_; }
  [[nodiscard]] const std::set<std::string>& services() const { return services_; }
  [[nodiscard]] const std::vector<std::string>& faults() const { return faults_; }
  [[nodiscard]] std::int64_t acknowledged() const;
  /// Acknowledged for the first time, or turned away.
  [[nodiscard]] std::int64_t answered() const;
  [[nodiscard]] std::int64_t recovered() const { return recovered_; }
  [[nodiscard]] std::int64_t retries() const { return retries_; }
  [[nodiscard]] std::int64_t turned_away() const { return turned_away_; }

 private:
  mutable std::mutex mutex_;
  std::map<std::string, Entry> entries_;  // by digest
  std::set<std::string> services_;        // case numbers
  std::vector<std::string> faults_;
  std::int64_t acknowledged_ = 0;
  std::int64_t recovered_ = 0;
  std::int64_t retries_ = 0;
  std::int64_t turned_away_ = 0;
};

}  // namespace yiping::faults
