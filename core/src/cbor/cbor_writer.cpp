// SPDX-License-Identifier: Apache-2.0
#include "yiping/cbor.hpp"
#include "yiping/sha256.hpp"

namespace yiping {

void CborWriter::head(std::uint8_t major, std::uint32_t value) {
  const auto top = static_cast<std::uint8_t>(major << 5);
  if (value < 24) {
    data_.push_back(static_cast<std::uint8_t>(top | value));
    return;
  }
  // The shortest head, as RFC 8949 §4.2.1 asks.
  const unsigned width = value <= 0xFF ? 1 : value <= 0xFFFF ? 2 : 4;
  data_.push_back(static_cast<std::uint8_t>(top | (width == 1 ? 24U : width == 2 ? 25U : 26U)));
  for (unsigned i = width; i > 0; --i) {
    data_.push_back(static_cast<std::uint8_t>(value >> (8 * (i - 1))));
  }
}

CborWriter& CborWriter::integer(std::uint32_t value) {
  head(0, value);
  return *this;
}

CborWriter& CborWriter::bytes(std::span<const std::uint8_t> value) {
  head(2, static_cast<std::uint32_t>(value.size()));
  data_.insert(data_.end(), value.begin(), value.end());
  return *this;
}

CborWriter& CborWriter::text(std::string_view value) {
  head(3, static_cast<std::uint32_t>(value.size()));
  const auto raw = as_bytes(value);
  data_.insert(data_.end(), raw.begin(), raw.end());
  return *this;
}

CborWriter& CborWriter::text(const char* value) { return text(std::string_view(value)); }

CborWriter& CborWriter::array(std::size_t count) {
  head(4, static_cast<std::uint32_t>(count));
  return *this;
}

CborWriter& CborWriter::map(std::size_t count) {
  head(5, static_cast<std::uint32_t>(count));
  return *this;
}

CborWriter& CborWriter::boolean(bool value) {
  data_.push_back(value ? 0xF5 : 0xF4);
  return *this;
}

CborWriter& CborWriter::null() {
  data_.push_back(0xF6);
  return *this;
}

}  // namespace yiping
