// SPDX-License-Identifier: Apache-2.0
// CBOR (RFC 8949), the subset that packs, saved sessions and documents travel in.
// Definite lengths; integers from 0 to 2^32-1, byte strings, text, arrays, maps with text keys,
// booleans, null.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "yiping/error.hpp"

namespace yiping {

inline constexpr std::size_t kMaxCborDepth = 16;
inline constexpr std::size_t kMaxCborEntries = 1024;  // of one array or map

/// A checked view of one data item inside a buffer that must outlive it.
class CborValue {
 public:
  enum class Kind : std::uint8_t { integer, bytes, text, array, map, boolean, null };

  /// Checks the whole buffer: form, UTF-8, depth, duplicate keys, nothing after the item.
  static Result<CborValue> parse(std::span<const std::uint8_t> buffer);

  [[nodiscard]] Kind kind() const;

  /// Elements of an array, entries of a map.
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] std::uint32_t integer() const;
  [[nodiscard]] bool boolean() const;
  [[nodiscard]] std::string_view text() const;
  [[nodiscard]] std::span<const std::uint8_t> bytes() const;

  /// Walks an array or a map from its first element or key.
  class Cursor {
   public:
    explicit Cursor(const CborValue& container);

    [[nodiscard]] bool done() const { return left_ == 0; }

    /// The next element; in a map, key and value alternate.
    CborValue next();

   private:
    const std::uint8_t* at_;
    std::size_t left_;
  };

 private:
  explicit CborValue(const std::uint8_t* at) : at_(at) {}

  const std::uint8_t* at_;
};

/// Appends data items; the caller counts what a map or an array holds.
class CborWriter {
 public:
  CborWriter& integer(std::uint32_t value);
  CborWriter& text(std::string_view value);
  CborWriter& text(const char* value);
  CborWriter& bytes(std::span<const std::uint8_t> value);
  CborWriter& array(std::size_t count);
  CborWriter& map(std::size_t count);
  CborWriter& boolean(bool value);
  CborWriter& null();

  [[nodiscard]] const std::string& data() const { return data_; }

 private:
  void head(std::uint8_t major, std::uint32_t value);
  std::string data_;  // bytes: what the core appends to elsewhere, too
};

}  // namespace yiping
