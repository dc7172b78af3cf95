// SPDX-License-Identifier: Apache-2.0
// What visitors of a terminal pressed and were shown, and the checker that compares it with the
// collector's file. A terminal's promise is smaller than a receipt's, and earlier: a level that it
// shows as kept is stored, that one or what the same visitor pressed after it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "checker.hpp"
#include "ledger.hpp"

namespace yiping::faults {

class Visit {
 public:
  explicit Visit(std::string case_no) : case_no_(std::move(case_no)) {}

  /// Before the finger is down. A level is pressed once in a visit.
  void press(const std::string& level) { pressed_.push_back(level); }
  /// The screen says that this level is on the disk.
  void kept(const std::string& level) { kept_ = level; }
  /// The thank-you.
  void thanked(const std::string& level, const std::string& receipt);

  [[nodiscard]] const std::string& case_no() const { return case_no_; }
  [[nodiscard]] const std::string& receipt() const { return receipt_; }
  [[nodiscard]] bool is_acknowledged() const { return !kept_.empty(); }
  /// Once `kept`, nothing older may be stored.
  [[nodiscard]] bool may_store(std::string_view level) const;

 private:
  std::string case_no_;
  std::vector<std::string> pressed_;
  std::string kept_;
  std::string receipt_;
};

/// Once no collector runs. `lost`: acknowledged, and neither that level nor a later one is stored.
/// Receipts that differ are faults.
[[nodiscard]] Sets check_visits(const std::filesystem::path& file, const std::vector<Visit>& visits,
                                Ledger& ledger);

}  // namespace yiping::faults
