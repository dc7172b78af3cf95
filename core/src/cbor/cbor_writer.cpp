// SPDX-License-Identifier: Apache-2.0
#include "yiping/cbor.hpp"

namespace yiping {

void CborWriter::head(std::uint8_t major, std::uint32_t value) {
  const unsigned top = unsigned{major} << 5;
  // The shortest head, as RFC 8949 §4.2.1 asks.
  unsigned width = value < 24 ? 0 : value <= 0xFF ? 1 : value <= 0xFFFF ? 2 : 4;
  data_ += static_cast<char>(top | (width == 0 ? value : width == 4 ? 26 : 23 + width));
  while (width > 0) data_ += static_cast<char>(value >> (8 * --width));
}

CborWriter& CborWriter::integer(std::uint32_t value) {
  head(0, value);
  return *this;
}

CborWriter& CborWriter::bytes(std::span<const std::uint8_t> value) {
  head(2, static_cast<std::uint32_t>(value.size()));
  data_.append(reinterpret_cast<const char*>(value.data()), value.size());
  return *this;
}

CborWriter& CborWriter::text(std::string_view value) {
  head(3, static_cast<std::uint32_t>(value.size()));
  data_ += value;
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
  data_ += static_cast<char>(value ? 0xF5 : 0xF4);
  return *this;
}

CborWriter& CborWriter::null() {
  data_ += static_cast<char>(0xF6);
  return *this;
}

}  // namespace yiping
