// SPDX-License-Identifier: Apache-2.0
// Which terminal this is: the key that signs what it sends, and where it stands (登记).
#pragma once

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

#include "host/ed25519.hpp"
#include "host/http_client.hpp"
#include "host/operator_error.hpp"

namespace yiping::kiosk {

/// For the operator, in Chinese and English.
class DeviceError : public host::OperatorError {
  using host::OperatorError::OperatorError;
};

struct Identity {
  host::Seed seed{};
  std::string id;      // 16 hex digits
  std::string area;    // 12 digits
  std::string window;  // 窗口
  std::string hall;    // 办事大厅

  /// The six digits that a receipt begins with.
  [[nodiscard]] std::uint32_t receipt_area() const;
};

/// Of an enrolled terminal. Throws DeviceError, which says how to enrol.
[[nodiscard]] Identity read_identity(const std::filesystem::path& file);

/// Makes a key, saves it, and only then sends it: after a lost reply the same key and code are
/// recognised. `file` is for its owner's eyes only. `code`: "ye1.…", from the collector's operator.
/// Throws DeviceError; a terminal that is enrolled already stays what it is.
Identity enrol(const std::filesystem::path& file, std::string_view collector, std::string_view code,
               host::HttpClient& client);

}  // namespace yiping::kiosk
