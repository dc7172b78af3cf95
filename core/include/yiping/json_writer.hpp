// SPDX-License-Identifier: Apache-2.0
// Writes JSON in RFC 8785 form, provided that the caller gives keys in sorted order.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace yiping {

class JsonWriter {
 public:
  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);
  JsonWriter& key(const char* name);
  JsonWriter& text(std::string_view value);
  JsonWriter& integer(std::uint32_t value);
  JsonWriter& signed_integer(std::int32_t value);
  /// Apart from `integer`, so that the browser does not pay for 64 bits.
  JsonWriter& wide_integer(std::int64_t value);
  JsonWriter& boolean(bool value);

  [[nodiscard]] std::string take() { return static_cast<std::string&&>(out_); }

 private:
  void separate();
  void quoted(std::string_view value);
  std::string out_;
  bool first_ = true;
};

}  // namespace yiping
