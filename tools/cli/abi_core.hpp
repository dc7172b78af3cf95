// SPDX-License-Identifier: Apache-2.0
// The core through its C ABI, as a browser drives it: what runs here runs there.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "host/json.hpp"

namespace yiping::cli {

/// The core said no; `what()` is the code's name, "wrong_phase".
class Refused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One questionnaire and one session on it. Every call throws Refused when the core refuses.
class AbiCore {
 public:
  explicit AbiCore(std::span<const std::uint8_t> pack);
  ~AbiCore();
  AbiCore(const AbiCore&) = delete;
  AbiCore& operator=(const AbiCore&) = delete;

  void add_locale(std::span<const std::uint8_t> pack);
  [[nodiscard]] std::string texts(std::string_view language);
  void open(std::string_view language, std::span<const std::uint8_t> submission,
            std::uint32_t area);

  void choose_level(std::string_view level, std::uint32_t now);
  void toggle(std::string_view item, std::string_view option, std::uint32_t now);
  void set_text(std::string_view item, std::string_view text, std::uint32_t now);
  /// `intent`: YP_CLEAR and so on.
  void apply(std::uint32_t intent, std::span<const std::uint8_t> argument, std::uint32_t now);

  [[nodiscard]] std::string view();
  /// Saves, closes the session and opens another one from the bytes.
  void save_and_restore();
  /// digest, document, receipt; nothing before a submission.
  [[nodiscard]] std::optional<host::Json> evaluation();

 private:
  std::uint32_t questionnaire_ = 0;
  std::uint32_t session_ = 0;
};

}  // namespace yiping::cli
