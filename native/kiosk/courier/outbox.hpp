// SPDX-License-Identifier: Apache-2.0
// Ratings between a visitor's press and the collector's receipt: draft -> ready -> delivered, which
// deletes, or refused, which keeps the collector's reason.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/courier.hpp"
#include "kiosk/courier/outbox_file.hpp"

namespace yiping::kiosk {

/// The disk did not take it: nothing was stored, and the same call may be made again.
class OutboxFailed : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct ReadyRating {
  SubmissionId submission{};
  std::string token;
  std::string document;
  std::string receipt;
  std::int64_t number = 0;  // within the series
};

/// What the collector said of one rating.
struct Verdict {
  enum class Kind : std::uint8_t { delivered, refused, again };
  SubmissionId submission{};
  Kind kind{};
  std::string reason;  // refused: the collector's code
};

/// Which numbers this file has given to ratings: 1 to `issued`.
struct Numbering {
  std::string series;  // 16 hex digits
  std::int64_t issued = 0;
};

struct OutboxCounts {
  std::size_t waiting = 0;
  std::size_t refused = 0;
};

/// Any thread may call; every change is on the disk when the call returns. After a fault of the
/// disk the file is opened anew: what a failed sync left in memory proves nothing.
class Outbox {
 public:
  /// Throws OutboxRefused or OutboxFailed.
  explicit Outbox(std::filesystem::path file);

  // Throw OutboxFailed.
  void keep(const KeepDraft& draft);
  /// False when another document is kept under this submission id: nothing was changed.
  bool keep(const KeepRating& rating);
  void drop(const SubmissionId& submission);  // a draft only
  void settle(const std::vector<Verdict>& verdicts);

  [[nodiscard]] std::vector<KeepDraft> drafts();
  /// In order, those that were answered "again" last; at least one whatever its size.
  [[nodiscard]] std::vector<ReadyRating> ready(std::size_t most_rows, std::size_t most_bytes);
  [[nodiscard]] bool holds(std::string_view token);
  [[nodiscard]] OutboxCounts counts();
  [[nodiscard]] Numbering numbering();

  /// Empties the log of what was deleted: `secure_delete` clears the pages of the file alone.
  void wipe_log();

 private:
  template <typename Work>
  auto attempt(Work work);

  std::filesystem::path file_;
  OutboxLock lock_;
  std::mutex mutex_;
  std::unique_ptr<Database> database_;
  bool log_holds_deleted_ = true;  // the last run may have ended before it wiped
};

}  // namespace yiping::kiosk
