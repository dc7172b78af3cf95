// SPDX-License-Identifier: Apache-2.0
#include "yiping/cbor.hpp"
#include "yiping/text.hpp"

namespace yiping {
namespace {

enum Major : std::uint8_t {
  kInteger = 0,
  kBytes = 2,
  kText = 3,
  kArray = 4,
  kMap = 5,
  kSimple = 7
};

enum Simple : std::uint8_t { kFalse = 20, kTrue = 21, kNull = 22 };

struct Head {
  std::uint8_t major;
  std::uint32_t value;
  const std::uint8_t* after;
};

/// Decodes a head that `Checker` has passed.
Head head_at(const std::uint8_t* at) {
  const std::uint8_t first = *at++;
  const auto major = static_cast<std::uint8_t>(first >> 5);
  std::uint32_t value = first & 31U;
  if (value < 24) return {major, value, at};
  unsigned width = 1U << (value - 24);
  value = 0;
  for (; width > 0; --width) value = value << 8 | *at++;
  return {major, value, at};
}

const std::uint8_t* skip(const std::uint8_t* at) {
  for (std::size_t left = 1; left > 0; --left) {
    const Head head = head_at(at);
    at = head.after;
    if (head.major == kBytes || head.major == kText) at += head.value;
    if (head.major == kArray) left += head.value;
    if (head.major == kMap) left += 2 * std::size_t{head.value};
  }
  return at;
}

std::string_view text_at(const std::uint8_t* at) {
  const Head head = head_at(at);
  return {reinterpret_cast<const char*>(head.after), head.value};
}

class Checker {
 public:
  explicit Checker(std::span<const std::uint8_t> buffer)
      : at_(buffer.data()), end_(buffer.data() + buffer.size()) {}

  std::optional<ErrorCode> whole() {
    if (auto error = item(0)) return error;
    return at_ == end_ ? std::nullopt : std::optional(ErrorCode::bad_cbor);
  }

 private:
  [[nodiscard]] std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }

  std::optional<ErrorCode> item(std::size_t depth) {
    if (at_ == end_) return ErrorCode::bad_cbor;
    const std::uint8_t info = *at_ & 31U;
    if (info >= 28) return ErrorCode::bad_cbor;
    if (info >= 24 && left() < 1 + (std::size_t{1} << (info - 24))) return ErrorCode::bad_cbor;
    // A 64-bit head is well-formed CBOR, but nothing of ours is that large.
    if (info == 27) return ErrorCode::bad_value;
    const Head head = head_at(at_);
    at_ = head.after;
    switch (head.major) {
      case kInteger:
        return std::nullopt;
      case kBytes:
      case kText:
        return string(head);
      case kArray:
      case kMap:
        return container(head, depth + 1);
      case kSimple:
        if (info < kFalse || info > kNull) return ErrorCode::bad_cbor;
        return std::nullopt;
      default:
        return ErrorCode::bad_cbor;
    }
  }

  std::optional<ErrorCode> string(const Head& head) {
    if (left() < head.value) return ErrorCode::bad_cbor;
    const std::string_view text(reinterpret_cast<const char*>(at_), head.value);
    if (head.major == kText && !is_utf8(text)) return ErrorCode::not_utf8;
    at_ += head.value;
    return std::nullopt;
  }

  std::optional<ErrorCode> container(const Head& head, std::size_t depth) {
    if (depth > kMaxCborDepth) return ErrorCode::too_deep;
    if (head.value > kMaxCborEntries) return ErrorCode::too_large;
    const std::uint8_t* first = at_;
    for (std::size_t i = 0; i < head.value; ++i) {
      if (head.major == kMap) {
        const std::uint8_t* key = at_;
        if (auto error = item(depth)) return error;
        if (key[0] >> 5 != kText) return ErrorCode::bad_cbor;
        if (has_key(first, i, text_at(key))) return ErrorCode::duplicate_key;
      }
      if (auto error = item(depth)) return error;
    }
    return std::nullopt;
  }

  /// Whether one of the `count` entries from `at` on has the key.
  static bool has_key(const std::uint8_t* at, std::size_t count, std::string_view key) {
    for (; count > 0; --count) {
      if (text_at(at) == key) return true;
      at = skip(skip(at));
    }
    return false;
  }

  const std::uint8_t* at_;
  const std::uint8_t* end_;
};

}  // namespace

Result<CborValue> CborValue::parse(std::span<const std::uint8_t> buffer) {
  if (const auto error = Checker(buffer).whole()) return Error{*error, {}};
  return CborValue(buffer.data());
}

CborValue::Kind CborValue::kind() const {
  const Head head = head_at(at_);
  switch (head.major) {
    case kInteger:
      return Kind::integer;
    case kBytes:
      return Kind::bytes;
    case kText:
      return Kind::text;
    case kArray:
      return Kind::array;
    case kMap:
      return Kind::map;
    default:
      return head.value == kNull ? Kind::null : Kind::boolean;
  }
}

std::size_t CborValue::size() const { return head_at(at_).value; }

std::uint32_t CborValue::integer() const { return head_at(at_).value; }

bool CborValue::boolean() const { return head_at(at_).value == kTrue; }

std::string_view CborValue::text() const { return text_at(at_); }

std::span<const std::uint8_t> CborValue::bytes() const {
  const Head head = head_at(at_);
  return {head.after, head.value};
}

CborValue::Cursor::Cursor(const CborValue& container) {
  const Head head = head_at(container.at_);
  at_ = head.after;
  left_ = head.major == kMap ? 2 * std::size_t{head.value} : head.value;
}

CborValue CborValue::Cursor::next() {
  const CborValue value(at_);
  at_ = skip(at_);
  --left_;
  return value;
}

}  // namespace yiping
