// SPDX-License-Identifier: Apache-2.0
// The outbox's file before its first row: whose it is, whether it is sound, who may open it.
#pragma once

#include <filesystem>
#include <memory>

#include "host/operator_error.hpp"
#include "kiosk/courier/database.hpp"

namespace yiping::kiosk {

inline constexpr std::int64_t kOutboxSchema = 2;

/// The file cannot be used and was left as it is: the operator is told why and what to do, in
/// Chinese and English.
class OutboxRefused : public host::OperatorError {
  using host::OperatorError::OperatorError;
};

/// One process has an outbox. The kernel drops the lock when the process ends, however it ends.
class OutboxLock {
 public:
  explicit OutboxLock(const std::filesystem::path& file);
  ~OutboxLock();
  OutboxLock(const OutboxLock&) = delete;
  OutboxLock& operator=(const OutboxLock&) = delete;

 private:
  int handle_ = -1;
};

/// Opens or creates it, for its owner's eyes only, ready for ratings: a power cut after this keeps
/// the file. One that is damaged is renamed, never deleted, and a new one begun. Throws
/// OutboxRefused for another program's file or a newer schema, DatabaseError for a faulty disk.
[[nodiscard]] std::unique_ptr<Database> open_outbox_file(const std::filesystem::path& file);

}  // namespace yiping::kiosk
