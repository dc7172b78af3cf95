// SPDX-License-Identifier: Apache-2.0
// Reads the members of a CBOR map strictly: every member known, every needed one there.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "yiping/cbor.hpp"

namespace yiping {

/// One map. All readers on a root share its fault: the first one sticks, later reads do nothing,
/// and the caller asks once, at the end. Texts view the buffer. Names are
/// terminated: passed like this a call costs the browser a third of the bytes.
class FieldReader {
 public:
  /// The first fault of a whole root; its readers share it.
  class Fault {
   public:
    /// What is wrong, or success; once.
    [[nodiscard]] Status take() { return std::move(status_); }

   private:
    friend class FieldReader;
    Status status_;
  };

  /// The outermost map. `fault` outlives every reader on it.
  FieldReader(const CborValue& root, Fault& fault);
  /// The map that is member `name` of `parent`, or element `index` of the array there.
  FieldReader(FieldReader& parent, const char* name, const CborValue& map, int index = -1);
  FieldReader(const FieldReader&) = delete;
  FieldReader& operator=(const FieldReader&) = delete;
  ~FieldReader() = default;

  /// A needed member of that kind; nothing after a fault.
  std::optional<CborValue> need(const char* name, CborValue::Kind kind);
  /// The same, but it may be absent.
  std::optional<CborValue> may(const char* name, CborValue::Kind kind);
  /// A member of any kind, if it is there.
  std::optional<CborValue> may(const char* name);

  /// Empty after a fault, or when a member that may be absent is.
  std::string_view text(const char* name);
  std::string_view optional_text(const char* name);
  /// 0 after a fault.
  std::uint32_t integer(const char* name);
  bool boolean(const char* name);

  /// Records a fault of member `name`, or of its element `index`.
  void fail(ErrorCode code, const char* name, int index = -1);
  /// Records a fault of what `key` names, in the map that is member `name`, or in this map: null.
  void fail_key(ErrorCode code, const char* name, std::string_view key);
  /// Members that nobody asked for are a fault.
  void finish();

  [[nodiscard]] bool failed() const { return !fault_->status_; }

 private:
  std::optional<CborValue> find(const char* name, CborValue::Kind kind, bool needed);
  void put_path(std::string& out) const;

  static constexpr std::size_t kMaxFields = 20;

  const FieldReader* parent_ = nullptr;
  const char* name_ = nullptr;
  int index_ = -1;
  CborValue map_;
  std::array<const char*, kMaxFields> asked_;
  std::size_t asked_count_ = 0;
  Fault* fault_;
};

/// Appends "/<index>".
void put_index(std::string& path, int index);

/// Appends "/<key>", escaped as RFC 6901 asks.
void put_key(std::string& path, std::string_view key);

}  // namespace yiping
