// SPDX-License-Identifier: Apache-2.0
// The inside of Store: the writer, the readers, and the few helpers its parts share.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "collector/store.hpp"
#include "collector/store/database.hpp"
#include "collector/writer.hpp"

namespace yiping::collector {

class Store::Implementation {
 public:
  Implementation(StoreOptions options, std::unique_ptr<WritingConnection> writing,
                 std::vector<std::unique_ptr<ReadingConnection>> readers);

  [[nodiscard]] Seconds now() const { return options_.clock(); }
  [[nodiscard]] const StoreOptions& options() const { return options_; }
  Writer& writer() { return writer_; }

  /// Runs `work` on a reading connection. A fault of the disk is Unavailable here as well. A server
  /// that was started again closed every connection: the next use opens one, so once more is
  /// enough.
  template <typename Work>
  auto read(Work work) {
    const Lease lease(*this);
    try {
      try {
        return work(*lease.connection);
      } catch (const DatabaseError& error) {
        if (error.kind() != DatabaseError::Kind::lost) throw;
      }
      return work(*lease.connection);
    } catch (const DatabaseError& error) {
      throw Unavailable(Unavailable::Why::storage_failed, error.what());
    }
  }

  /// Runs `work` in a group and returns its result once it is durable.
  template <typename Work>
  auto write(std::size_t rows, std::size_t bytes, Work work) {
    using R = std::invoke_result_t<Work, Transaction&>;
    return writer_.write<R>(rows, bytes, std::function<R(Transaction&)>(std::move(work)));
  }

  /// A read of everything, which `end_long_reads` may cut short.
  class LongRead {
   public:
    LongRead(Implementation& implementation, ReadingConnection& database);
    ~LongRead();
    LongRead(const LongRead&) = delete;
    LongRead& operator=(const LongRead&) = delete;
    /// Between two queries. Throws DatabaseError when it was cut short.
    void go_on() const;

   private:
    Implementation& owner_;
    ReadingConnection& database_;
  };
  /// Returns when there is none any more; those to come are refused.
  void end_long_reads();

  /// A row each, queued together: Writer::write_each.
  template <typename R>
  auto write_each(std::vector<Writer::RowWork<R>> works) {
    return writer_.write_each<R>(std::move(works));
  }

 private:
  struct Lease {
    explicit Lease(Implementation& implementation);
    ~Lease();
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    Implementation& owner;
    std::unique_ptr<ReadingConnection> connection;
  };

  StoreOptions options_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<ReadingConnection>> readers_;
  std::mutex long_mutex_;
  std::condition_variable long_ended_;
  std::vector<ReadingConnection*> long_reads_;
  bool long_reads_over_ = false;
  Writer writer_;
};

/// Success of a write that has nothing to say.
struct Done {};

/// `subject`: whose bodies are counted together, a submission or a reason.
void quarantine_body(Transaction& transaction, std::string_view area, std::string_view reason,
                     const Id16& subject, std::string_view body);

/// 16 bytes of SHA-256(`purpose` ‖ parts): ids that a retry finds again and nobody can reverse.
[[nodiscard]] Id16 derived_id(std::string_view purpose, std::initializer_list<Bytes> parts);

/// Case id of a bad rating. The submission id is 128 random bits that no officer sees, so the
/// receipt, made of the same bits by another hash, cannot be computed from it.
[[nodiscard]] Id16 case_id(std::string_view area, const Id16& submission);

}  // namespace yiping::collector
